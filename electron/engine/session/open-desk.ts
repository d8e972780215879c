import { basename, dirname } from 'node:path';
import { reasonOf, Refusal, systemCode } from '../base/errors.ts';
import { createCase } from '../case/create.ts';
import { detectJob, importJob, verifyJob } from './case-jobs.ts';
import { compareCalls } from './compare-calls.ts';
import { answered, type CaseCalls, type Desk, type JobCalls } from './desk.ts';
import { DeskWindow, type Shared } from './desk-window.ts';
import { evidenceCalls, replayCalls, viewCalls } from './reading-calls.ts';
import { changeSettings, readSettings } from './settings.ts';
import { watch } from './watch.ts';

/** A place for one window. `left` is called when it is gone. */
export function openDesk(shared: Shared, left: (desk: Desk) => void): Desk {
  const window = new DeskWindow(shared);
  const now = () => ({ jobs: shared.jobs.list(), case: window.shown?.state ?? null });
  const desk: Desk = {
    cases: caseCalls(window),
    evidence: evidenceCalls(window),
    views: viewCalls(window),
    replay: replayCalls(window),
    settings: {
      read: () => answered(() => readSettings(shared.home)),
      change: (change) => answered(() => changeSettings(shared.home, change)),
    },
    jobs: jobCalls(window),
    compare: compareCalls(window),
    watch: (signal) => watch(now, shared.changes, signal),
    leave: async () => {
      left(desk);
      await window.leave();
    },
  };
  return desk;
}

function caseCalls(window: DeskWindow): CaseCalls {
  const { recents, sessions } = window.shared;
  return {
    recent: () => answered(() => ({ cases: recents.list((path) => sessions.isOpen(path)) })),
    forget: ({ case_id }) =>
      answered(() => {
        recents.forget(case_id);
        return {};
      }),
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
      const { session } = window;
      return session.home(recents.verificationOf(session.head.case_id), signal);
    },
  };
}

async function makeCase(path: string, title: string): Promise<string> {
  try {
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
  const recent = window.shared.recents.find(which.recent);
  if (recent === undefined)
    throw new Refusal('not-found', 'That case is not on the list any more; open its folder.');
  return recent.path;
}

function jobCalls(window: DeskWindow): JobCalls {
  const { jobs, verify } = window.shared;
  return {
    import: ({ grants, format, zone }) =>
      answered(() => {
        const paths = grants.map((grant) => window.granted(grant));
        return window.begin((session) => importJob(session, paths, { format, zone }));
      }),
    detect: () => answered(() => window.begin(detectJob)),
    verify: ({ full }) =>
      answered(() => window.begin((session) => verifyJob(session, full, verify))),
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
