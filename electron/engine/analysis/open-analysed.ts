import type { Limits } from '../case/database.ts';
import { type OpenCase, openCase } from '../case/open.ts';
import { readActs } from './activity-log.ts';
import { type Analysis, analysisOf } from './analysis.ts';
import { fillMemoryTables } from './memory-tables.ts';

/** A case open for reading with the investigator's work laid beside the evidence. */
export interface AnalysedCase extends OpenCase {
  readonly analysis: Analysis;
}

export async function openAnalysedCase(
  path: string,
  doing: string,
  limits?: Limits,
): Promise<AnalysedCase> {
  const open = await openCase(path, doing, limits);
  try {
    const analysis = analysisOf(readActs(open.layout));
    await fillMemoryTables(open.database.connection, analysis);
    return { ...open, analysis };
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
