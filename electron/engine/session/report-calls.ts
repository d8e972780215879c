import type { IdentityCalls, ReportCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

/** Reports and identities of one window. What makes them is loaded with the first call: few starts need it. */
export function openReport(window: DeskWindow): {
  readonly report: ReportCalls;
  readonly identities: IdentityCalls;
  readonly end: () => void;
} {
  let opened: ReturnType<typeof load> | null = null;
  const load = async () => (await import('./report-desk.ts')).openReportDesk(window);
  const desk = () => (opened ??= load());
  return {
    report: {
      draft: async (input, signal) => (await desk()).report.draft(input, signal),
      enter: async (input, signal) => (await desk()).report.enter(input, signal),
      preview: async (input, signal) => (await desk()).report.preview(input, signal),
      pages: async (input, signal) => (await desk()).report.pages(input, signal),
      issue: async (input, signal) => (await desk()).report.issue(input, signal),
      issued: async (input, signal) => (await desk()).report.issued(input, signal),
      open: async (input, signal) => (await desk()).report.open(input, signal),
      save: async (input, signal) => (await desk()).report.save(input, signal),
    },
    identities: {
      list: async (input, signal) => (await desk()).identities.list(input, signal),
      create: async (input, signal) => (await desk()).identities.create(input, signal),
      folders: async (input, signal) => (await desk()).identities.folders(input, signal),
      exportCertificate: async (input, signal) =>
        (await desk()).identities.exportCertificate(input, signal),
    },
    end: () => {
      opened?.then(({ end }) => end()).catch(() => undefined);
    },
  };
}
