import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReportFields } from '../../../shared/domain/analysis.ts';
import { attempt } from '../../commands/attempt.ts';
import { act } from '../../engine-client/act.ts';
import { ask, engine } from '../../engine-client/engine.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { undone } from '../../marks/mark-acts.ts';

export interface Fields {
  /** As they are entered, whether or not the engine has answered yet. */
  readonly now: ReportFields;
  /** One act; `what` names it where it can be undone. Fulfilled where it was written; what went wrong is told. */
  readonly enter: (change: ReportFields, what: string) => Promise<void>;
  readonly lastEntered: string | null;
  readonly undo: () => void;
}

const draft = ask.report.draft.key();

/** The fields of the report: each change is one act, one after the other, and can be taken back. */
export function useFields(saved: ReportFields): Fields {
  const client = useQueryClient();
  const case_path = useCaseHead()?.path;
  const [pending, setPending] = useState<readonly ReportFields[]>([]);
  const [entered, setEntered] = useState<readonly string[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.current.then(work, work);
    turn.current = next.catch(() => undefined);
    attempt(() => next);
    return next;
  };

  /** What was asked for already is waited for. */
  const reread = () => client.refetchQueries({ queryKey: draft }, { cancelRefetch: false });

  return {
    now: pending.reduce((fields, change) => ({ ...fields, ...change }), saved),
    enter: (change, what) => {
      setPending((changes) => [...changes, change]);
      return inTurn(async () => {
        try {
          await act(() => engine.report.enter({ fields: change, case_path }), [draft]);
          setEntered((acts) => [...acts, what]);
          await reread();
        } finally {
          setPending((changes) => changes.filter((other) => other !== change));
        }
      });
    },
    lastEntered: entered.at(-1) ?? null,
    undo: () =>
      void inTurn(async () => {
        await undone([draft]);
        setEntered((acts) => acts.slice(0, -1));
        await reread();
      }),
  };
}
