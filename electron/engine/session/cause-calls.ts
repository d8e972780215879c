import { readActs, readAllActs } from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { changeCause, tagCause } from '../analysis/cause-acts.ts';
import { historyOf, listCauses } from '../analysis/list-causes.ts';
import { suggestGrounds } from '../analysis/suggest-grounds.ts';
import { readTaxonomy, taxonomyEntryOf } from '../analysis/taxonomy.ts';
import { answered, type CauseCalls, type TaxonomyCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn } from './done-in.ts';

/** Grounds that are offered at once; how many there are is said beside them. */
const MOST_OFFERED = 50;

export const taxonomyCalls = (): TaxonomyCalls => ({
  read: () =>
    answered(() => {
      const { version, groups } = readTaxonomy();
      return {
        version,
        groups: groups.map(({ entries, ...group }) => ({
          ...group,
          entries: entries.map(({ id, name, definition, evidence_in_logs }) => ({
            id,
            name,
            definition,
            evidence_in_logs,
          })),
        })),
      };
    }),
});

export const causeCalls = (window: DeskWindow): CauseCalls => ({
  list: async (_, signal) => ({
    causes: await window.read((connection, { layout }) => {
      const { causes } = analysisOf(readActs(layout));
      return listCauses(connection, readAllActs(layout), causes);
    }, signal),
  }),
  tag: ({ turn, ...cause }) =>
    doneIn(window, async (reader) => {
      const { handle, seq } = await tagCause(reader, cause, turn);
      const { id, name } = taxonomyEntryOf(readTaxonomy(), cause.cause_id);
      return { words: `Tagged ${handle}, ${id} ${name}`, handles: [handle], seqs: [seq] };
    }),
  change: ({ cause_no, case_path, ...change }) =>
    doneIn(
      window,
      async (reader) => {
        const changed = await changeCause(reader, cause_no, change);
        const name = `K-${cause_no}`;
        return changed === null
          ? { words: `${name} says this already`, handles: [], seqs: [] }
          : { words: `Changed ${name}`, handles: [name], seqs: [changed.seq] };
      },
      case_path,
    ),
  history: async ({ cause_no }) => ({
    entries: await historyOf(window.session.reader(), cause_no),
  }),
  grounds: ({ text }, signal) =>
    window.read(
      (connection, { layout }) =>
        suggestGrounds(connection, readAllActs(layout), text, MOST_OFFERED),
      signal,
    ),
});
