import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { reportExtract, unresolvedCitations } from '../../../shared/domain/report-extract.ts';
import { resource } from '../base/entry-point.ts';
import { Fault } from '../base/errors.ts';
import { fontsOf, reportCoverage } from './fonts.ts';
import { present } from './present.ts';
import { wellFormed } from './sanitise.ts';
import { typesetInChild } from './typeset-child.ts';
import type { SignatureBox, TypesetRequest } from './typst-messages.ts';
import { withWrittenTexts } from './written-text.ts';

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
  const { request, sha256, shaped } = requestFor(extract, 'pdf');
  const answer = await typesetInChild(request, { signal: options.signal });
  if (!answer.ok) throw new Fault(`the report could not be set: ${answer.reason}`);
  if (answer.form !== 'pdf') throw new Fault('the typesetter drew pages where a PDF was asked for');
  return {
    pdf: withWrittenTexts(answer.pdf, shaped),
    pages: answer.pages,
    signatureBox: answer.signatureBox,
    extractSha256: sha256,
  };
}

/** What the typeset child is asked for: template, texts made fit for it, fonts. */
export function requestFor(
  extract: ReportExtract,
  form: TypesetRequest['form'],
): {
  readonly request: TypesetRequest;
  readonly sha256: string;
  readonly shaped: readonly string[];
} {
  const checked = reportExtract.parse(wellFormed(extract));
  const unresolved = unresolvedCitations(checked);
  if (unresolved.length > 0)
    throw new Fault(
      `the report cites ${unresolved.join(', ')}, which its table of citations does not hold`,
    );
  const presentation = present(checked, reportCoverage());
  return {
    sha256: presentation.sha256,
    shaped: presentation.shaped,
    request: {
      form,
      main: 'rca.typ',
      files: [
        ...templateFiles(),
        { name: 'data.json', bytes: Buffer.from(presentation.data) },
        {
          name: 'shaped.json',
          bytes: Buffer.from(JSON.stringify(numbered(form === 'pdf' ? presentation.shaped : []))),
        },
        { name: 'families.json', bytes: Buffer.from(JSON.stringify(presentation.families)) },
        { name: 'extract.json', bytes: Buffer.from(presentation.extract) },
      ],
      fonts: fontsOf(presentation.families),
      created: Math.floor(Date.parse(checked.report.created_at) / 1000),
    },
  };
}

/** By text, its number; none for drawings, of which nothing is copied. */
function numbered(texts: readonly string[]): Record<string, number> {
  return Object.fromEntries(texts.map((text, index) => [text, index + 1]));
}

function templateFiles(): TypesetRequest['files'] {
  const folder = dirname(resource('report', 'rca.typ'));
  return readdirSync(folder)
    .filter((name) => name.endsWith('.typ'))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}
