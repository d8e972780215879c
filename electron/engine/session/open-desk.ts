import { basename, dirname } from 'node:path';
import { reasonOf, Refusal, systemCode } from '../base/errors.ts';
import { custodyLogPage } from '../custody/log-page.ts';
import {
  detectJob,
  rereadJob,
  repairJob,
  importJob,
  referenceJob,
  verifyJob,
  verifyOtherJob,
} from './case-jobs.ts';
import { answered, type CaseCalls, type Desk, type JobCalls } from './desk.ts';
import { DeskWindow, type Shared } from './desk-window.ts';
import { homeState, keepPicture } from './home-picture.ts';
import { readingCalls } from './reading-on-demand.ts';
import { openReport } from './report-calls.ts';
import { ownRulesFolder, settingsCalls } from './settings-calls.ts';
import { watch } from './watch.ts';

/** A place for one window. `left` is called when it is gone. */
export function openDesk(shared: Shared, left: (desk: Desk) => void): Desk {
  const window = new DeskWindow(shared);
  const now = () => ({
    jobs: shared.jobs.list(),
    case: window.shown?.state ?? null,
    settings: shared.settings.changes,
  });
  const reports = openReport(window);
  const reading = readingCalls(window);
  const desk: Desk = {
    cases: caseCalls(window, reading.ahead),
    ...reading.calls,
    settings: settingsCalls(window),
    jobs: jobCalls(window),
    custody: {
      log: (asked) => answered(() => custodyLogPage(window.layout.custody, asked)),
    },
    report: reports.report,
    identities: reports.identities,
    watch: (signal) => watch(now, shared.changes, signal),
    leave: async () => {
      left(desk);
      reports.end();
      await window.leave();
    },
  };
  return desk;
}

/** The home is drawn before what lies behind it is loaded. */
const AHEAD_AFTER_MS = 200;

function caseCalls(window: DeskWindow, loadAhead: () => void): CaseCalls {
  const { home, recents, last, sessions } = window.shared;
  return {
    recent: async () => {
      await recents.noted();
      return { cases: recents.list((path) => sessions.isOpen(path)) };
    },
    forget: async ({ case_id }) => {
      await recents.noted();
      recents.forget(case_id);
      last.forget();
      return {};
    },
    forgetAll: async () => {
      await recents.noted();
      last.forget();
      return recents.forgetAll((path) => sessions.isOpen(path));
    },
    create: ({ grant, title }) =>
      window.show(async () => {
        const path = window.granted(grant);
        return makeCase(path.endsWith('.exhibit') ? path : `${path}.exhibit`, title);
      }),
    open: (which) => window.show(() => pathOf(window, which)),
    current: () => answered(() => ({ head: window.shown?.head ?? null })),
    close: async () => {
      await window.close();
      return {};
    },
    home: async (_, signal) => {
      // A window asks for it together with the opening of its case.
      await window.settled();
      const { session } = window;
      // Before it is found: what is written meanwhile is not what the home will show.
      const as_of = homeState(home, session.layout.root);
      const found = await session.home(recents.verificationOf(session.head.case_id), signal);
      setTimeout(loadAhead, AHEAD_AFTER_MS).unref();
      return { ...found, as_of };
    },
    keepPicture: async (picture) => {
      await recents.noted();
      keepPicture(home, window.session.layout.root, picture);
      return {};
    },
  };
}

async function makeCase(path: string, title: string): Promise<string> {
  try {
    const { createCase } = await import('../case/create.ts');
    return (await createCase(path, title)).path;
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new Refusal(
      'not-found',
      `No case can be made at ${path} (${reasonOf(error)}); choose another place.`,
      { cause: error },
    );
  }
}

async function pathOf(
  window: DeskWindow,
  which: Parameters<CaseCalls['open']>[0],
): Promise<string> {
  if ('sample' in which) return window.shared.sample();
  if ('grant' in which) {
    const path = window.granted(which.grant);
    return basename(path) === 'case.json' ? dirname(path) : path;
  }
  await window.shared.recents.noted();
  const recent = window.shared.recents.find(which.recent);
  if (recent === undefined)
    throw new Refusal('not-found', 'That case is not on the list any more; open its folder.');
  return recent.path;
}

function jobCalls(window: DeskWindow): JobCalls {
  const { jobs, verify } = window.shared;
  return {
    import: ({ grants, format, zone, clock_offset_ms, join_window_ms, intake, in_place }) =>
      answered(() => {
        const paths = grants.map((grant) => window.granted(grant));
        const form = intake === undefined ? {} : { intake: window.granted(intake) };
        return window.begin((session) =>
          importJob(session, paths, {
            format,
            zone,
            clockOffsetMs: clock_offset_ms,
            joinWindowMs: join_window_ms,
            inPlace: in_place,
            ...form,
          }),
        );
      }),
    reference: async ({ grant, ...options }) => {
      const { checkReference } = await import('../import/register-reference.ts');
      const path = window.granted(grant);
      checkReference(path, options);
      return window.begin((session) => referenceJob(session, path, options));
    },
    reread: async ({ evidence_id, zone, clock_offset_ms, reason }, signal) => {
      const { evidenceFileOf } = await import('../register/register.ts');
      const file = await window.read(
        (connection) => evidenceFileOf(connection, evidence_id),
        signal,
      );
      const how = { zone, clockOffsetMs: clock_offset_ms, reason };
      return window.begin((session) => rereadJob(session, file, how));
    },
    repair: async ({ evidence_id, ...asked }, signal) => {
      const { evidenceFileOf } = await import('../register/register.ts');
      const file = await window.read(
        (connection) => evidenceFileOf(connection, evidence_id),
        signal,
      );
      return window.begin((session) => repairJob(session, file, asked));
    },
    detect: () =>
      answered(() => window.begin((session) => detectJob(session, ownRulesFolder(window.shared)))),
    verify: ({ full }) =>
      answered(() => window.begin((session) => verifyJob(session, full, verify))),
    verifyOther: ({ grant, full }) =>
      answered(() => {
        const { job } = jobs.start(verifyOtherJob(window.granted(grant), full, verify));
        return { job };
      }),
    cancel: ({ job }) =>
      answered(() => {
        jobs.cancel(job);
        return {};
      }),
    dismiss: ({ job }) =>
      answered(() => {
        jobs.dismiss(job);
        return {};
      }),
  };
}
