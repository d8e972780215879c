import type { Comparison } from '../../../shared/domain/comparison.ts';
import type { ReadCase } from '../analysis/open-analysed.ts';
import { sha256 } from '../base/hash.ts';
import { Kept } from '../base/kept.ts';
import { type CaseInfo, caseInfo } from '../case/info.ts';
import { compare, type Sides } from '../compare/compare.ts';
import { turnFilter } from '../search/compile.ts';

/** What a report asks of a case that takes long and does not change with the words that the examiner writes into it. */
export interface ReportAnswers {
  info(open: ReadCase): Promise<CaseInfo>;
  comparison(open: ReadCase, sides: Sides): Promise<Comparison>;
}

export const askedAnew: ReportAnswers = {
  info: ({ database }) => caseInfo(database.connection),
  comparison: ({ database }, sides) => compare(database.connection, sides, turnFilter, {}),
};

/** For drafts one after the other: an answer stays as long as what was derived and what was marked do. */
export function keptAnswers(): ReportAnswers {
  const info = new Kept<CaseInfo>();
  const comparisons = new Kept<Map<string, Kept<Comparison>>>();
  return {
    info: (open) => info.get(stateOf(open), () => askedAnew.info(open)),
    comparison: async (open, sides) => {
      const state = stateOf(open);
      const made = await comparisons.get(state, () =>
        Promise.resolve(new Map<string, Kept<Comparison>>()),
      );
      const name = JSON.stringify(sides);
      const kept = made.get(name) ?? new Kept<Comparison>();
      made.set(name, kept);
      return kept.get(state, () => askedAnew.comparison(open, sides));
    },
  };
}

/** Sides may be chosen by findings, causes and other marks. */
const stateOf = ({ custodyHead, analysis }: ReadCase): string =>
  sha256(JSON.stringify([custodyHead.hash, { ...analysis, fields: null }]));
