import type { DuckDBConnection } from '@duckdb/node-api';
import { reportIssued } from '../custody/acts.ts';
import type { ChainEntry } from '../custody/chain.ts';

const FILL = `
  INSERT INTO memory.main.report BY NAME
  SELECT unnest(
    from_json($rows, '[{
      "report_id": "VARCHAR", "template": "VARCHAR", "issued_at": "VARCHAR", "signer": "VARCHAR",
      "extract_sha256": "VARCHAR", "pdf_sha256": "VARCHAR", "package_sha256": "VARCHAR"
    }]'),
    max_depth := 2
  )`;

/** Lays the reports that custody names into the memory tables of a database that was opened a moment ago. */
export async function fillReports(
  connection: DuckDBConnection,
  custody: readonly ChainEntry[],
): Promise<void> {
  const reports = custody.flatMap(({ act, at, data }) => {
    const issued = act === 'report.issued' ? reportIssued.safeParse(data).data : undefined;
    if (issued === undefined) return [];
    const { report_id, template, signer, extract_sha256, pdf_sha256, package_sha256 } = issued;
    return [
      { report_id, template, issued_at: at, signer, extract_sha256, pdf_sha256, package_sha256 },
    ];
  });
  if (reports.length > 0) await connection.run(FILL, { rows: JSON.stringify(reports) });
}
