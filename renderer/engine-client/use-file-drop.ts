import { type DragEvent, useState } from 'react';
import type { Granted } from '../../shared/contract/host.ts';
import { host } from './host.ts';

/** Files that hover over a screen or were let go there. */
export interface FileDrop {
  /** How many hover at the moment; null where none does. */
  readonly over: number | null;
  /** To be spread on the element that takes them. */
  readonly handlers: {
    onDragEnter(event: DragEvent): void;
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** Takes files that a person drops; what else is dragged (a text, a link) is let be. */
export function useFileDrop(
  onDropped: (granted: readonly Granted[]) => void,
  onFailed: (error: unknown) => void,
): FileDrop {
  const [over, setOver] = useState<number | null>(null);
  const hover = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const files = [...event.dataTransfer.items].filter(({ kind }) => kind === 'file');
    setOver(files.length);
  };
  return {
    over,
    handlers: {
      onDragEnter: hover,
      onDragOver: hover,
      onDragLeave: ({ currentTarget, relatedTarget }) => {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isInside) setOver(null);
      },
      onDrop: (event) => {
        setOver(null);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        host.drop([...event.dataTransfer.files]).then(onDropped, onFailed);
      },
    },
  };
}
