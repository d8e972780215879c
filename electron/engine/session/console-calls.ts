import { basename } from 'node:path';
import type { ExportFormat } from '../../../shared/domain/console.ts';
import { exportSelect } from '../console/console.ts';
import { consoleTables } from '../console/console-tables.ts';
import { answerForScreen } from '../console/screen-answer.ts';
import type { CaseSession } from './case-session.ts';
import { answered, type ConsoleCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import type { JobRequest } from './jobs.ts';

export const consoleCalls = (window: DeskWindow): ConsoleCalls => ({
  schema: (_, signal) =>
    window.read(async (connection) => ({ tables: await consoleTables(connection) }), signal),
  run: ({ sql, seconds }, signal) => {
    const { queries, layout } = window.session;
    return queries.run((stop) => answerForScreen(layout.root, sql, seconds * 1000, stop), signal);
  },
  export: ({ sql, format, grant }) =>
    answered(() => {
      const path = window.granted(grant);
      return window.begin((session) => exportJob(session, sql, { path, format }));
    }),
});

function exportJob(
  { head, layout }: CaseSession,
  sql: string,
  target: { readonly path: string; readonly format: ExportFormat },
): JobRequest {
  return {
    ofCase: head,
    queue: layout.root,
    kind: 'export',
    title: basename(target.path),
    unit: 'rows',
    work: async (job) => ({ export: await exportSelect(layout.root, sql, target, job) }),
  };
}
