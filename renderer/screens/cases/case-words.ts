import type { RecentCase } from '../../../shared/domain/case-home.ts';
import { bytes, count, counted } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';

/** The state of a case in a word or two, how it is toned, and the whole sentence where there is one. */
interface CaseState {
  readonly words: string;
  readonly tone: 'plain' | 'ok' | 'warn' | 'fail' | 'line';
  readonly sentence: string | null;
}

/** `today 10:42`, `19 Nov`, `14 Jun 2025`: as far as a list needs it. `now` is an ISO time. */
export function when(iso: string, now: string, { day, shortDay, clock }: Times): string {
  if (day(iso) === day(now)) return `today ${clock(iso)}`;
  return day(iso).slice(-4) === day(now).slice(-4) ? shortDay(iso) : day(iso);
}

export function caseState(
  { state, sentence, verified }: RecentCase,
  now: string,
  times: Times,
): CaseState {
  switch (state) {
    case 'missing':
      return { words: 'folder not found', tone: 'plain', sentence };
    case 'in-use':
      return { words: 'in use', tone: 'warn', sentence };
    case 'not-a-case':
      return { words: 'cannot be read', tone: 'fail', sentence };
    case 'present':
      return verifiedState(verified, now, times);
  }
}

function verifiedState(verified: RecentCase['verified'], now: string, times: Times): CaseState {
  if (verified === null) return { words: 'not verified yet', tone: 'line', sentence: null };
  const at = when(verified.at, now, times).replace('today ', '');
  if (!verified.ok)
    return {
      words: `check failed ${at}`,
      tone: 'fail',
      sentence: `A check of this case failed on ${times.minute(verified.at)}; open it and verify again to see which.`,
    };
  const isToday = times.day(verified.at) === times.day(now);
  return { words: `verified ${at}`, tone: isToday ? 'ok' : 'line', sentence: null };
}

/** `7 files, 38.2 GB` */
export const evidenceWords = ({ files, bytes: size }: RecentCase): string =>
  files === 0 ? 'none yet' : `${counted(files, 'file')}, ${bytes(size)}`;

/** What stands under the list about the case under the cursor. */
export function caseFacts(one: RecentCase, { minute }: Times): string {
  return [
    counted(one.turns, 'turn'),
    evidenceWords(one) === 'none yet' ? 'no evidence yet' : evidenceWords(one),
    `opened ${minute(one.opened_at)}`,
    one.verified === null
      ? 'not verified yet'
      : `${one.verified.ok ? 'verified' : 'a check failed'} ${minute(one.verified.at)}`,
  ].join(' · ');
}

/** Cases whose title or folder holds all words that were typed. */
export function findCases(cases: readonly RecentCase[], typed: string): readonly RecentCase[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return cases;
  return cases.filter(({ title, folder }) => {
    const text = `${title} ${folder}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

type CaseColumn = 'title' | 'folder' | 'turns' | 'evidence' | 'opened' | 'state';

const order: Readonly<Record<CaseColumn, (a: RecentCase, b: RecentCase) => number>> = {
  title: (a, b) => byText(a.title, b.title),
  folder: (a, b) => byText(a.folder, b.folder),
  turns: (a, b) => a.turns - b.turns,
  evidence: (a, b) => a.bytes - b.bytes,
  opened: (a, b) => byText(a.opened_at, b.opened_at),
  state: (a, b) => byText(a.state, b.state),
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted anew; what is equal stays in the order it had. */
export function sortCases(
  cases: readonly RecentCase[],
  column: CaseColumn,
  descending: boolean,
): readonly RecentCase[] {
  const sign = descending ? -1 : 1;
  return [...cases].sort((a, b) => sign * order[column](a, b));
}

export const isCaseColumn = (id: string): id is CaseColumn => Object.hasOwn(order, id);

/** A folder name for a new case: letters and figures of any script, short, and nothing that a file system refuses. */
export function folderNameFor(title: string): string {
  const slug = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const short = Array.from(slug).slice(0, 60).join('').replace(/-+$/, '');
  return `${short === '' ? 'case' : short}.exhibit`;
}

/** `6 of 6` */
export const shownOf = (shown: number, all: number): string => `${count(shown)} of ${count(all)}`;
