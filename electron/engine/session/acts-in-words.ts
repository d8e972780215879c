import { z } from 'zod';
import { pairVerdict } from '../../../shared/domain/analysis.ts';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import type { ChainEntry } from '../custody/chain.ts';

type ShownAct = CaseHome['acts'][number];

/** The newest acts of both logs, newest first, each as words that follow a name: "ada imported gateway.jsonl". */
export function latestActs(
  custody: readonly ChainEntry[],
  activity: readonly ChainEntry[],
  count: number,
): ShownAct[] {
  const begun = new Map(
    custody
      .filter(({ act }) => act.endsWith('.begun'))
      .map(({ data }) => [data['job_no'], data] as const),
  );
  const shown = (log: ShownAct['log'], entries: readonly ChainEntry[]): ShownAct[] =>
    entries.flatMap(({ at, actor, act, data }) => {
      const of = { ...begun.get(data['job_no']), ...data };
      const known = log === 'custody' ? CUSTODY : ACTIVITY;
      const words = Object.hasOwn(known, act) ? known[act] : undefined;
      // Custody's begun entries are told by what ended them; an act of a later version by its name.
      if (words === null || (words === undefined && act.endsWith('.begun'))) return [];
      return [{ at, actor, log, words: words?.(of) ?? act.replaceAll(/[._]/g, ' ') }];
    });
  return [...shown('custody', custody), ...shown('activity', activity)]
    .map((act, index) => ({ act, index }))
    .sort((a, b) => compare(b.act.at, a.act.at) || b.index - a.index)
    .slice(0, count)
    .map(({ act }) => act);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Said = Readonly<Record<string, unknown>>;
type Words = (said: Said) => string;

/** Logs may come from anyone, so that nothing is taken for what it should be. */
const text = (said: Said, key: string): string => {
  const value = said[key];
  return typeof value === 'string' ? oneLine(value) : '?';
};
const verdictOf = (said: Said): string => {
  const known = pairVerdict.safeParse(said['verdict']);
  return known.success ? verdictWords[known.data] : text(said, 'verdict');
};
const count = (said: Said, key: string, one?: string): string => {
  const value = said[key];
  const number = typeof value === 'number' ? grouped(value) : '?';
  if (one === undefined) return number;
  return value === 1 ? `${number} ${one}` : `${number} ${one}s`;
};
/** As a locale would write it; the first use of one costs a good part of a start. */
const grouped = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
const MOST = 120;
const oneLine = (value: string): string => {
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line.length > MOST ? `${Array.from(line).slice(0, MOST).join('')}…` : line;
};

const repairSaid = z.object({ rule: z.string(), withdrawn: z.boolean(), records: z.int() });

function repairedWords(said: Said): string {
  const { rule, withdrawn, records } = repairSaid.parse(said['repair']);
  const of = `${count({ records }, 'records', 'record')} of ${text(said, 'repaired')}`;
  return `${withdrawn ? `took back the repair of ${of}` : `repaired ${of}`} by ${rule}: ${text(said, 'reason')}`;
}

/** Null: not shown, because another entry tells it. */
const CUSTODY: Readonly<Record<string, Words | null>> = {
  'case.created': (said) => `made the case “${text(said, 'title')}”`,
  'import.completed': (said) =>
    `imported ${text(said, 'name')} (${count(said, 'records', 'record')})`,
  'import.abandoned': (said) => `gave up importing ${text(said, 'name')}: ${text(said, 'reason')}`,
  'import.refused': (said) => `could not import ${text(said, 'name')}: ${text(said, 'reason')}`,
  'import.skipped': (said) => `passed over ${text(said, 'name')}: ${text(said, 'reason')}`,
  'reference.completed': (said) => `registered the reference “${text(said, 'title')}”`,
  'reference.abandoned': (said) => `gave up registering ${text(said, 'name')}`,
  'detection.completed': (said) =>
    `ran ${Array.isArray(said['rules']) ? said['rules'].length : '?'} rules: ${count(said, 'findings', 'finding')}, ${count(said, 'leads', 'lead')}, ${count(said, 'candidates', 'candidate')}`,
  'detection.abandoned': (said) => `gave up running rules: ${text(said, 'reason')}`,
  'rebuild.completed': (said) =>
    typeof said['repaired'] === 'string'
      ? repairedWords(said)
      : typeof said['read_otherwise'] === 'string'
        ? `read ${text(said, 'read_otherwise')} otherwise: ${text(said, 'reason')}`
        : 'derived the tables again from the evidence',
  'rebuild.abandoned': (said) => `gave up deriving the tables again: ${text(said, 'reason')}`,
  'report.issued': (said) => `issued report ${text(said, 'report_id')}`,
  'log.recovered': (said) =>
    `cut ${count(said, 'cut_bytes', 'byte')} of an unfinished line from the log`,
};

const ACTIVITY: Readonly<Record<string, Words | null>> = {
  'activity.opened': null,
  'exhibit.pinned': (said) => `pinned an exhibit: ${text(said, 'caption')}`,
  'cause.tagged': (said) => `tagged cause ${text(said, 'cause_id')} as ${text(said, 'standing')}`,
  'cause.changed': (said) => `changed the opinion on cause K-${count(said, 'cause_no')}`,
  'event.entered': (said) => `entered an event: ${text(said, 'text')}`,
  'action.entered': (said) => `entered an action: ${text(said, 'title')}`,
  'action.changed': (said) => `changed action A-${count(said, 'action_no')}`,
  'note.written': (said) => `wrote a note: ${text(said, 'text')}`,
  'finding.reviewed': (said) =>
    `${said['decision'] === 'accept' ? 'accepted' : 'dismissed'} a hit of ${text(said, 'rule_id')}`,
  'report.fields': () => 'wrote fields of the report',
  // Custody says which.
  'report.issued': null,
  'comparison.announced': null,
  'comparison.completed': (said) => `compared two sides (${count(said, 'pairs', 'pair')})`,
  'turn.tagged': (said) =>
    `tagged ${Array.isArray(said['anchors']) ? count({ turns: said['anchors'].length }, 'turns', 'turn') : 'turns'} as ${text(said, 'tag')}`,
  'exhibit.changed': (said) => `changed the caption of E-${count(said, 'exhibit_no')}`,
  'note.changed': (said) => `changed note N-${count(said, 'note_no')}`,
  'pair.judged': (said) =>
    said['verdict'] === null
      ? 'took back a verdict on a pair of answers'
      : `judged a pair of answers: ${verdictOf(said)}`,
  'event.changed': (said) => `changed event V-${count(said, 'event_no')}`,
  'act.withdrawn': (said) => `withdrew entry ${count(said, 'seq')} of the activity log`,
  'log.recovered': (said) =>
    `cut ${count(said, 'cut_bytes', 'byte')} of an unfinished line from the log`,
};
