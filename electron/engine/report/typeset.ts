import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { reportExtract, unresolvedCitations } from '../../../shared/domain/report-extract.ts';
import { resource } from '../base/entry-point.ts';
import { Fault } from '../base/errors.ts';
import { reportCoverage, reportFonts } from './fonts.ts';
import { present } from './present.ts';
import { wellFormed } from './sanitise.ts';
import { typesetInChild } from './typeset-child.ts';
import type { SignatureBox, TypesetRequest } from './typst-messages.ts';

export interface TypesetReport {
  /** PDF/A-3b with the extract embedded as `extract.json`. */
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly signatureBox: SignatureBox;
  /** SHA-256 of the embedded `extract.json`, as printed on every page. */
  readonly extractSha256: string;
}

/**
 * Sets a report. Equal extracts give equal bytes, whatever the machine's fonts, zone and language.
 * @throws Refusal `cancelled` when the signal fires; Fault when a citation leads nowhere or Typst fails.
 */
export async function typeset(
  extract: ReportExtract,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<TypesetReport> {
  const checked = reportExtract.parse(wellFormed(extract));
  const unresolved = unresolvedCitations(checked);
  if (unresolved.length > 0)
    throw new Fault(
      `the report cites ${unresolved.join(', ')}, which its table of citations does not hold`,
    );
  const presentation = present(checked, reportCoverage());
  const answer = await typesetInChild(
    {
      main: 'rca.typ',
      files: [
        ...templateFiles(),
        { name: 'data.json', bytes: Buffer.from(presentation.data) },
        { name: 'extract.json', bytes: Buffer.from(presentation.extract) },
      ],
      fonts: reportFonts(),
      created: Math.floor(Date.parse(checked.report.created_at) / 1000),
    },
    { signal: options.signal },
  );
  if (!answer.ok) throw new Fault(`the report could not be set: ${answer.reason}`);
  return {
    pdf: answer.pdf,
    pages: answer.pages,
    signatureBox: answer.signatureBox,
    extractSha256: presentation.sha256,
  };
}

function templateFiles(): TypesetRequest['files'] {
  const folder = dirname(resource('report', 'rca.typ'));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.typ'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
