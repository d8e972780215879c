import { z } from 'zod';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { integer, rows } from '../../case/query.ts';
import { wilson } from '../../statistics/intervals.ts';
import type { Material } from '../material.ts';
import { said } from '../said.ts';
import { exhibitsAmong } from './examiner.ts';

const AFFECTED = `
  SELECT f.failure_type, f.lane, count(DISTINCT f.turn_id) AS turns, count(DISTINCT t.user_id) AS users,
    count(DISTINCT t.conversation_id) AS conversations, count(DISTINCT f.turn_id) FILTER (t.user_id IS NULL) AS without_user
  FROM finding f
  JOIN turn t USING (turn_id)
  WHERE f.lane IN ('finding', 'lead') AND t.kind = 'model'
  GROUP BY ALL
  ORDER BY lane, failure_type`;

const affectedRow = z.object({
  failure_type: z.string(),
  lane: z.string(),
  turns: integer,
  users: integer,
  conversations: integer,
  without_user: integer,
});

/** Who was affected, counted by the user id of the log; shares with Wilson intervals. */
export async function impactSection({
  connection,
  open,
  info,
  cite,
}: Material): Promise<ReportExtract['impact']> {
  const affected = await rows(connection, AFFECTED, {}, affectedRow);
  const counted = cite.sql('turns and users by failure type', AFFECTED);
  const withoutUser = affected.reduce((sum, { without_user }) => sum + without_user, 0);
  const words = said(open.analysis.fields.impact);
  return {
    method: [
      ...(words === null ? [] : [{ text: words, citations: [] }]),
      {
        text:
          'Counted are answered model calls with at least one finding or lead of the failure type, and the distinct user ids that the log gives them. ' +
          'A lead is what a rule points to and nobody has confirmed; candidates are not counted.' +
          (withoutUser > 0 ? ` ${withoutUser} of these calls name no user.` : ''),
        citations: [counted],
      },
    ],
    figures: affected.flatMap(({ failure_type, lane, turns, users, conversations }) => {
      const { low, high } = wilson(turns, info.turns);
      const label = `${failure_type}, ${lane === 'finding' ? 'findings' : 'leads'}`;
      return [
        {
          label: `${label}: turns`,
          value: turns,
          unit: `of ${info.turns}`,
          low: null,
          high: null,
          citations: [counted],
        },
        {
          label: `${label}: share of turns`,
          value: percent(turns / Math.max(1, info.turns)),
          unit: '%',
          low: percent(low),
          high: percent(high),
          citations: [counted],
        },
        {
          label: `${label}: users`,
          value: users,
          unit: `in ${conversations} conversations`,
          low: null,
          high: null,
          citations: [counted],
        },
      ];
    }),
    harms: (open.analysis.fields.harms ?? []).map(({ kind, severity, text, grounds }) => ({
      kind,
      severity,
      text,
      citations: exhibitsAmong(open, grounds),
    })),
  };
}

/** Per cent with two decimals. */
export const percent = (share: number): number => Math.round(share * 10_000) / 100;
