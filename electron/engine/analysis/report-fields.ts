import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ReportFields, reportFields } from '../../../shared/domain/analysis.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import type { CaseReader } from './open-analysed.ts';
import { setReportFields } from './write.ts';

/**
 * Enters what a report says in the examiner's own words (title, summary, scope, impact...) from a YAML or JSON file.
 * Later values replace earlier ones, key by key.
 */
export async function setReportFieldsFrom(reader: CaseReader, file: string): Promise<ReportFields> {
  const fields = parsed(file);
  await setReportFields(reader, fields);
  return fields;
}

function parsed(file: string): ReportFields {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Refusal(
      'bad-usage',
      `The report fields in ${file} cannot be read: ${reasonOf(error)}.`,
      { cause: error },
    );
  }
  const fields = reportFields.strict().safeParse(value);
  if (fields.success) return fields.data;
  const [issue] = fields.error.issues;
  throw new Refusal(
    'bad-usage',
    `The report fields in ${file} are not as expected at ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? ''}.`,
  );
}
