import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useCommands } from '../commands/offers.ts';
import { undo } from './mark-acts.ts';
import { type Asked, MarkDialog } from './mark-dialog.tsx';
import type { MarkTarget } from './mark-target.ts';

/** What marking offers a screen: a dialog to draw, and a way to open it. Always the same one. */
export interface Marking {
  readonly dialog: ReactNode;
  readonly ask: (asked: Asked) => void;
}

/** Offers pin, note, tag and undo on what is selected; without a target nothing but undo. */
export function useMarking(target: MarkTarget | undefined): Marking {
  const [marking] = useState(newMarking);
  const offer = (what: 'pin' | 'note' | 'tag') =>
    target === undefined ? undefined : () => marking.ask({ what, target });
  useCommands({
    'mark.pin': offer('pin'),
    'mark.note': offer('note'),
    'mark.tag': offer('tag'),
    'mark.undo': undo,
  });
  return marking;
}

/** What is asked is known to the dialog alone: a screen is not drawn anew because one opens or closes over it. */
function newMarking(): Marking {
  let asked: Asked | null = null;
  let changed = (): void => undefined;
  const ask = (next: Asked | null): void => {
    asked = next;
    changed();
  };
  const listen = (listener: () => void): (() => void) => {
    changed = listener;
    return () => {
      changed = () => undefined;
    };
  };
  return { ask, dialog: <Asking listen={listen} asked={() => asked} onClose={() => ask(null)} /> };
}

function Asking(props: {
  listen: (listener: () => void) => () => void;
  asked: () => Asked | null;
  onClose: () => void;
}) {
  const asked = useSyncExternalStore(props.listen, props.asked);
  return asked === null ? null : <MarkDialog asked={asked} onClose={props.onClose} />;
}
