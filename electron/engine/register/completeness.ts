import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Completeness } from '../../../shared/domain/evidence-register.ts';
import { statementOfFile } from '../case/completeness/statement.ts';
import { conversationJoinsIn } from '../case/conversation-joins.ts';
import { row } from '../case/query.ts';
import { intakeOf } from './intake.ts';
import { evidenceFileOf } from './register.ts';

const INTAKE = 'SELECT intake FROM evidence WHERE evidence_id = $evidence';
const intakeRow = z.object({ intake: z.string().nullable() });

/**
 * The statement of completeness of one file, and who said what of its origin. Refuses (`not-found`) a number that is no
 * file's.
 */
export async function completenessOf(
  connection: DuckDBConnection,
  evidence_id: number,
): Promise<Completeness> {
  const file = await evidenceFileOf(connection, evidence_id);
  const { intake } = await row(connection, INTAKE, { evidence: BigInt(evidence_id) }, intakeRow);
  return {
    file,
    ...(await statementOfFile(connection, evidence_id)),
    conversations: await conversationJoinsIn(connection, evidence_id),
    ...intakeOf(intake, file.sha256),
  };
}
