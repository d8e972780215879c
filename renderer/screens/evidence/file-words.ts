import { sendersHashWords } from '../../../shared/domain/intake.ts';
import type { Accounted, IdSequence, Silence } from '../../../shared/domain/completeness.ts';
import type { Completeness, EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { completenessWords } from '../../../shared/text/completeness-words.ts';
import { writtenValue } from '../../../shared/text/filter-clause.ts';
import { count, counted, duration } from '../../../shared/text/numbers.ts';
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
  /** Turns that lack it, of all. */
  readonly turns: number;
  readonly of: number;
  /** No turn has it: the log does not carry it. */
  readonly isAbsent: boolean;
  /** Records that were not mapped because theirs could not be read. */
  readonly unreadable: number;
}

/** What turns lack or could not be read, in the order in which an investigator asks for it. */
export const missingOf = (
  { fields }: Pick<Completeness, 'fields'>,
  filter: string,
): readonly MissingField[] =>
  fields
    .filter(({ turns, of, unreadable }) => turns < of || unreadable > 0)
    .map(({ field, turns, of, unreadable }) => {
      const { words, lacking } = turnField(field);
      return {
        words,
        filter: `${filter} kind:model ${lacking}`,
        turns: of - turns,
        of,
        isAbsent: turns === 0 && unreadable === 0,
        unreadable,
      };
    });

/** What a count of turns that lack a field says, in full. */
export function missingTitle({ words, turns, of, isAbsent, unreadable }: MissingField): string {
  const lacking = `${count(turns)} of ${counted(of, 'turn')} have no ${words}`;
  if (isAbsent) return `${lacking}: this log does not carry it`;
  if (unreadable === 0) return lacking;
  return `${lacking}; ${counted(unreadable, 'record')} not mapped because of it`;
}

/** The clause of a filter that finds the turns at both ends of a silence. */
export const besideSilence = ({ from, to }: Pick<Silence, 'from' | 'to'>): string =>
  `at:[${from} TO ${to}]`;

/** The one that finds the turns between whose ids a range of ids is missing. */
export function besideMissing(
  { first, last }: Pick<IdSequence, 'first' | 'last'>,
  { from, to }: Pick<IdSequence['ranges'][number], 'from' | 'to'>,
): string {
  const isPadded = first.length === last.length;
  const next = (id: string, by: bigint): string => {
    const digits = /\d+$/.exec(id)?.[0] ?? '0';
    const number = String(BigInt(digits) + by);
    const start = id.slice(0, id.length - digits.length);
    return `turn:${writtenValue(`${start}${isPadded ? number.padStart(digits.length, '0') : number}`)}`;
  };
  return `(${next(from, -1n)} OR ${next(to, 1n)})`;
}

/** The one that finds the turns of an id. */
export const ofId = (id: string): string => `turn:${writtenValue(id)}`;

/** Totals of the register; `adds up` says whether every record has a status. */
export function totals(files: readonly EvidenceFile[]): {
  readonly bytes: number;
  readonly records: number;
  readonly mapped: number;
  readonly unmapped: number;
  readonly quarantined: number;
  readonly blank: number;
  readonly repaired: number;
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
    repaired: sum((file) => file.repaired),
    addsUp: records === mapped + unmapped + quarantined,
  };
}

const unpackedWords = ({ compression, container, unpacked_bytes }: EvidenceFile): string =>
  unpacked_bytes === null
    ? ''
    : ` (${compression ?? container}, ${count(unpacked_bytes)} bytes ${compression?.startsWith('utf-16') === true ? 'in UTF-8' : 'unpacked'})`;

/** The completeness of a file as plain lines, for a letter or a report. */
export function statementOf(completeness: Completeness): string {
  const { file, accounted, intake, senders_hash } = completeness;
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
    ...completenessWords(completeness, 'file').flatMap(({ subject, sentences }) =>
      sentences.map((sentence) => `${subject}: ${sentence}`),
    ),
    `zone and clock: ${clockWords(file)}`,
    ...intake.map(({ fact, value }) => `${fact}: ${value ?? 'not stated'}`),
    senders_hash === null ? 'The sender stated no hash.' : `It ${sendersHashWords[senders_hash]}.`,
  ].join('\n');
}
