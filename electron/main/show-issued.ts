import { shell } from 'electron';
import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';

/** Shows an issued report in the system's viewer or its folder: nothing else of the disk is opened for anybody. */
export function showIssued(path: string, how: 'open' | 'show'): void {
  if (!isIssuedReport(path)) return;
  if (how === 'show') shell.showItemInFolder(path);
  else shell.openPath(path).catch(() => undefined);
}

/** `CASE/reports/R-0001/report.pdf`, a plain file of a case. */
function isIssuedReport(path: string): boolean {
  const folder = dirname(path);
  const reports = dirname(folder);
  return (
    isAbsolute(path) &&
    normalize(path) === path &&
    basename(path) === 'report.pdf' &&
    /^R-\d{4,}$/.test(basename(folder)) &&
    basename(reports) === 'reports' &&
    existsSync(join(dirname(reports), 'case.json')) &&
    lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
  );
}
