import { join, resolve } from 'node:path';

/** Where everything of a case stands. */
export interface CaseLayout {
  readonly root: string;
  readonly caseFile: string;
  readonly database: string;
  readonly evidence: string;
  readonly custody: string;
  readonly activity: string;
  /** Big selections that activity entries name by hash. */
  readonly selections: string;
  readonly inputs: string;
  readonly reports: string;
}

export function layoutOf(path: string): CaseLayout {
  const root = resolve(path);
  return {
    root,
    caseFile: join(root, 'case.json'),
    database: join(root, 'case.duckdb'),
    evidence: join(root, 'evidence'),
    custody: join(root, 'custody.jsonl'),
    activity: join(root, 'activity.jsonl'),
    selections: join(root, 'activity'),
    inputs: join(root, 'inputs'),
    reports: join(root, 'reports'),
  };
}

/** What is known of a case stands in these files: it holds as long as none of them is another. */
export const knownFrom = ({ database, activity, custody }: CaseLayout): readonly string[] => [
  database,
  `${database}.wal`,
  activity,
  custody,
];
