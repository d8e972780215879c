import type { Row } from './field-shapes.ts';

/**
 * Where each row of a list stands in the list as it is now; undefined where it is gone. Rows that say the same are the same;
 * of the others, those between the same neighbours are, one after the other, the same ones changed.
 */
export function whereNow(
  before: readonly Row[],
  now: readonly Row[],
): readonly (number | undefined)[] {
  const same = sameRows(before.map(saying), now.map(saying));
  const where = new Array<number | undefined>(before.length).fill(undefined);
  let from = { before: 0, now: 0 };
  for (const to of [...same, { before: before.length, now: now.length }]) {
    const changed = Math.min(to.before - from.before, to.now - from.now);
    for (let at = 0; at < changed; at += 1) where[from.before + at] = from.now + at;
    if (to.before < before.length) where[to.before] = to.now;
    from = { before: to.before + 1, now: to.now + 1 };
  }
  return where;
}

/** What a row says, whatever it says nothing in. */
const saying = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([column, text]) => [column, text.trim()] as const)
      .filter(([, text]) => text !== '')
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );

export const isSameRow = (one: Row, other: Row): boolean => saying(one) === saying(other);
export const isBlankRow = (row: Row): boolean => isSameRow(row, {});

/** The longest part that both lists have in one order. */
function sameRows(
  before: readonly string[],
  now: readonly string[],
): { readonly before: number; readonly now: number }[] {
  const lengths = before.map(() => now.map(() => 0));
  const length = (at: number, to: number): number => lengths[at]?.[to] ?? 0;
  for (let at = before.length - 1; at >= 0; at -= 1)
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = lengths[at];
      if (row !== undefined)
        row[to] =
          before[at] === now[to]
            ? length(at + 1, to + 1) + 1
            : Math.max(length(at + 1, to), length(at, to + 1));
    }
  const same: { before: number; now: number }[] = [];
  for (let at = 0, to = 0; at < before.length && to < now.length; ) {
    if (before[at] === now[to]) {
      same.push({ before: at, now: to });
      at += 1;
      to += 1;
    } else if (length(at + 1, to) >= length(at, to + 1)) at += 1;
    else to += 1;
  }
  return same;
}

/** A row of a list as a form shows it: it keeps its name whatever is written in it or beside it. */
export interface Entry {
  readonly id: number;
  readonly row: Row;
  /** Not yet entered, or under way. */
  readonly isNew: boolean;
  /** Which of the rows that stand it is; undefined where it is none of them. */
  readonly at: number | undefined;
}

let lastId = 0;

export function newEntry(row: Row = {}): Entry {
  lastId += 1;
  return { id: lastId, row, isNew: true, at: undefined };
}

/** The entries for the rows as they stand now. One that is gone stays as long as something typed in it `isWanted`. */
export function settled(
  entries: readonly Entry[],
  rows: readonly Row[],
  isWanted: (id: number) => boolean,
): readonly Entry[] {
  const known = entries.filter(({ row }) => !isBlankRow(row));
  const where = whereNow(
    known.map(({ row }) => row),
    rows,
  );
  const standing = rows.map((row, at): Entry => {
    const entry = known[where.indexOf(at)] ?? { ...newEntry(), isNew: false };
    return { ...entry, row, at };
  });
  const held = new Set(standing.map(({ id }) => id));
  const others = entries
    .filter(({ id, isNew }) => !held.has(id) && (isNew || isWanted(id)))
    .map((entry) => ({ ...entry, at: undefined }));
  return [...standing, ...others];
}
