import type { Database, Limits } from '../case/database.ts';
import { type OpenCase, openCase } from '../case/open.ts';
import { readActs } from './activity-log.ts';
import { type Analysis, analysisOf } from './analysis.ts';
import { type Filled, fillMemoryTables, NOTHING_FILLED } from './memory-tables.ts';
import { fillReports } from './reports-table.ts';

/** A case open for reading with the investigator's work laid beside the evidence. */
export interface AnalysedCase extends OpenCase {
  readonly analysis: Analysis;
  /** What was laid beside the evidence, for whoever lays more. */
  readonly filled: Filled;
}

/** The same, opened and closed by somebody else. */
export interface ReadCase extends Omit<AnalysedCase, 'close' | 'database' | 'filled'> {
  readonly database: Pick<Database, 'connection'>;
}

/** How one who works on a case reads it: by opening it for each question, or through what is open already. */
export interface CaseReader {
  /** Folder of the case. */
  readonly path: string;
  /** `doing` completes "process 7 has been ..." for others who want to write meanwhile. May ask more than once. */
  read<Answer>(doing: string, ask: (open: ReadCase) => Promise<Answer>): Promise<Answer>;
}

/** Opens the case for each question and closes it again. */
export const readerAt = (path: string): CaseReader => ({
  path,
  read: (doing, ask) => withAnalysedCase(path, doing, ask),
});

export async function openAnalysedCase(
  path: string,
  doing: string,
  limits?: Limits,
): Promise<AnalysedCase> {
  const open = await openCase(path, doing, limits);
  try {
    const analysis = analysisOf(readActs(open.layout));
    const filled = await fillMemoryTables(open.database.connection, analysis, NOTHING_FILLED);
    // Once: who asks for reports in SQL opens the case for each question.
    await fillReports(open.database.connection, open.custody);
    return { ...open, analysis, filled };
  } catch (error) {
    open.close();
    throw error;
  }
}

/** Opens, asks, closes: whatever happens. */
export async function withAnalysedCase<Answer>(
  path: string,
  doing: string,
  ask: (open: AnalysedCase) => Promise<Answer>,
): Promise<Answer> {
  const open = await openAnalysedCase(path, doing);
  try {
    return await ask(open);
  } finally {
    open.close();
  }
}

/** The case stays open for work of many acts: each question of the reader sees those that were written until then. */
export async function withReader<Answer>(
  path: string,
  doing: string,
  work: (reader: CaseReader) => Promise<Answer>,
): Promise<Answer> {
  return withAnalysedCase(path, doing, (open) => {
    let { filled } = open;
    const read: CaseReader['read'] = async (_, ask) => {
      const analysis = analysisOf(readActs(open.layout));
      filled = await fillMemoryTables(open.database.connection, analysis, filled);
      return ask({ ...open, analysis });
    };
    return work({ path, read });
  });
}
