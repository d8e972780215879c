import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { canonicalJson } from '../base/canonical-json.ts';
import { isClockFixed, timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import { syncFolder, writeFileDurably } from '../base/files.ts';
import { sha256 } from '../base/hash.ts';
import { appendToChain } from '../custody/chain.ts';
import { type CaseFile, DERIVATION_VERSION, FORMAT_VERSION } from './case-file.ts';
import { createDatabase } from './database.ts';
import { examiner } from './examiner.ts';
import { layoutOf } from './layout.ts';
import { VERSION } from './version.ts';

/** Makes a case folder. It is made under a temporary name and renamed, so that a kill leaves no half case. */
export async function createCase(
  path: string,
  title: string,
): Promise<{ path: string; caseFile: CaseFile }> {
  const root = resolve(path);
  if (existsSync(root) && !isEmptyFolder(root))
    throw new Refusal(
      'case-exists',
      `${root} exists already and is not an empty folder; choose another name.`,
    );
  const temporary = `${root}.making-${process.pid}`;
  const layout = layoutOf(temporary);
  const created = timestamp();
  const caseFile: CaseFile = {
    format_version: FORMAT_VERSION,
    case_id: caseId(created, title),
    title,
    created,
  };
  try {
    for (const folder of [temporary, layout.evidence, layout.inputs, layout.reports])
      mkdirSync(folder, { recursive: true });
    const text = `${canonicalJson(caseFile)}\n`;
    writeFileDurably(layout.caseFile, text);
    await createDatabase(layout.database);
    appendToChain(layout.custody, {
      at: created,
      actor: examiner(),
      act: 'case.created',
      data: {
        case_id: caseFile.case_id,
        case_file_sha256: sha256(text),
        title,
        exhibit: VERSION,
        derivation: DERIVATION_VERSION,
      },
    });
    appendToChain(layout.activity, {
      at: created,
      actor: examiner(),
      act: 'activity.opened',
      data: { case_id: caseFile.case_id, case_file_sha256: sha256(text) },
    });
    rmSync(root, { recursive: true, force: true });
    renameSync(temporary, root);
    syncFolder(dirname(root));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
  return { path: root, caseFile };
}

/** Two cases of one title may be made in one millisecond: chance tells them apart, unless the clock is made to stand still. */
function caseId(created: string, title: string): string {
  const chance = isClockFixed() ? '' : `\0${randomBytes(16).toString('hex')}`;
  return `X-${created.slice(0, 4)}-${sha256(`${created}\0${title}${chance}`).slice(0, 8)}`;
}

const isEmptyFolder = (path: string): boolean =>
  statSync(path).isDirectory() && readdirSync(path).length === 0;
