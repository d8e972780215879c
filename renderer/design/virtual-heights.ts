/** Rows of one kind that stand together: how many, and how high one is in px until it was measured. */
export interface VirtualSection {
  readonly id: string;
  readonly count: number;
  readonly estimate: number;
}

/** A row by its section and its number in it. */
export interface VirtualRow {
  readonly section: string;
  readonly index: number;
}

/** Heights of rows in px: estimated, then measured. A sum or a search takes as many steps as the count has digits. */
interface SectionHeights {
  readonly count: number;
  readonly estimate: number;
  /** Px above row `index`. */
  offset(index: number): number;
  /** The row at `px` from the first, the last row when that is below all. */
  indexAt(px: number): number;
  set(index: number, height: number): void;
}

/** A Fenwick tree of what measured rows are higher or lower than the estimate. */
function sectionHeights(count: number, estimate: number): SectionHeights {
  const tree = new Float64Array(count + 1);
  const measured = new Map<number, number>();
  const highest = 2 ** Math.floor(Math.log2(Math.max(1, count)));
  return {
    count,
    estimate,
    offset: (index) => {
      let px = index * estimate;
      for (let at = index; at > 0; at -= at & -at) px += tree[at] ?? 0;
      return px;
    },
    indexAt: (px) => {
      let index = 0;
      let over = 0;
      for (let step = highest; step >= 1; step /= 2) {
        const next = index + step;
        if (next > count) continue;
        const above = next * estimate + over + (tree[next] ?? 0);
        if (above > px) continue;
        index = next;
        over += tree[next] ?? 0;
      }
      return Math.min(index, count - 1);
    },
    set: (index, height) => {
      const change = height - (measured.get(index) ?? estimate);
      if (change === 0) return;
      measured.set(index, height);
      for (let at = index + 1; at <= count; at += at & -at) tree[at] = (tree[at] ?? 0) + change;
    },
  };
}

/** Heights of all rows of a list, numbered through its sections. */
export interface VirtualHeights {
  length(): number;
  /** Px of all rows. */
  total(): number;
  /** Px above a row. */
  offset(position: number): number;
  positionAt(px: number): number;
  rowAt(position: number): VirtualRow;
  /** Where a row stands in the list; undefined when its section is not in it. */
  positionOf(row: VirtualRow): number | undefined;
  set(row: VirtualRow, height: number): void;
  /** Sections that were there keep what was measured of them. */
  setSections(sections: readonly VirtualSection[]): void;
}

interface PlacedSection {
  readonly id: string;
  readonly first: number;
  readonly top: number;
  readonly heights: SectionHeights;
}

export function virtualHeights(): VirtualHeights {
  const kept = new Map<string, SectionHeights>();
  let order: readonly string[] = [];
  let placed: readonly PlacedSection[] | null = null;

  const places = (): readonly PlacedSection[] => {
    if (placed !== null) return placed;
    const list: PlacedSection[] = [];
    let first = 0;
    let top = 0;
    for (const id of order) {
      const heights = kept.get(id);
      if (heights === undefined || heights.count === 0) continue;
      list.push({ id, first, top, heights });
      first += heights.count;
      top += heights.offset(heights.count);
    }
    placed = list;
    return list;
  };
  const last = (): PlacedSection | undefined => places().at(-1);

  return {
    length: () => {
      const section = last();
      return section === undefined ? 0 : section.first + section.heights.count;
    },
    total: () => {
      const section = last();
      return section === undefined
        ? 0
        : section.top + section.heights.offset(section.heights.count);
    },
    offset: (position) => {
      const section = places().findLast(({ first }) => first <= position);
      if (section === undefined) return 0;
      const within = Math.min(position - section.first, section.heights.count);
      return section.top + section.heights.offset(within);
    },
    positionAt: (px) => {
      const section = places().findLast(({ top }) => top <= px) ?? places()[0];
      if (section === undefined) return 0;
      return section.first + section.heights.indexAt(px - section.top);
    },
    rowAt: (position) => {
      const section = places().findLast(({ first }) => first <= position);
      return { section: section?.id ?? '', index: position - (section?.first ?? 0) };
    },
    positionOf: ({ section, index }) => {
      const found = places().find(({ id }) => id === section);
      return found === undefined || index >= found.heights.count ? undefined : found.first + index;
    },
    set: ({ section, index }, height) => {
      kept.get(section)?.set(index, height);
      placed = null;
    },
    setSections: (sections) => {
      for (const { id, count, estimate } of sections) {
        const before = kept.get(id);
        if (before?.count !== count) kept.set(id, sectionHeights(count, estimate));
      }
      order = sections.map(({ id }) => id);
      placed = null;
    },
  };
}
