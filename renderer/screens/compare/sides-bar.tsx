import { useState } from 'react';
import type { ComparePlace } from '../../../shared/domain/destination.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { tell } from '../../commands/attempt.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { engine } from '../../engine-client/engine.ts';
import { SideField } from './side-field.tsx';

const SEED = 1;

/** Both sides, and what compares them. */
export function SidesBar(props: {
  a: string;
  b: string;
  onSides: (a: string, b: string) => void;
  isBusy: boolean;
  onStarted: (place: Partial<ComparePlace>) => void;
}) {
  const { a, b, onSides } = props;
  const [found, setFound] = useState<Problem & { readonly of: string }>({ ...none, of: '' });
  // What was amiss with other sides is not said of these.
  const sides = JSON.stringify([a, b]);
  const problem = found.of === sides ? found : none;
  const swap = (): void => onSides(b, a);
  const start = async (): Promise<void> => {
    const [readA, readB] = await Promise.all([
      engine.views.read({ filter: a }),
      engine.views.read({ filter: b }),
    ]);
    const faults = { a: readA.error?.sentence ?? null, b: readB.error?.sentence ?? null };
    if (a.trim() === b.trim())
      faults.b =
        a.trim() === ''
          ? 'Write what tells the sides apart, or choose a suggestion below.'
          : 'Both sides are the same filter; write what tells B from A.';
    setFound({ ...faults, of: sides });
    if (faults.a !== null || faults.b !== null) return;
    const { id } = await engine.compare.start({ a: a.trim(), b: b.trim(), seed: SEED });
    props.onStarted({ a: a.trim(), b: b.trim(), id, pair: undefined });
  };
  const begin = (): void => {
    if (!props.isBusy) start().catch(tell);
  };
  useCommands({ 'compare.start': begin, 'compare.swap': swap });
  const field = (side: 'A' | 'B') => (
    <SideField
      side={side}
      text={side === 'A' ? a : b}
      onText={(text) => {
        if (side === 'A') onSides(text, b);
        else onSides(a, text);
      }}
      onEnter={begin}
      error={side === 'A' ? problem.a : problem.b}
    />
  );
  return (
    <ScreenBar
      title="Compare"
      end={
        <Button
          variant="primary"
          keyHint={keyHint('compare.start')}
          onPress={begin}
          isBusy={props.isBusy}
        >
          Compare
        </Button>
      }
    >
      {field('A')}
      <IconButton label="Swap sides" icon="swap" onPress={swap} />
      {field('B')}
    </ScreenBar>
  );
}

interface Problem {
  readonly a: string | null;
  readonly b: string | null;
}
const none: Problem = { a: null, b: null };
