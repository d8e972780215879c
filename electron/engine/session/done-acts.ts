import type { CaseReader } from '../analysis/open-analysed.ts';
import { Refusal } from '../base/errors.ts';
import { takeBack } from '../marks/take-back.ts';
import type { DoneActs as Done } from '../marks/write-marks.ts';
import type { CaseSession } from './case-session.ts';

/** What one window did to the case that it shows, newest last: undo takes back its own acts and nobody else's. */
export class DoneActs {
  private session: CaseSession | null = null;
  private done: readonly Done[] = [];
  /** Settled when what was asked before is written or refused: an undo may be asked before an act has answered. */
  private before: Promise<unknown> = Promise.resolve();

  /** Does something as an act and remembers it. */
  async act(
    session: CaseSession,
    work: (reader: CaseReader) => Promise<Done>,
    signal?: AbortSignal,
  ): Promise<Done> {
    const doing = session.act(work, signal);
    this.before = Promise.allSettled([this.before, doing]);
    const done = await doing;
    this.done = [...this.of(session), done];
    return done;
  }

  /** Takes back what this window did last and still stands. Refuses (`not-found`) where there is nothing. */
  async undo(session: CaseSession): Promise<Done> {
    await this.before;
    for (;;) {
      const done = this.of(session);
      const last = done.at(-1);
      if (last === undefined)
        throw new Refusal('not-found', 'This window has done nothing that can be taken back.');
      this.done = done.slice(0, -1);
      try {
        const back = await session.act((reader) => takeBack(reader, last));
        if (back !== null) return back;
      } catch (error) {
        this.done = [...this.done, last];
        throw error;
      }
    }
  }

  private of(session: CaseSession): readonly Done[] {
    if (this.session !== session) this.done = [];
    this.session = session;
    return this.done;
  }
}
