import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IssuedReport } from '../../../shared/domain/report-draft.ts';
import { Refusal, reasonOf } from '../base/errors.ts';
import { sha256OfFile } from '../base/hash.ts';
import type { CaseLayout } from '../case/layout.ts';
import { reportIssued } from '../custody/acts.ts';
import { type ChainEntry, readChain } from '../custody/chain.ts';
import { changesSince, evidenceChanges } from '../custody/evidence-changes.ts';

export type ReportFile = 'report.pdf' | 'package.zip';

/** Hashes by place, size and time: an issued file is read once, not with every look at the list. */
export type KnownHashes = Map<string, string>;

/** Every report that custody names, the newest first, with what became of its files. */
export async function issuedReports(
  layout: CaseLayout,
  known: KnownHashes,
): Promise<IssuedReport[]> {
  const { entries } = readChain(layout.custody);
  const issued = issuedAmong(entries);
  const changes = evidenceChanges(entries);
  const reports: IssuedReport[] = [];
  for (const [index, { at, actor, seq, data }] of issued.entries()) {
    const troubles: string[] = [];
    for (const [name, expected] of Object.entries(data.files).sort())
      troubles.push(
        ...(await troubleOf(join(layout.reports, data.report_id, name), expected, known)),
      );
    reports.push({
      report: data.report_id,
      at,
      by: actor,
      signer: data.signer,
      fingerprint: data.certificate_sha256,
      pdf_sha256: data.pdf_sha256,
      package_sha256: data.package_sha256,
      superseded_by: issued[index + 1]?.data.report_id ?? null,
      changed_since: changesSince(changes, seq),
      troubles,
    });
  }
  return reports.reverse();
}

const issuedAmong = (entries: readonly ChainEntry[]) =>
  entries.flatMap(({ act, at, actor, seq, data }) => {
    const parsed = act === 'report.issued' ? reportIssued.safeParse(data) : null;
    return parsed?.success === true ? [{ at, actor, seq, data: parsed.data }] : [];
  });

async function troubleOf(path: string, expected: string, known: KnownHashes): Promise<string[]> {
  const name = basename(path);
  if (!existsSync(path)) return [`${name} is missing`];
  try {
    const { size, mtimeMs } = statSync(path);
    const key = `${path}/${size}/${mtimeMs}`;
    const hash = known.get(key) ?? (await sha256OfFile(path)).sha256;
    known.set(key, hash);
    return hash === expected ? [] : [`${name} is not as it was issued`];
  } catch (error) {
    return [`${name} cannot be read: ${reasonOf(error)}`];
  }
}

/** Where a file of an issued report lies. Refused where custody names no such report or the file is not as issued. */
export async function issuedFile(
  layout: CaseLayout,
  report: string,
  name: ReportFile,
): Promise<string> {
  const found = issuedAmong(readChain(layout.custody).entries).find(
    ({ data }) => data.report_id === report,
  );
  if (found === undefined)
    throw new Refusal('not-found', `The custody log names no report ${report}.`);
  const path = join(layout.reports, found.data.report_id, name);
  const [trouble] = await troubleOf(path, found.data.files[name] ?? '', new Map());
  if (trouble !== undefined)
    throw new Refusal(
      'case-damaged',
      `${report}: ${trouble}; verify the case, and take the file from a copy that verifies.`,
    );
  return path;
}

/** The copy appears whole or not at all. */
export async function saveCopy(
  layout: CaseLayout,
  report: string,
  name: ReportFile,
  target: string,
): Promise<void> {
  const source = await issuedFile(layout, report, name);
  const making = `${target}.tmp-${process.pid}`;
  try {
    copyFileSync(source, making);
    renameSync(making, target);
  } catch (error) {
    throw new Refusal(
      'bad-usage',
      `No copy of ${report} can be made there (${reasonOf(error)}); choose another place.`,
      { cause: error },
    );
  } finally {
    rmSync(making, { force: true });
  }
}
