import { create } from 'zustand';
import type { CaseHead } from '../../shared/domain/case-home.ts';
import type { JobStatus } from '../../shared/domain/job-status.ts';

/** What goes on in the engine, as it last said. */
interface Live {
  /** False until the engine first said what goes on. */
  readonly heard: boolean;
  readonly jobs: readonly JobStatus[];
  /** The case that this window has open. */
  readonly head: CaseHead | null;
  /** The case that `tables` and `log` are of: the engine may name it before this window knows that it is open. */
  readonly of: string | null;
  /** Rises when tables or logs of the case change; null while none is open. */
  readonly tables: number | null;
  readonly log: number | null;
  /** One sentence where the case cannot be read at the moment. */
  readonly trouble: string | null;
  /** Rises when any window changed the settings; null until the engine first said what goes on. */
  readonly settings: number | null;
}

export const useLive = create<Live>(() => ({
  heard: false,
  jobs: [],
  head: null,
  of: null,
  tables: null,
  log: null,
  trouble: null,
  settings: null,
}));

/** Whether a case that was handed over is being opened: what it will replace need not be drawn. */
export const useHandedOver = create<{ readonly opening: boolean }>(() => ({ opening: false }));

/** Jobs that run or have ended and were not dismissed. */
export const useJobs = (): readonly JobStatus[] => useLive(({ jobs }) => jobs);
/** Names the open case, also apart from a copy of it; what is kept for a case is kept under it. */
export const useCaseKey = (): string =>
  useLive(({ head }) => JSON.stringify([head?.case_id, head?.path]));
export const useCaseHead = (): CaseHead | null => useLive(({ head }) => head);
