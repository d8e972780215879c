import type { Completeness, EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { count, counted, duration, percent } from '../../../shared/text/numbers.ts';
import { minute } from '../../../shared/text/times.ts';
import { turnField } from '../../../shared/text/turn-fields.ts';

/** The filter for what a file gave; by its hash where another file has the same name. */
export function turnsOf(file: EvidenceFile, files: readonly EvidenceFile[]): string {
  const isAlone = files.every(
    ({ evidence_id, name }) => evidence_id === file.evidence_id || name !== file.name,
  );
  return `evidence:${isAlone ? writtenValue(file.name) : file.sha256}`;
}

/** Characters at the end of a name that are never cut: numbers of parts and the ending stand there. */
const NAME_END = 12;

/** A name in two: what may be cut, and the end that stays. */
export function nameEnds(name: string): { readonly start: string; readonly end: string } {
  const characters = Array.from(name);
  const at = Math.max(0, characters.length - NAME_END);
  return { start: characters.slice(0, at).join(''), end: characters.slice(at).join('') };
}

type Accounted = Completeness['accounted'];

/** Of a compressed file the bytes count that it unpacks to. */
export const contentBytes = ({ bytes, unpacked_bytes }: EvidenceFile): number =>
  unpacked_bytes ?? bytes;

/** Whether the bytes of all statuses and of what stands between records add up to the file. */
export function accountedBytes(
  accounted: Accounted,
  fileBytes: number,
): { readonly sum: number; readonly isWhole: boolean } | null {
  if (accounted.every(({ bytes }) => bytes === null)) return null;
  const sum = accounted.reduce((total, { bytes }) => total + (bytes ?? 0), 0);
  return {
    sum,
    isWhole: sum === fileBytes && accounted.every(({ bytes }) => bytes === null || bytes >= 0),
  };
}

export const statusWords: Readonly<Record<Accounted[number]['what'], string>> = {
  mapped: 'mapped',
  unmapped: 'unmapped',
  quarantined: 'quarantined',
  blank: 'blank',
  structure: 'between records',
};

/** `UTC, no clock offset`, `Europe/Berlin, 2.0 s taken off its times` */
export function clockWords({
  zone,
  clock_offset_ms,
}: Pick<EvidenceFile, 'zone' | 'clock_offset_ms'>): string {
  if (clock_offset_ms === 0) return `${zone}, no clock offset`;
  const changed = clock_offset_ms > 0 ? 'added to' : 'taken off';
  return `${zone}, ${duration(Math.abs(clock_offset_ms))} ${changed} its times`;
}

/** What each capture level says of how near the log is to what the model got. */
export const captureWords: Readonly<Record<Completeness['capture'][number]['level'], string>> = {
  wire: 'The request body as it was sent to the model.',
  application:
    'Logged before templating or truncation. What was sent to the model is not in this file.',
  reconstructed:
    'Put together from parts of the log. What was sent to the model is not in this file.',
};

interface MissingField {
  readonly words: string;
  readonly filter: string;
  readonly turns: number;
  readonly of: number;
}

/** Most frequent first. */
export const missingOf = (
  { missing }: Pick<Completeness, 'missing'>,
  filter: string,
): readonly MissingField[] =>
  missing
    .map(({ field, turns, of }) => {
      const { words, lacking } = turnField(field);
      return { words, filter: `${filter} kind:model ${lacking}`, turns, of };
    })
    .toSorted((a, b) => b.turns - a.turns || (a.words < b.words ? -1 : 1));

/** Totals of the register; `adds up` says whether every record has a status. */
export function totals(files: readonly EvidenceFile[]): {
  readonly bytes: number;
  readonly records: number;
  readonly mapped: number;
  readonly unmapped: number;
  readonly quarantined: number;
  readonly blank: number;
  readonly addsUp: boolean;
} {
  const sum = (of: (file: EvidenceFile) => number): number =>
    files.reduce((total, file) => total + of(file), 0);
  const [records, mapped] = [sum((file) => file.records), sum((file) => file.mapped)];
  const [unmapped, quarantined] = [sum((file) => file.unmapped), sum((file) => file.quarantined)];
  return {
    bytes: sum((file) => file.bytes),
    records,
    mapped,
    unmapped,
    quarantined,
    blank: sum((file) => file.blank),
    addsUp: records === mapped + unmapped + quarantined,
  };
}

const unpackedWords = ({ compression, container, unpacked_bytes }: EvidenceFile): string =>
  unpacked_bytes === null
    ? ''
    : ` (${compression ?? container}, ${count(unpacked_bytes)} bytes unpacked)`;

/** The completeness of a file as plain lines, for a letter or a report. */
export function statementOf(completeness: Completeness): string {
  const { file, accounted, missing, capture, intake, senders_hash } = completeness;
  const bytes = contentBytes(file);
  const whole = accountedBytes(accounted, bytes);
  return [
    file.name,
    `SHA-256 ${file.sha256}`,
    `${count(file.bytes)} bytes${unpackedWords(file)}, read as ${file.format} (${file.container}), imported ${minute(file.imported_at)} UTC`,
    ...(file.in_place === null ? [] : [`Left in place, the case holds no copy: ${file.in_place}`]),
    ...file.notes.map((note) => `Note: ${note}.`),
    ...accounted.map(({ what, records, bytes }) =>
      [
        `${statusWords[what]}:`,
        records === null ? '' : counted(records, 'record'),
        bytes === null ? '' : `${count(bytes)} bytes`,
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
    whole === null
      ? 'Columnar file: its records have no bytes of their own.'
      : `${count(whole.sum)} of ${count(bytes)} bytes accounted for${whole.isWhole ? '' : ': they do not add up'}`,
    ...missing.map(
      ({ field, turns, of }) =>
        `${count(turns)} of ${counted(of, 'turn')} (${percent(turns, of)}) have no ${turnField(field).words}`,
    ),
    ...capture.map(({ level, turns }) => `capture level ${level}: ${counted(turns, 'turn')}`),
    `zone and clock: ${clockWords(file)}`,
    ...intake.map(({ fact, value }) => `${fact}: ${value ?? 'not stated'}`),
    senders_hash === null
      ? 'The sender stated no hash.'
      : `The hash that the sender stated ${senders_hash === 'confirmed' ? 'is that of the file' : 'differs from that of the file'}.`,
  ].join('\n');
}
