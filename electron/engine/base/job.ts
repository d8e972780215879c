import { Refusal } from './errors.ts';

/** What long work is given: a way to be stopped and a way to say how far it is. */
export interface Job {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress {
  /** What is being done, in words for a person: "copying and mapping gateway.jsonl". */
  readonly phase: string;
  readonly done: number;
  /** Absent where the end is not known. */
  readonly total?: number;
  readonly unit: 'bytes' | 'records' | 'turns' | 'rules' | 'rows' | 'steps';
}

export function stopIfCancelled(job: Job): void {
  if (job.signal?.aborted)
    throw new Refusal('cancelled', 'Cancelled; the case is as it was before.');
}
