import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type MarkSpan, MOST_EXHIBITS, MOST_TURNS } from '../../../shared/domain/mark.ts';
import {
  type Act,
  actAt,
  type Admission,
  appendAll,
  type NewAct,
  readActs,
} from '../analysis/activity-log.ts';
import { analysisOf } from '../analysis/analysis.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { citedReferences } from '../analysis/reference-handles.ts';
import { refuseUnseen } from '../analysis/unchanged.ts';
import { Refusal } from '../base/errors.ts';
import { layoutOf } from '../case/layout.ts';
import { integer, rows } from '../case/query.ts';
import { actHandle, counted, handleRange } from './act-words.ts';
import { markedPassage } from './marked-passage.ts';
import { turnAnchors } from './turn-anchors.ts';

/** What was done in one go: lines of the activity log, and words for the person who did it. */
export interface DoneActs {
  readonly words: string;
  readonly handles: string[];
  readonly seqs: readonly number[];
}

interface OnTurns {
  /** Numbers of turns. */
  readonly turns: readonly number[];
  readonly span: MarkSpan | null;
}

/** Pins a passage, or each of the turns, as an exhibit of its own. */
export async function pinTurns(
  reader: CaseReader,
  {
    caption,
    references = [],
    ...on
  }: OnTurns & { readonly caption: string; readonly references?: readonly string[] | undefined },
): Promise<DoneActs> {
  refuseTooMany(on.turns, MOST_EXHIBITS, 'pinned');
  const { anchors, span } = await placed(reader, on);
  const cited = await reader.read('citing references', ({ database: { connection } }) =>
    citedReferences(connection, references),
  );
  const beside = cited.length === 0 ? {} : { references: cited };
  const { handles, seqs } = await written(
    reader,
    anchors.map((anchor) => ({
      name: 'exhibit.pinned',
      data: { caption, anchor, span, ...beside },
    })),
  );
  const what = handles.length === 1 ? '' : `${counted(handles.length, 'turn')} as `;
  return { words: `Pinned ${what}${handleRange(handles)}`, handles, seqs };
}

/** Writes one note on all of the turns; on none it is a note on the case. */
export async function noteTurns(
  reader: CaseReader,
  { text, ...on }: OnTurns & { readonly text: string },
): Promise<DoneActs> {
  refuseTooMany(on.turns, MOST_TURNS, 'noted');
  const { anchors, span } = await placed(reader, on);
  const [anchor = null, ...more_anchors] = anchors;
  const data = { text, anchor, span, ...(more_anchors.length === 0 ? {} : { more_anchors }) };
  const { handles, seqs } = await written(reader, [{ name: 'note.written', data }]);
  const where = anchors.length > 1 ? ` on ${counted(anchors.length, 'turn')}` : '';
  return { words: `Wrote ${handleRange(handles)}${where}`, handles, seqs };
}

/** Lays one tag on all of the turns. */
export async function tagTurns(
  reader: CaseReader,
  { tag, ...on }: OnTurns & { readonly tag: string },
): Promise<DoneActs> {
  refuseTooMany(on.turns, MOST_TURNS, 'tagged');
  const { anchors, span } = await placed(reader, on);
  const { handles, seqs } = await written(reader, [
    { name: 'turn.tagged', data: { tag, anchors, span } },
  ]);
  const what = span === null ? counted(anchors.length, 'turn') : 'the passage';
  return { words: `Tagged ${what} as ${tag}`, handles, seqs };
}

function refuseTooMany(turns: readonly number[], most: number, done: string): void {
  if (turns.length > most)
    throw new Refusal(
      'bad-usage',
      `At most ${most.toLocaleString('en')} turns are ${done} at once, and ${turns.length.toLocaleString('en')} are selected; select fewer.`,
    );
}

const FINDINGS = `
  SELECT finding_id, rule_id, rule_version, turn_id, side, seq, part, char_start, char_end
  FROM store.finding
  WHERE finding_id IN (SELECT unnest(from_json($findings, '["BIGINT"]')))
  ORDER BY finding_id`;

const findingRow = z.object({
  finding_id: integer,
  rule_id: z.string(),
  rule_version: z.string(),
  turn_id: integer,
  side: z.string().nullable(),
  seq: integer.nullable(),
  part: integer.nullable(),
  char_start: integer.nullable(),
  char_end: integer.nullable(),
});

/** Accepts or dismisses findings, each by an act of its own. A dismissal says why. */
export async function reviewFindings(
  reader: CaseReader,
  asked: {
    readonly findings: readonly number[];
    readonly decision: 'accept' | 'dismiss';
    readonly reason: string | null;
  },
): Promise<DoneActs> {
  const { decision, reason } = asked;
  if (decision === 'dismiss' && (reason ?? '').trim() === '')
    throw new Refusal('bad-usage', 'Say why it is dismissed; the reason stands in the report.');
  const hits = await reader.read('reviewing a finding', async ({ database: { connection } }) => {
    const found = await findingsNamed(connection, asked.findings);
    return Promise.all(
      found.map(async ({ finding_id, turn_id, ...hit }) => {
        const [anchor] = await turnAnchors(connection, [turn_id]);
        if (anchor === undefined) throw new Refusal('not-found', `No turn T-${turn_id} is there.`);
        return { handle: `F-${finding_id}`, data: { ...hit, anchor, decision, reason } };
      }),
    );
  });
  const { seqs } = await written(
    reader,
    hits.map(({ data }) => ({ name: 'finding.reviewed', data })),
  );
  const handles = hits.map(({ handle }) => handle);
  const what = handles.length === 1 ? handles.join('') : counted(handles.length, 'finding');
  return { words: `${decision === 'accept' ? 'Accepted' : 'Dismissed'} ${what}`, handles, seqs };
}

async function findingsNamed(
  connection: DuckDBConnection,
  findings: readonly number[],
): Promise<z.infer<typeof findingRow>[]> {
  const asked = { findings: JSON.stringify(findings) };
  const found = await rows(connection, FINDINGS, asked, findingRow);
  const missing = findings.find((id) => found.every(({ finding_id }) => finding_id !== id));
  if (missing !== undefined)
    throw new Refusal(
      'not-found',
      `There is no finding F-${missing}: detection was run again, or never found it.`,
    );
  return found;
}

/** Gives an exhibit another caption or a note another text. `seen` is what it said when that was written. */
export async function changeMark(
  reader: CaseReader,
  { handle, text, seen }: { readonly handle: string; readonly text: string; readonly seen: string },
): Promise<DoneActs> {
  const [, letter, digits = ''] = /^([EN])-(\d{1,9})$/.exec(handle) ?? [];
  const number = Number(digits);
  const [change]: NewAct[] =
    letter === 'E'
      ? [{ name: 'exhibit.changed', data: { exhibit_no: number, caption: text } }]
      : letter === 'N'
        ? [{ name: 'note.changed', data: { note_no: number, text } }]
        : [];
  if (change === undefined) throw new Refusal('not-found', `There is no ${handle} to change.`);
  const { seqs } = await written(reader, [change], (standing) => {
    const { exhibits, notes } = analysisOf(standing);
    const words =
      letter === 'E'
        ? exhibits.find((one) => one.number === number)?.caption
        : notes.find((one) => one.number === number)?.text;
    if (words === undefined)
      throw new Refusal(
        'not-found',
        `There is no ${handle} any more: it was removed in another window or by a command. Undo there brings it back.`,
      );
    refuseUnseen({ handle, last: lastChange(standing, letter, number) }, seen, words);
  });
  return { words: `Changed ${handle}`, handles: [handle], seqs };
}

const lastChange = (
  standing: readonly Act[],
  letter: string | undefined,
  number: number,
): Act | undefined =>
  standing.findLast((act) =>
    letter === 'E'
      ? act.name === 'exhibit.changed' && act.data.exhibit_no === number
      : act.name === 'note.changed' && act.data.note_no === number,
  );

/** Takes back an act that stands, by its line of the activity log. */
export async function withdrawAct(reader: CaseReader, seq: number): Promise<DoneActs> {
  const found = actAt(layoutOf(reader.path), seq);
  if (found === undefined || !found.stands)
    throw new Refusal('not-found', 'That was taken back already.');
  const { seqs } = await written(reader, [{ name: 'act.withdrawn', data: { seq } }]);
  const handle = actHandle(found.act);
  return { words: `Removed ${handle}`, handles: [handle], seqs };
}

async function placed(reader: CaseReader, { turns, span }: OnTurns) {
  return reader.read('marking turns', async ({ database: { connection } }) => ({
    anchors: await turnAnchors(connection, turns),
    span: await markedPassage(connection, turns, span),
  }));
}

async function written(
  reader: CaseReader,
  acts: readonly NewAct[],
  admit?: Admission,
): Promise<{ handles: string[]; seqs: number[] }> {
  const entries = await appendAll(reader.path, acts, admit);
  const seqs = entries.map(({ seq }) => seq);
  const layout = layoutOf(reader.path);
  const handles = seqs.flatMap((seq) => {
    const found = actAt(layout, seq);
    return found === undefined ? [] : [actHandle(found.act)];
  });
  return { handles, seqs };
}

/** Takes back what a handle names: E-7, N-3, L-2, K-1, V-4 or A-2. */
export async function withdrawByHandle(reader: CaseReader, handle: string): Promise<DoneActs> {
  const [, letter = '', digits = ''] = /^([ENLKVA])-?(\d{1,9})$/i.exec(handle.trim()) ?? [];
  if (letter === '')
    throw new Refusal(
      'bad-usage',
      `${handle} names nothing that can be taken back; give E-1, N-1, L-1, K-1, V-1 or A-1.`,
    );
  const name = `${letter.toUpperCase()}-${Number(digits)}`;
  const act = readActs(layoutOf(reader.path)).find((one) => actHandle(one) === name);
  if (act === undefined)
    throw new Refusal('not-found', `There is no ${name}; it may have been taken back already.`);
  return withdrawAct(reader, act.seq);
}
