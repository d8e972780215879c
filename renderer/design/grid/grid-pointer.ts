import type { MouseEvent } from 'react';
import type { GridViewport } from './grid-viewport.ts';
import type { GridCommands } from './use-grid-keys.ts';

const CONTROLS = 'a, button, input, select, textarea, summary, [role="button"], [role="separator"]';

/** The row under the pointer; undefined outside of rows. */
export function rowUnder(target: EventTarget): number | undefined {
  // Rows are counted from 1, and the heads are the first.
  const index = numberUnder(target, '[role="row"]', 'aria-rowindex') - 2;
  return index >= 0 ? index : undefined;
}

/** The head under the pointer, counted with the check box column. */
export function headUnder(target: EventTarget): number | undefined {
  const head = numberUnder(target, '[data-head]', 'data-head');
  return Number.isNaN(head) ? undefined : head;
}

/** The column whose right edge is under the pointer. */
export function edgeUnder(target: EventTarget): number | undefined {
  const edge = numberUnder(target, '[data-edge]', 'data-edge');
  return Number.isNaN(edge) ? undefined : edge;
}

function numberUnder(target: EventTarget, selector: string, attribute: string): number {
  if (!(target instanceof Element)) return Number.NaN;
  const value = target.closest(selector)?.getAttribute(attribute);
  return value === null || value === undefined ? Number.NaN : Number(value);
}

export const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest(CONTROLS) !== null;

/** A press in the rows: moves the cursor, with Ctrl or at the check box selects, with Shift extends. */
export function pressRow(
  event: MouseEvent<HTMLElement>,
  commands: GridCommands,
  viewport: GridViewport,
): void {
  if (event.button !== 0) return;
  const target = targetOf(event, viewport);
  if (isControl(target)) {
    // The control is pressed all the same, but focus stays on the grid, whose rows come and go.
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    return;
  }
  const index = rowUnder(target);
  if (index === undefined) return;
  commands.leaveHeads();
  if (event.shiftKey) {
    commands.run({ kind: 'move', to: index, extend: true });
    return;
  }
  commands.run({ kind: 'move', to: index, extend: false });
  const onCheck = target instanceof Element && target.closest('[data-check]') !== null;
  if (onCheck || event.ctrlKey || event.metaKey) commands.run({ kind: 'select', how: 'toggle' });
}

/** Rows in motion do not hear the pointer: what is under it is looked up. */
function targetOf(event: MouseEvent<HTMLElement>, viewport: GridViewport): EventTarget {
  if (event.target instanceof Element && event.target.closest('[role="row"]')) return event.target;
  viewport.hearPointer();
  return document.elementFromPoint(event.clientX, event.clientY) ?? event.target;
}
