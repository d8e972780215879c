import { type JoinSummary, type UnmatchedFact, wasJoined } from '../../../../shared/domain/join.ts';
import { z } from 'zod';
import { INTAKE_FACTS, type SendersHash, statedFacts } from '../../../../shared/domain/intake.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import {
  completenessWords,
  type CompletenessWords,
} from '../../../../shared/text/completeness-words.ts';
import { tellsLoss } from '../../../../shared/text/file-notes.ts';
import { asDates } from '../../../../shared/text/in-force.ts';
import { UNMATCHED_WORDS } from '../../../../shared/text/unmatched-words.ts';
import type { ChainEntry } from '../../custody/chain.ts';
import { mappingsIn } from '../../custody/imports.ts';
import { readingsOf, repairActsOf } from '../../custody/readings.ts';
import type { CaseInfo, EvidenceInfo } from '../../case/info.ts';
import type { Material } from '../material.ts';

type Evidence = ReportExtract['evidence'];

/** The custody entry by which a reference was registered. */
export const referenceCitations = (
  open: Material['open'],
  cite: Material['cite'],
  sha256: string,
): string[] => custodyOf(open, cite, sha256, 'reference.begun');

function custodyOf(
  open: Material['open'],
  cite: Material['cite'],
  sha256: string,
  act: string,
): string[] {
  const entry = open.custody.find((one) => one.act === act && one.data['sha256'] === sha256);
  return entry === undefined ? [] : [cite.custody(entry.seq, subjectOf(entry))];
}

export function evidenceSection({ open, info, cite }: Material): Evidence {
  const mappings = mappingsIn(open.custody);
  return {
    files: info.evidence.map((file) => ({
      name: file.name,
      sha256: file.sha256,
      bytes: file.bytes,
      format: file.format,
      records: file.records,
      mapped: file.mapped,
      unmapped: file.unmapped,
      quarantined: file.quarantined,
      blank: file.blank,
      first_at: milliseconds(file.first),
      last_at: milliseconds(file.last),
      zone: file.zone,
      clock_offset_ms: file.clock_offset_ms,
      merkle_root: file.merkle_root,
      imported_at: milliseconds(file.imported_at) ?? file.imported_at,
      intake: intakeOf(file),
      ...inPlaceOf(file),
      ...mappingOf(mappings.get(file.sha256)),
      ...(file.notes.length === 0 ? {} : { notes: file.notes.map((note) => `${note}.`) }),
      citations: [
        ...custodyOf(open, cite, file.sha256, 'import.begun'),
        ...readingsOf(open.custody, file.sha256).map(({ entry }) =>
          cite.custody(entry, `${file.name} read otherwise`),
        ),
        ...repairActsOf(open.custody, file.sha256).map(({ entry, withdrawn }) =>
          cite.custody(
            entry,
            `records of ${file.name} ${withdrawn ? 'no longer repaired' : 'repaired'}`,
          ),
        ),
      ],
    })),
    completeness: completeness(info.evidence, cite),
    statements: statementsOf(info, cite),
    joins: joinsOf(info.joins, cite),
    unmatched: { total: info.unmatched.total, listed: info.unmatched.listed.map(unmatchedRow) },
    custody: {
      length: open.custodyHead.length,
      head: open.custodyHead.hash,
      entries: open.custody.map((entry) => ({
        number: entry.seq,
        act: entry.act,
        at: entry.at,
        actor: entry.actor,
        subject: subjectOf(entry),
      })),
    },
    references: info.references.map(({ title, sha256, ...held }) => ({
      title,
      sha256,
      ...asDates(held),
      citations: referenceCitations(open, cite, sha256),
    })),
  };
}

/** Reports give times to the millisecond. */
export function milliseconds(iso: string | null): string | null {
  return iso === null ? null : new Date(iso).toISOString();
}

function inPlaceOf({
  in_place,
  modified_at,
}: EvidenceInfo): Pick<Evidence['files'][number], 'in_place'> {
  const changed = milliseconds(modified_at);
  return in_place === null || changed === null
    ? {}
    : { in_place: { path: in_place, modified_at: changed } };
}

const mappingOf = (
  mapping: Evidence['files'][number]['mapping'],
): Pick<Evidence['files'][number], 'mapping'> => (mapping === undefined ? {} : { mapping });

const intakeJson = z.record(z.string(), z.unknown());

function intakeOf({ intake, senders_hash }: EvidenceInfo): { label: string; value: string }[] {
  if (intake === null) return [];
  const compared =
    senders_hash === null
      ? []
      : [{ label: 'Compared with the file', value: SENDERS_HASH[senders_hash] }];
  return statedFacts(intakeJson.parse(JSON.parse(intake))).flatMap(({ fact, value }) => [
    { label: fact, value: value ?? 'not stated' },
    ...(fact === INTAKE_FACTS.sender_sha256.label ? compared : []),
  ]);
}

const SENDERS_HASH: Readonly<Record<NonNullable<SendersHash>, string>> = {
  confirmed: 'equal: the file is what its sender hashed',
  differs: 'DIFFERENT: the file is not what its sender hashed',
};

function subjectOf({ data }: ChainEntry): string {
  const subject =
    data['name'] ?? data['read_otherwise'] ?? data['title'] ?? data['report_id'] ?? data['case_id'];
  if (typeof subject === 'string') return subject;
  return typeof data['job_no'] === 'number' ? `job ${data['job_no']}` : 'the case';
}

function joinsOf(joins: readonly JoinSummary[], cite: Material['cite']): Evidence['joins'] {
  const joined = joins.filter(wasJoined);
  if (joined.length === 0) return [];
  const citations = [cite.command('joins of side tables, row by row', 'exhibit joins CASE')];
  return joined.map(
    ({ name, table, key_kind, facts, matched, matched_by, ambiguous, unmatched }) => ({
      file: name,
      table,
      key: key_kind,
      rows: facts,
      matched,
      matched_by: Object.entries(matched_by).map(([by, rows]) => ({ by, rows })),
      ambiguous,
      unmatched,
      citations,
    }),
  );
}

const unmatchedRow = ({
  table,
  reason,
  external_id,
  what,
  value,
  comment,
  key,
  key_kind,
  place,
}: UnmatchedFact): Evidence['unmatched']['listed'][number] => ({
  file: place.name,
  member: place.member,
  record: place.ordinal,
  table,
  row: [external_id ?? what, value ?? comment].filter((text) => text !== null).join(': '),
  key: key === null ? null : `${key_kind ?? 'key'} ${key}`,
  reason: UNMATCHED_WORDS[reason],
});

/** Nothing is stated of a case without files. */
function statementsOf(
  { evidence, completeness_statement: { case: whole, files } }: CaseInfo,
  cite: Material['cite'],
): Evidence['statements'] {
  if (files.length === 0) return [];
  const citations = [cite.command('completeness of files and case', 'exhibit info CASE --json')];
  const together = { file: null, sha256: null, holding: whole };
  return [
    { ...together, words: inWords(completenessWords(whole, 'case')), citations },
    ...files.map(({ evidence_id, name, ...holding }) => ({
      file: name,
      sha256: evidence.find((file) => file.evidence_id === evidence_id)?.sha256 ?? null,
      holding,
      words: inWords(completenessWords(holding, 'file')),
      citations,
    })),
  ];
}

const inWords = (words: readonly CompletenessWords[]): Evidence['statements'][number]['words'] =>
  words.map(({ subject, sentences }) => ({ subject, sentences: [...sentences] }));

function completeness(
  files: readonly EvidenceInfo[],
  cite: Material['cite'],
): Evidence['completeness'] {
  const sum = (pick: (file: EvidenceInfo) => number): number =>
    files.reduce((total, file) => total + pick(file), 0);
  const records = sum(({ records: count }) => count);
  const counted = cite.sql(
    'records by status',
    'SELECT evidence.name, record.status, count(*) AS records FROM record JOIN evidence USING (evidence_id) GROUP BY ALL ORDER BY ALL',
  );
  const lost = notRead(files, cite);
  if (files.length === 0)
    return [
      {
        text: 'No evidence has been imported; this report rests on nothing but the examiner’s words.',
        citations: [],
      },
    ];
  return [
    {
      text:
        `The ${files.length} imported ${files.length === 1 ? 'file holds' : 'files hold'} ${records} records: ` +
        `${sum(({ mapped }) => mapped)} were mapped, ${sum(({ unmapped }) => unmapped)} could be parsed but not mapped, ` +
        `${sum(({ quarantined }) => quarantined)} could not be parsed and are kept in quarantine. ` +
        `${sum(({ blank }) => blank)} lines are blank. Every byte${lost.length === 0 ? '' : ' that could be read'} belongs to one of these records or to the structure of its file.`,
      citations: [counted],
    },
    ...lost,
    ...repaired(files),
    ...leftInPlace(files),
    {
      text: 'Whether the files hold everything that the source systems logged cannot be told from the files themselves; the intake facts say how they were exported.',
      citations: [],
    },
  ];
}

const NOTES = 'SELECT name, notes FROM evidence ORDER BY evidence_id';

/** A sentence for each note by which not all of a file was read. */
export const notRead = (
  files: readonly EvidenceInfo[],
  cite: Material['cite'],
): Evidence['completeness'] =>
  files.flatMap(({ name, notes }) =>
    notes.filter(tellsLoss).map((note) => ({
      text: `Not all of ${name} could be read as it was written: ${note}. What that lost, if anything, stands in no record and in no count.`,
      citations: [cite.sql('what is noted of files', NOTES)],
    })),
  );

/** That what is read is not what stands in the evidence must be read in its report. */
function repaired(files: readonly EvidenceInfo[]): Evidence['completeness'] {
  const records = files.reduce((sum, { repaired: count }) => sum + count, 0);
  if (records === 0) return [];
  const named = files.filter(({ repaired: count }) => count > 0);
  return [
    {
      text: `${records} of the records that were mapped or could be parsed ${records === 1 ? 'is' : 'are'} malformed in the evidence and ${records === 1 ? 'was' : 'were'} repaired by named rules (${named.map(({ name, repaired: count }) => `${count} of ${name}`).join(', ')}). The evidence is unchanged; the custody log names each record with its hash, the rule and the reason.`,
      citations: [],
    },
  ];
}

/** That the case does not hold everything that it rests on must be read in its report. */
function leftInPlace(files: readonly EvidenceInfo[]): Evidence['completeness'] {
  const left = files.filter(({ in_place }) => in_place !== null);
  if (left.length === 0) return [];
  const names = left.map(({ name }) => name).join(', ');
  return [
    {
      text: `${left.length} of them ${left.length === 1 ? 'was' : 'were'} left in place and not copied (${names}): the case holds their hashes and what was derived from them, not their bytes, and verifies only as long as they stay as they were.`,
      citations: [],
    },
  ];
}
