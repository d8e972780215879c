import { useEffect, useRef, useState } from 'react';
import type { ReportFields } from '../../../shared/domain/analysis.ts';
import { tell } from '../../commands/attempt.ts';
import { toast, type ToastSubject, toastSubject } from '../../design/toast-queue.ts';
import { act } from '../../engine-client/act.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { undone } from '../../marks/mark-acts.ts';

/** What is to be entered over the fields as they stand; null where they do not say any more what was looked at. */
export type Change = (fields: ReportFields) => ReportFields | null;

export interface Fields {
  /** As they are entered, whether or not the engine has answered yet. */
  readonly now: ReportFields;
  /** One act; `what` names it where it can be undone. Fulfilled where it was written; what went wrong is told. */
  readonly enter: (change: Change, what: string) => Promise<void>;
  readonly lastEntered: string | null;
  readonly undo: () => void;
}

const draft = ask.report.draft.key();
/** Somebody who enters something else each time is not waited for any longer. */
const MOST_TRIES = 5;

/**
 * The fields of the report: each change is one act, one after the other, and can be taken back. What another window or a
 * command entered meanwhile is looked at before anything is written. `reread` answers the fields as they stand.
 */
export function useFields(saved: ReportFields, reread: () => Promise<ReportFields>): Fields {
  const case_path = useCaseHead()?.path;
  const [pending, setPending] = useState<readonly ReportFields[]>([]);
  const [entered, setEntered] = useState<readonly string[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  // What was read again after a change is shown with it: in between, nothing older is.
  const [known, setKnown] = useState({ saved, fields: saved });
  if (known.saved !== saved) setKnown({ saved, fields: saved });
  const latest = useRef(saved);
  useEffect(() => {
    latest.current = saved;
  }, [saved]);

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.current.then(work, work);
    turn.current = next.catch(() => undefined);
    return next;
  };
  const readAgain = async (): Promise<void> => {
    const fields = await reread();
    latest.current = fields;
    setKnown((before) => ({ ...before, fields }));
  };

  /** Whether it was written: not where what it changes was changed meanwhile. */
  const written = async (change: Change): Promise<boolean> => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const fields = change(latest.current);
      if (fields === null) return false;
      const seen = only(latest.current, Object.keys(fields));
      try {
        await act(() => engine.report.enter({ fields, seen, case_path }), [draft]);
        return true;
      } catch (error) {
        if (troubleOf(error).code !== 'changed-meanwhile') throw error;
        await readAgain();
      }
    }
    return false;
  };
  const write = async (change: Change, what: string): Promise<void> => {
    if (!(await written(change))) throw new ChangedMeanwhile(what);
    setEntered((acts) => [...acts, what]);
    await readAgain();
  };

  const now = pending.reduce((fields, change) => ({ ...fields, ...change }), known.fields);
  return {
    now,
    enter: (change, what) => {
      const shown = change(now) ?? {};
      const about = toastSubject();
      setPending((changes) => [...changes, shown]);
      const done = inTurn(async () => {
        try {
          await write(change, what);
        } finally {
          setPending((changes) => changes.filter((other) => other !== shown));
        }
      });
      done.catch((error: unknown) => say(error, about));
      return done;
    },
    lastEntered: entered.at(-1) ?? null,
    undo: () => {
      inTurn(async () => {
        await undone([draft]);
        setEntered((acts) => acts.slice(0, -1));
        await readAgain();
      }).catch(tell);
    },
  };
}

class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

function say(error: unknown, about: ToastSubject | null): void {
  if (error instanceof ChangedMeanwhile)
    toast({
      about,
      words: `What the report says (${error.message}) was changed in another window or by a command. Nothing was written over it; look at it there.`,
      tone: 'warn',
    });
  else tell(error);
}

const only = (fields: ReportFields, names: readonly string[]): ReportFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
