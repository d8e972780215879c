import { statSync } from 'node:fs';
import type { Job } from '../base/job.ts';

/** Says of several files how far all of them are, so that the time left is that of the whole. */
export class OverallProgress {
  private readonly job: Job;
  private readonly total: number;
  private before = 0;
  private current = 0;

  constructor(files: readonly string[], job: Job) {
    this.job = job;
    this.total = files.reduce((sum, path) => sum + sizeOf(path), 0);
  }

  /** The same job for the next file. */
  of(path: string): Job {
    this.before += this.current;
    this.current = sizeOf(path);
    const { signal, onProgress } = this.job;
    if (onProgress === undefined) return this.job;
    const { before, total } = this;
    return {
      signal,
      onProgress: (progress) =>
        onProgress(
          progress.unit === 'bytes'
            ? { ...progress, done: before + progress.done, total }
            : progress,
        ),
    };
  }
}

/** A file that is gone by now is told when its turn comes. */
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
