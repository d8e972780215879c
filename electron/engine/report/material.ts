import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReadCase } from '../analysis/open-analysed.ts';
import type { CaseInfo } from '../case/info.ts';
import type { ReportAnswers } from './answers.ts';
import type { CitationTable } from './citation-table.ts';

/** What every section of a report is made from. */
export interface Material {
  readonly open: ReadCase;
  readonly connection: DuckDBConnection;
  readonly info: CaseInfo;
  readonly answers: ReportAnswers;
  readonly cite: CitationTable;
}
