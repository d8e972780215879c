import { Refusal } from '../base/errors.ts';

/**
 * Queries of the console that run at the moment. A child that reads the case keeps every job from writing to it: a job
 * that writes stops them first.
 */
export class RunningQueries {
  private readonly running = new Set<{ readonly stop: () => void; readonly over: Promise<void> }>();

  async run<Answer>(
    ask: (signal: AbortSignal) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const stopped = new AbortController();
    const either =
      signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]);
    const answer = ask(either);
    const entry = {
      stop: () => stopped.abort(),
      over: answer.then(
        () => undefined,
        () => undefined,
      ),
    };
    this.running.add(entry);
    try {
      return await answer;
    } catch (error) {
      if (!stopped.signal.aborted || signal?.aborted === true) throw error;
      throw new Refusal(
        'case-in-use',
        'The query was stopped because a job writes to the case; run it again when that is done.',
        { cause: error },
      );
    } finally {
      this.running.delete(entry);
    }
  }

  /** Answers when none reads the case any more. */
  async stopAll(): Promise<void> {
    for (const { stop } of this.running) stop();
    await Promise.all([...this.running].map(({ over }) => over));
  }
}
