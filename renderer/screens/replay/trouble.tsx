import type { ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { troubleOf } from '../../engine-client/trouble.ts';

/** A call that failed, in place of what it would have shown. */
export function Trouble(props: {
  what: string;
  error: unknown;
  onRetry: () => void;
  more?: ReactNode;
}) {
  const { kind, sentence, code, detail } = troubleOf(props.error);
  if (kind === 'cancelled') return null;
  return (
    <Fault
      what={props.what}
      where={sentence}
      next={detail ?? undefined}
      code={code ?? undefined}
      actions={
        <>
          <Button icon="refresh" onPress={props.onRetry}>
            Try again
          </Button>
          {props.more}
        </>
      }
    />
  );
}
