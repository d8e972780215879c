/** Fewer words in a row are alike by chance. */
export const LEAST_WORDS = 3;
/** Nor do a few short words in a row say anything, as `it is a`, but where a number is among them. In UTF-16 units from the first word's beginning to the last one's end. */
const LEAST_LENGTH = 12;
/** Places of one and the same run of words that are looked at. */
const MOST_PLACES = 64;

/** The words of a text as they are compared: letter case is passed over, and whatever stands between words. */
export interface ComparedText {
  readonly words: readonly string[];
  /** UTF-16 indexes. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Words `at` to `at + words` of an answer are those of text `text` from its word `place` on. */
export interface WordRun {
  readonly at: number;
  readonly words: number;
  readonly text: number;
  readonly place: number;
}

const NUMBER = /\p{N}/u;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

export function comparedText(text: string): ComparedText {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    words.push(word.toLowerCase());
    starts.push(index);
    ends.push(index + word.length);
  }
  return { words, starts, ends };
}

/** Where the runs of words of some answers begin in texts. An answer is short beside what was given: its runs alone are kept. */
export class RunIndex {
  private readonly places = new Map<string, { text: number; place: number }[]>();
  /** Words that such a run begins with: most places of a text are passed over by these. */
  private readonly beginnings = new Set<string>();

  constructor(answers: readonly ComparedText[]) {
    for (const { words } of answers)
      for (let at = 0; at + LEAST_WORDS <= words.length; at += 1) {
        this.places.set(runAt(words, at), []);
        this.beginnings.add(words[at] ?? '');
      }
  }

  /** Texts are added in the order of their numbers. */
  add(text: number, { words }: ComparedText): void {
    for (let place = 0; place + LEAST_WORDS <= words.length; place += 1) {
      if (!this.beginnings.has(words[place] ?? '')) continue;
      const places = this.places.get(runAt(words, place));
      if (places !== undefined && places.length < MOST_PLACES) places.push({ text, place });
    }
  }

  placesOf(words: readonly string[], at: number): readonly { text: number; place: number }[] {
    return this.places.get(runAt(words, at)) ?? [];
  }
}

/**
 * Runs of words that an answer shares with texts: from its beginning the longest at each place, of equal ones that of
 * the earliest text, and none overlaps another.
 */
export function sharedRuns(
  answer: ComparedText,
  texts: readonly ComparedText[],
  index: RunIndex,
): WordRun[] {
  const runs: WordRun[] = [];
  for (let at = 0; at + LEAST_WORDS <= answer.words.length; ) {
    const run = longestAt(answer, at, texts, index);
    if (run !== null) runs.push(run);
    at += run?.words ?? 1;
  }
  return runs;
}

function longestAt(
  answer: ComparedText,
  at: number,
  texts: readonly ComparedText[],
  index: RunIndex,
): WordRun | null {
  let longest: WordRun | null = null;
  for (const { text, place } of index.placesOf(answer.words, at)) {
    const words = alike(answer.words, at, texts[text]?.words ?? [], place);
    if (words > (longest?.words ?? 0)) longest = { at, words, text, place };
  }
  if (longest === null) return null;
  const end = at + longest.words;
  const length = (answer.ends[end - 1] ?? 0) - (answer.starts[at] ?? 0);
  const says =
    length >= LEAST_LENGTH || answer.words.slice(at, end).some((word) => NUMBER.test(word));
  return says ? longest : null;
}

function alike(
  left: readonly string[],
  at: number,
  right: readonly string[],
  place: number,
): number {
  let words = 0;
  while (at + words < left.length && left[at + words] === right[place + words]) words += 1;
  return words;
}

const runAt = (words: readonly string[], at: number): string =>
  words.slice(at, at + LEAST_WORDS).join(' ');
