import { countWords } from '../count-words.ts';

/** What a series is about: it has the colour of its lane or side. */
export type ChartTone = 'all' | 'finding' | 'lead' | 'candidate' | 'dismissed' | 'up' | 'down';

/** Counts, one for each bucket. */
export interface ChartSeries {
  readonly id: string;
  /** After a number: `turns`, `votes up`. */
  readonly label: string;
  readonly tone: ChartTone;
  readonly counts: readonly number[];
}

/** One row of bars with a scale of its own. */
export interface ChartBand {
  readonly id: string;
  /** Above the bars: what they are, with the scale where it matters. */
  readonly caption?: string | undefined;
  /** Of the bars alone, in px. */
  readonly height: number;
  /** One series; a whole and a part of it; or what goes up and what goes down from one line. */
  readonly shape: 'alone' | 'part' | 'opposed';
  readonly series: readonly ChartSeries[];
}

/** A stretch of time, named. */
export interface ChartBucket {
  readonly id: string;
  readonly label: string;
}

/** The first and last bucket of a range, both in it. */
export type ChartRange = readonly [from: number, to: number];

export const CAPTION_HEIGHT = 16;
export const AXIS_HEIGHT = 18;

/** What the bars, their captions and the axis take, in px. */
export const bandsHeight = (bands: readonly ChartBand[]): number =>
  bands.reduce(
    (height, band) => height + band.height + (band.caption === undefined ? 0 : CAPTION_HEIGHT),
    0,
  );

/** `19 Oct 2026: 120 turns, 3 with findings` */
export function bucketWords(
  { label }: ChartBucket,
  index: number,
  bands: readonly ChartBand[],
): string {
  const counts = bands.flatMap(({ series }) =>
    series.map((one) => `${countWords(one.counts[index] ?? 0)} ${one.label}`),
  );
  return `${label}: ${counts.join(', ')}`;
}

/** Both ends in order, each one of `buckets` buckets. */
export function rangeOf(a: number, b: number, buckets: number): ChartRange {
  const inside = (index: number): number => Math.max(0, Math.min(buckets - 1, index));
  return [inside(Math.min(a, b)), inside(Math.max(a, b))];
}

/** Where a key leads from a bucket: arrows by one, pages by a tenth, Home and End to the ends; undefined for other keys. */
export function movedBy(key: string, at: number, buckets: number): number | undefined {
  const page = Math.max(1, Math.round(buckets / 10));
  const to = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - page,
    PageUp: at + page,
    Home: 0,
    End: buckets - 1,
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(buckets - 1, to));
}
