import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Check } from '../../../shared/domain/check.ts';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { readActs } from '../analysis/activity-log.ts';
import { checklistOf } from '../analysis/checklist.ts';
import type { CaseReader, ReadCase } from '../analysis/open-analysed.ts';
import { buildHash } from '../base/build.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { now, timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import { syncFolder } from '../base/files.ts';
import { sha256OfFile } from '../base/hash.ts';
import { type Job, stopIfCancelled } from '../base/job.ts';
import { appendToActivity, appendToCustody } from '../case/anchored-logs.ts';
import { readCaseFile } from '../case/case-file.ts';
import { examiner } from '../case/examiner.ts';
import { type CaseLayout, layoutOf } from '../case/layout.ts';
import { lockForAppending, lockForWriting } from '../case/lock.ts';
import { VERSION } from '../case/version.ts';
import type { ReportIssued } from '../custody/acts.ts';
import { type NewEntry, readChain } from '../custody/chain.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { readRecord } from '../evidence/read-record.ts';
import { pathOfEvidence } from '../evidence/store.ts';
import type { Signer } from '../seal/identity.ts';
import { type PackageFile, writePackage } from '../seal/package.ts';
import { signPdf } from '../seal/pdf-signature.ts';
import type { Verification } from '../verify/verify.ts';
import { buildExtract } from './extract.ts';
import { signatureFont } from './fonts.ts';
import { missingFrom } from './missing.ts';
import { writeNotJoined } from './not-joined.ts';
import { leftInPlace, referenceFacts } from './package-texts.ts';
import { typeset } from './typeset.ts';

export interface IssueRequest {
  readonly template: 'rca';
  /** Null issues without a signature. */
  readonly signer: Signer | null;
  /** Where report and package are also written; made when it does not exist. */
  readonly out: string | null;
}

export interface IssuedReport {
  report: string;
  pdf: string;
  package: string;
  /** Of the signed PDF. */
  sha256: string;
  package_sha256: string;
  signer: { name: string; fingerprint: string } | null;
  missing: string[];
}

/** Verifies the case that a report is issued on: in this process, or in a child of it. */
export type VerifyFirst = (
  request: { readonly path: string; readonly full: true },
  job: Job,
) => Promise<Pick<Verification, 'checks'>>;

/**
 * Issues a report: verifies the case to the last value, builds the extract, sets and signs the document, packs it, and
 * names everything in custody. A failed check or a kill leaves no report.
 */
export async function issueReport(
  reader: CaseReader,
  verifyFirst: VerifyFirst,
  request: IssueRequest,
  job: Job = {},
): Promise<IssuedReport> {
  const layout = layoutOf(reader.path);
  readCaseFile(layout);
  const { signer } = request;
  const { checks } = await verifyFirst({ path: layout.root, full: true }, job);
  refuseDamage(layout, checks);
  const verified = appendUnderLock(layout, {
    at: timestamp(),
    actor: examiner(),
    act: 'case.verified',
    data: { checks: checks.length, full: true },
  });
  const id = nextReportId(layout);
  const temporary = join(layout.reports, `issuing.tmp-${process.pid}`);
  try {
    const made = await reader.read('making a report', (open) =>
      makeReport(open, { id, template: request.template, signer, folder: temporary }, job),
    );
    publish(layout, id, temporary, made.issued, verified.hash);
    await noteInActivity(layout, id);
    return answerOf(layout, id, made.issued, signer, made.missing, request.out);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Document, extract and package, in a folder that no log names yet. */
async function makeReport(
  open: ReadCase,
  {
    id,
    template,
    signer,
    folder,
  }: { id: string; template: 'rca'; signer: Signer | null; folder: string },
  job: Job,
): Promise<{ issued: ReportIssued; missing: string[] }> {
  const extract = await buildExtract(open, {
    id,
    template,
    status: 'issued',
    supersedes: previousReport(open.layout),
    signer: signer === null ? null : { name: signer.name, fingerprint: signer.fingerprint },
    build: buildHash(),
  });
  stopIfCancelled(job);
  job.onProgress?.({ phase: 'setting the report', done: 1, total: 3, unit: 'steps' });
  const typesetReport = await typeset(extract, { signal: job.signal });
  const pdf =
    signer === null
      ? typesetReport.pdf
      : await signPdf(typesetReport.pdf, {
          signer,
          signedAt: now(),
          reason: `Issued as report ${id} of case ${extract.report.case_id}`,
          box: typesetReport.signatureBox,
          font: signatureFont(),
        });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.pdf'), pdf);
  writeFileSync(join(folder, 'extract.json'), canonicalJson(extract));
  job.onProgress?.({ phase: 'packing', done: 2, total: 3, unit: 'steps' });
  await pack(open, extract, folder, signer);
  const files = await hashesOf(folder);
  return {
    issued: {
      report_id: id,
      template,
      signer: signer?.name ?? null,
      certificate_sha256: signer?.fingerprint ?? null,
      extract_sha256: typesetReport.extractSha256,
      pdf_sha256: files['report.pdf'] ?? '',
      package_sha256: files['package.zip'] ?? '',
      files,
    },
    missing: missingFrom(extract).map(({ words }) => words),
  };
}

function refuseDamage(layout: CaseLayout, checks: readonly Check[]): void {
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return;
  const words = failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ');
  throw new Refusal(
    'case-damaged',
    `No report is issued on ${layout.root}, for it does not verify: ${words}.`,
  );
}

function appendUnderLock(layout: CaseLayout, entry: NewEntry) {
  const lock = lockForWriting(layout.root, 'writing to the custody log');
  try {
    return appendToCustody(layout, entry);
  } finally {
    lock.release();
  }
}

/** What the report that is issued next is called, and which one it supersedes. */
export const nextReport = (layout: CaseLayout): { id: string; supersedes: string | null } => ({
  id: nextReportId(layout),
  supersedes: previousReport(layout),
});

const issuedBefore = (layout: CaseLayout): string[] =>
  readChain(layout.custody).entries.flatMap(({ act, data }) =>
    act === 'report.issued' && typeof data['report_id'] === 'string' ? [data['report_id']] : [],
  );

const nextReportId = (layout: CaseLayout): string =>
  `R-${String(issuedBefore(layout).length + 1).padStart(4, '0')}`;
const previousReport = (layout: CaseLayout): string | null => issuedBefore(layout).at(-1) ?? null;

/** The records of a streamed answer, each ended by LF. */
async function piecesTogether(open: ReadCase, pieces: readonly Place[]): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for (const place of pieces) {
    const bytes = await readRecord(open.evidence, place);
    if (bytes !== null) read.push(bytes, Buffer.from('\n'));
  }
  return Buffer.concat(read);
}

async function pack(
  open: ReadCase,
  extract: ReportExtract,
  folder: string,
  signer: Signer | null,
): Promise<void> {
  const text = (path: string, content: string): PackageFile => ({
    path,
    source: { bytes: Buffer.from(content) },
  });
  const { title } = open.caseFile;
  const activity = readChain(open.layout.activity).head;
  const records: PackageFile[] = [];
  const notJoined = join(folder, 'not-joined.csv');
  const hasNotJoined = extract.evidence.unmatched.total > 0;
  if (hasNotJoined) await writeNotJoined(open, notJoined);
  const inPlace = extract.evidence.files.filter(({ in_place }) => in_place !== undefined);
  for (const { id, place, pieces, records: restsOn } of extract.exhibits) {
    if (pieces !== undefined)
      records.push({
        path: `data/exhibits/${id.toLowerCase()}.pieces`,
        source: { bytes: await piecesTogether(open, pieces) },
      });
    const others = restsOn.filter((record) => record.place.sha256 !== place.sha256);
    for (const [index, held] of [place, ...others.map((record) => record.place)].entries()) {
      const bytes = await readRecord(open.evidence, held);
      const name = index === 0 ? id.toLowerCase() : `${id.toLowerCase()}-${index + 1}`;
      if (bytes !== null) records.push({ path: `data/exhibits/${name}.record`, source: { bytes } });
    }
  }
  for (const one of extract.reference_exhibits) {
    const name = `data/exhibits/${one.id.toLowerCase()}`;
    records.push(
      { path: `${name}.reference`, source: { file: pathOfEvidence(open.evidence, one.sha256) } },
      text(`${name}.txt`, referenceFacts(one)),
    );
  }
  await writePackage({
    destination: join(folder, 'package.zip'),
    files: [
      { path: 'data/report/report.pdf', source: { file: join(folder, 'report.pdf') } },
      { path: 'data/report/extract.json', source: { file: join(folder, 'extract.json') } },
      text('data/checklist/checklist.md', checklistOf(title, open.analysis, 'md')),
      text('data/checklist/checklist.csv', checklistOf(title, open.analysis, 'csv')),
      text('data/checklist/checklist.json', checklistOf(title, open.analysis, 'json')),
      text(
        'data/custody/custody.jsonl',
        open.custody.map((entry) => `${canonicalJson(entry)}\n`).join(''),
      ),
      text(
        'data/custody/activity-head.json',
        `${canonicalJson({ length: activity.length, head: activity.hash, acts: readActs(open.layout).length })}\n`,
      ),
      ...(inPlace.length === 0
        ? []
        : [text('data/custody/left-in-place.txt', leftInPlace(inPlace))]),
      ...(hasNotJoined ? [{ path: 'data/joins/not-joined.csv', source: { file: notJoined } }] : []),
      ...records,
    ],
    bag: {
      identifier: extract.report.id,
      description: `${extract.report.title} (case ${extract.report.case_id})`,
      software: `Exhibit ${VERSION}`,
    },
    signer,
    at: now(),
  });
  // Of the report's own files only the package holds it.
  rmSync(notJoined, { force: true });
}

async function hashesOf(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of readdirSync(folder).sort())
    hashes[name] = (await sha256OfFile(join(folder, name))).sha256;
  return hashes;
}

/** The report's folder gets its name and custody its entry, unless somebody changed the case meanwhile. */
function publish(
  layout: CaseLayout,
  id: string,
  temporary: string,
  issued: ReportIssued,
  expectedHead: string,
): void {
  const lock = lockForWriting(layout.root, 'issuing a report');
  try {
    if (readChain(layout.custody).head.hash !== expectedHead)
      throw new Refusal(
        'case-in-use',
        `The case was changed while ${id} was being made; issue it again.`,
      );
    const folder = join(layout.reports, id);
    const say = (act: string, data: Record<string, unknown>) =>
      appendToCustody(layout, { at: timestamp(), actor: examiner(), act, data });
    say('report.begun', { report_id: id, files: issued.files });
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    syncFolder(layout.reports);
    say('report.issued', { ...issued });
  } finally {
    lock.release();
  }
}

/** The other log tells of the report too, so that custody cannot lose its last line unnoticed. */
async function noteInActivity(layout: CaseLayout, id: string): Promise<void> {
  const lock = await lockForAppending(layout.root);
  try {
    const entry = { at: timestamp(), actor: examiner(), act: 'report.issued' };
    appendToActivity(layout, [{ ...entry, data: { report_id: id } }]);
  } finally {
    lock.release();
  }
}

function answerOf(
  layout: CaseLayout,
  id: string,
  issued: ReportIssued,
  signer: Signer | null,
  missing: string[],
  out: string | null,
): IssuedReport {
  const folder = join(layout.reports, id);
  const paths = { pdf: join(folder, 'report.pdf'), package: join(folder, 'package.zip') };
  if (out !== null) {
    const target = resolve(out);
    mkdirSync(target, { recursive: true });
    for (const [key, name] of [
      ['pdf', `${id}.pdf`],
      ['package', `${id}.zip`],
    ] as const) {
      copyFileSync(paths[key], join(target, name));
      paths[key] = join(target, name);
    }
  }
  return {
    report: id,
    pdf: paths.pdf,
    package: paths.package,
    sha256: issued.pdf_sha256,
    package_sha256: issued.package_sha256,
    signer: signer === null ? null : { name: signer.name, fingerprint: signer.fingerprint },
    missing,
  };
}
