import { type ReactNode, useState } from 'react';
import { useCommands } from '../commands/offers.ts';
import { undo } from './mark-acts.ts';
import { type Asked, MarkDialog } from './mark-dialog.tsx';
import type { MarkTarget } from './mark-target.ts';

/** What marking offers a screen: a dialog to draw, and a way to open it. */
export interface Marking {
  readonly dialog: ReactNode;
  readonly ask: (asked: Asked) => void;
}

/** Offers pin, note, tag and undo on what is selected; without a target nothing but undo. */
export function useMarking(target: MarkTarget | undefined): Marking {
  const [asked, setAsked] = useState<Asked | null>(null);
  const offer = (what: 'pin' | 'note' | 'tag') =>
    target === undefined ? undefined : () => setAsked({ what, target });
  useCommands({
    'mark.pin': offer('pin'),
    'mark.note': offer('note'),
    'mark.tag': offer('tag'),
    'mark.undo': undo,
  });
  return {
    ask: setAsked,
    dialog: asked === null ? null : <MarkDialog asked={asked} onClose={() => setAsked(null)} />,
  };
}
