import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReportFields } from '../../../shared/domain/analysis.ts';
import { attempt } from '../../commands/attempt.ts';
import { ask, engine } from '../../engine-client/engine.ts';

export interface Fields {
  /** As they are entered, whether or not the engine has answered yet. */
  readonly now: ReportFields;
  /** One act; `what` names it where it can be undone. */
  readonly enter: (change: ReportFields, what: string) => void;
  readonly lastEntered: { readonly seq: number; readonly what: string } | null;
  readonly undo: () => void;
}

interface Entered {
  readonly seq: number;
  readonly what: string;
}

/** The fields of the report: each change is one act, one after the other, and can be taken back. */
export function useFields(saved: ReportFields): Fields {
  const client = useQueryClient();
  const [pending, setPending] = useState<readonly ReportFields[]>([]);
  const [entered, setEntered] = useState<readonly Entered[]>([]);
  const turn = useRef<Promise<unknown>>(Promise.resolve());

  const inTurn = (act: () => Promise<unknown>): void => {
    const next = turn.current.then(act, act);
    turn.current = next.catch(() => undefined);
    attempt(() => next);
  };
  const reread = () => client.refetchQueries({ queryKey: ask.report.draft.key() });

  return {
    now: pending.reduce((fields, change) => ({ ...fields, ...change }), saved),
    enter: (change, what) => {
      setPending((changes) => [...changes, change]);
      inTurn(async () => {
        try {
          const { seq } = await engine.report.enter({ fields: change });
          setEntered((acts) => [...acts, { seq, what }]);
          await reread();
        } finally {
          setPending((changes) => changes.filter((other) => other !== change));
        }
      });
    },
    lastEntered: entered.at(-1) ?? null,
    undo: () =>
      inTurn(async () => {
        const last = entered.at(-1);
        if (last === undefined) return;
        await engine.report.withdraw({ seq: last.seq });
        setEntered((acts) => acts.filter((act) => act !== last));
        await reread();
      }),
  };
}
