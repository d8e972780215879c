import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type CaseHead, type CaseHome, caseHome } from '../../../shared/domain/case-home.ts';
import { failureType, severity } from '../../../shared/domain/finding.ts';
import { completenessIn, countsIn, modelsIn } from '../case/info.ts';
import type { CaseLayout } from '../case/layout.ts';
import { integer, row, rows } from '../case/query.ts';
import { latestDetection } from '../custody/evidence-changes.ts';
import { readChainOn } from '../custody/read-on.ts';
import { latestActs } from './acts-in-words.ts';
import { volumeOf } from './volume.ts';

const ACTS_SHOWN = 12;

/** What the tables say, those of the analysis among them. */
export const homeNumbers = caseHome.omit({
  head: true,
  created_at: true,
  detection: true,
  acts: true,
  custody: true,
  verified: true,
  as_of: true,
});
export type HomeNumbers = z.infer<typeof homeNumbers>;

type Tables = Omit<
  HomeNumbers,
  'volume' | 'unreviewed' | 'exhibits' | 'causes' | 'events' | 'actions'
>;

/** Each question on a connection of its own: most of a small case's time is their planning, which has one thread each. */
type Ask = <Answer>(question: (connection: DuckDBConnection) => Promise<Answer>) => Promise<Answer>;

/** What the tables alone say: it stays as long as no job changed them. */
export async function tablesHome(ask: Ask): Promise<Tables> {
  const [{ texts: _, ...counts }, models, files, completeness] = await Promise.all([
    ask(countsIn),
    ask(modelsIn),
    ask((connection) => row(connection, FILES, {}, filesRow)),
    ask(completenessIn),
  ]);
  return {
    ...counts,
    models: models.map(({ model, turns }) => ({ model, turns })),
    ...files,
    completeness,
  };
}

const FILES = `
  SELECT
    count(*) AS files, coalesce(sum(bytes), 0) AS bytes, coalesce(sum(records), 0) AS records,
    coalesce(sum(unmapped), 0) AS unmapped, coalesce(sum(quarantined), 0) AS quarantined,
    (SELECT count(*) FROM turn WHERE started_at IS NULL) AS undated
  FROM evidence`;
const filesRow = z.object({
  files: integer,
  bytes: integer,
  records: integer,
  unmapped: integer,
  quarantined: integer,
  undated: integer,
});

/** All that the home asks of the tables, those of the analysis among them. */
export async function numbersIn(ask: Ask, tables: Promise<Tables>): Promise<HomeNumbers> {
  const [counted, volume, unreviewed, concluded] = await Promise.all([
    tables,
    ask(volumeOf),
    ask((connection) => rows(connection, UNREVIEWED, {}, unreviewedRow)),
    ask((connection) => row(connection, CONCLUDED, {}, concludedRow)),
  ]);
  return { ...counted, volume, unreviewed, ...concluded };
}

/** The first screen of a case, but for what the person's own list of cases remembers. */
export function homeOf(
  layout: CaseLayout,
  head: CaseHead,
  numbers: HomeNumbers,
): Omit<CaseHome, 'verified' | 'as_of'> {
  const custody = readChainOn(layout.custody);
  const activity = readChainOn(layout.activity);
  return {
    head,
    created_at: custody.entries[0]?.at ?? '',
    ...numbers,
    detection: latestDetection(custody.entries),
    acts: latestActs(custody.entries, activity.entries, ACTS_SHOWN),
    custody: { entries: custody.head.length, head: custody.head.hash },
  };
}

/** In the lane that the rule gave, so that what was reviewed stays in the number it is compared with. */
const UNREVIEWED = `
  SELECT
    failure_type,
    arg_max(severity, (review IS NULL, list_position(['low', 'medium', 'high', 'critical'], severity))) AS worst,
    ${['finding', 'lead', 'candidate']
      .map(
        (lane) => `
    {
      'unreviewed': count(*) FILTER (rule_lane = '${lane}' AND review IS NULL),
      'total': count(*) FILTER (rule_lane = '${lane}')
    } AS ${lane}`,
      )
      .join(',')}
  FROM finding
  GROUP BY failure_type
  ORDER BY failure_type`;

const CONCLUDED = `
  SELECT
    (SELECT count(*) FROM exhibit) AS exhibits,
    (SELECT count(*) FROM cause) AS causes,
    (SELECT count(*) FROM event) AS events,
    (SELECT count(*) FROM action) AS actions`;
const concludedRow = z.object({
  exhibits: integer,
  causes: integer,
  events: integer,
  actions: integer,
});

const reviewed = z.object({ unreviewed: integer, total: integer });
const unreviewedRow = z.object({
  failure_type: failureType,
  worst: severity,
  finding: reviewed,
  lead: reviewed,
  candidate: reviewed,
});
