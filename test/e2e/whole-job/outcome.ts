import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const line = z.object({ act: z.string(), hash: z.string(), data: z.object({}).loose() });

const linesOf = (path: string, name: string): z.infer<typeof line>[] =>
  readFileSync(join(path, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));

const ISSUING = ['case.verified', 'report.begun', 'report.issued'];

/** What a case has come to: both its logs up to its report, link by link, and the extract of that. */
export function cameTo(path: string) {
  const custody = linesOf(path, 'custody.jsonl');
  const begun = custody.findIndex(({ act }) => act === ISSUING[0]);
  const issuing = custody.slice(begun, begun + ISSUING.length);
  const { certificate_sha256: certificate } = z
    .object({ certificate_sha256: z.string() })
    .parse(issuing.at(-1)?.data);
  const extract = readFileSync(join(path, 'reports/R-0001/extract.json'), 'utf8');
  return {
    custody: custody.slice(0, begun),
    issuing: issuing.map(({ act }) => act),
    activity: linesOf(path, 'activity.jsonl').filter(({ act }) => act !== 'report.issued'),
    // Each way made a key of its own: the certificate is all that the extracts may differ in.
    extract: extract.replaceAll(certificate, 'CERTIFICATE'),
    // Of the verification before the report: it names the head of the activity log, and the extract names it.
    verified: custody[begun]?.hash ?? '',
  };
}
