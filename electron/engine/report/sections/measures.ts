import { z } from 'zod';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { integer, row } from '../../case/query.ts';
import { wilson } from '../../statistics/intervals.ts';
import type { Material } from '../material.ts';
import { percent } from './impact.ts';

type Measure = ReportExtract['measures'][number];
type Kind = Measure['kind'];

const KINDS: Readonly<Record<string, Kind>> = {
  contained: 'containment',
  'rolled-back': 'rollback',
  mitigated: 'containment',
  remediated: 'correction',
};
const WINDOW_DAYS = 7;
const DAY = 86_400_000;

const SHARE = `
  SELECT count(*) AS turns, count(*) FILTER (turn_id IN (SELECT turn_id FROM finding WHERE lane IN ('finding', 'lead'))) AS hit
  FROM turn
  WHERE kind = 'model' AND started_at >= $from::TIMESTAMPTZ AND started_at < $to::TIMESTAMPTZ`;
const shareRow = z.object({ turns: integer, hit: integer });

/**
 * Each measure against harm with what the log shows of it: the share of answered calls with a finding or lead in the
 * seven days before and after, and the interval of the difference of two proportions (Newcombe 1998, method 10, from
 * Wilson intervals).
 */
export async function measuresSection({ connection, open, cite }: Material): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const { kind, at, text, done_by, basis } of open.analysis.events) {
    const measure = KINDS[kind];
    if (measure === undefined) continue;
    const moment = Date.parse(at);
    const share = async (from: number, to: number) => {
      const bounds = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return { ...bounds, ...(await row(connection, SHARE, bounds, shareRow)) };
    };
    const before = await share(moment - WINDOW_DAYS * DAY, moment);
    const after = await share(moment, moment + WINDOW_DAYS * DAY);
    const counted = [before, after].map(({ from, to }) =>
      cite.sql(
        `share of answers with a finding or lead, ${from} to ${to}`,
        SHARE.replace('$from', `'${from}'`).replace('$to', `'${to}'`),
      ),
    );
    const effect = effectOf(before, after);
    measures.push({
      kind: measure,
      at,
      actor: basis ?? done_by,
      text,
      effect,
      worked:
        effect === null || effect.low === null || effect.high === null
          ? 'not shown'
          : effect.high < 0
            ? 'yes'
            : effect.low > 0
              ? 'no'
              : 'not shown',
      citations: counted,
    });
  }
  return measures;
}

type Share = z.infer<typeof shareRow> & { from: string; to: string };

function effectOf(before: Share, after: Share): Measure['effect'] {
  if (before.turns === 0 || after.turns === 0) return null;
  const [a, b] = [wilson(before.hit, before.turns), wilson(after.hit, after.turns)];
  const [shareA, shareB] = [before.hit / before.turns, after.hit / after.turns];
  const difference = shareB - shareA;
  return {
    metric: 'answers with a finding or lead, % of answered calls',
    before: { from: before.from, to: before.to, turns: before.turns, value: percent(shareA) },
    after: { from: after.from, to: after.to, turns: after.turns, value: percent(shareB) },
    difference: percent(difference),
    low: percent(difference - Math.hypot(shareB - b.low, a.high - shareA)),
    high: percent(difference + Math.hypot(b.high - shareB, shareA - a.low)),
    p: null,
  };
}
