import type { QueryKey } from '@tanstack/react-query';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import type { CaseHead } from '../../shared/domain/case-home.ts';
import { askAgain, isActing, isWithin } from './act.ts';
import { connect, useConnection } from './connection.ts';
import { ask, engine } from './engine.ts';
import { useLive } from './live.ts';
import { queries } from './queries.ts';
import { troubleOf } from './trouble.ts';

/** Opens a case in this window. */
export async function openCase(
  source: { grant: string } | { recent: string } | { sample: true },
): Promise<CaseHead> {
  const opening = engine.cases.open(source);
  // The engine answers it once the case is open: nobody has to ask for it then.
  const home = engine.cases.home({});
  home.catch(() => undefined);
  const head = opened(await opening);
  queries
    .query({
      queryKey: ask.cases.home.queryKey({ input: {} }),
      queryFn: async () => {
        const found = await home;
        return found.head.case_id === head.case_id ? found : engine.cases.home({});
      },
    })
    .catch(() => undefined);
  return head;
}

/** Resolves when what the home shows is there, or cannot be had: the screen says why. */
export async function homeKnown(): Promise<void> {
  await queries.query(ask.cases.home.queryOptions({ input: {} })).catch(() => undefined);
}

let addressed: Promise<unknown> = Promise.resolve();

/**
 * Opens the case that the window's address names, unless it is open. One after the other: of two addresses that follow
 * each other quickly, the later is the one whose case stays. `isLeft` says that the address is another by now.
 */
export function openAddressed(caseId: string, isLeft: () => boolean): Promise<void> {
  const opening = addressed.then(async () => {
    if (isLeft() || useLive.getState().head?.case_id === caseId) return;
    await openCase({ recent: caseId });
  });
  addressed = opening.catch(() => undefined);
  return opening;
}

export async function createCase(grant: string, title: string): Promise<CaseHead> {
  return opened(await engine.cases.create({ grant, title }));
}

/** Answers are kept by question alone, so those of another case must go. */
function opened(head: CaseHead): CaseHead {
  forgetAnswers();
  useLive.setState({ head, trouble: null });
  return head;
}

const RECENT = ask.cases.recent.key();

/** How a person likes the program is the same in every case. */
function forgetAnswers(but: QueryKey = []): void {
  queries.removeQueries({
    predicate: ({ queryKey }) => !isOfSettings(queryKey[0]) && !isWithin(queryKey, but),
  });
}

const isOfSettings = (path: unknown): boolean => Array.isArray(path) && path[0] === 'settings';

export async function closeCase(): Promise<void> {
  await engine.cases.close({});
  // The list of cases may be worked in by now: it is read again where it stands.
  forgetAnswers(RECENT);
  queries.invalidateQueries({ queryKey: RECENT }).catch(() => undefined);
  useLive.setState({ head: null, of: null, tables: null, log: null, trouble: null });
}

/**
 * Keeps the page in step with the engine: greets it on every new port, opens the case again that it had open, and asks
 * anew what may have changed.
 */
export function keepInStep(): void {
  let epoch = 0;
  useConnection.subscribe((now) => {
    if (now.epoch === epoch) return;
    epoch = now.epoch;
    greet(epoch).catch((error: unknown) => {
      // What broke off with its port is done again on the next.
      if (useConnection.getState().state !== 'lost') console.error(error);
    });
  });
  connect();
}

async function greet(epoch: number): Promise<void> {
  const { contract } = await engine.hello({ contract: CONTRACT_VERSION });
  if (contract !== CONTRACT_VERSION) {
    useConnection.setState({ state: 'other-version' });
    return;
  }
  const { head } = useLive.getState();
  // A case that cannot be opened again is open no more: its route says why.
  if (head !== null)
    await engine.cases.open({ recent: head.case_id }).catch((error: unknown) => {
      if (troubleOf(error).kind !== 'lost') useLive.setState({ head: null });
    });
  useConnection.setState({ state: 'ready' });
  if (epoch > 1) await queries.invalidateQueries();
  await follow(epoch);
}

async function follow(epoch: number): Promise<void> {
  for await (const now of await engine.watch({})) {
    if (useConnection.getState().epoch !== epoch) return;
    const before = useLive.getState();
    useLive.setState({
      heard: true,
      jobs: now.jobs,
      of: now.case?.case_id ?? null,
      tables: now.case?.tables ?? null,
      log: now.case?.log ?? null,
      trouble: now.case?.trouble ?? null,
      settings: now.settings,
    });
    if (before.settings !== null && before.settings !== now.settings)
      await queries.invalidateQueries({ queryKey: ask.settings.key() });
    const known = now.case !== null && before.of === now.case.case_id ? now.case : null;
    const changed =
      known !== null &&
      (before.tables !== known.tables || (before.trouble !== null && known.trouble === null));
    const grew = known !== null && before.log !== known.log;
    // A verification changes no table and no log, but what is known of the case.
    const verified = now.jobs.some(
      ({ job, verify }) =>
        verify !== null && before.jobs.some((other) => other.job === job && other.verify === null),
    );
    if (changed || verified) await queries.invalidateQueries();
    else if (grew && !isActing()) await askAgain();
  }
}
