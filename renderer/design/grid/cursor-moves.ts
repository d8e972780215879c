/** What a key means while the grid has the focus and the cursor stands in the rows. */
export type RowCommand =
  | { kind: 'move'; to: number; extend: boolean }
  | { kind: 'head' }
  | { kind: 'open' }
  | { kind: 'select'; how: 'toggle' | 'only' }
  | { kind: 'select-all' }
  | { kind: 'clear' };

/** What a key means while the cursor stands in the heads. */
export type HeadCommand =
  | { kind: 'walk'; to: number }
  | { kind: 'sort' }
  | { kind: 'resize'; by: number }
  | { kind: 'reorder'; by: number }
  | { kind: 'rows' };

export interface KeyPress {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const RESIZE_STEP = 8;

/** `cursor` is undefined before the first move: then the first key goes to `firstVisible`. */
export function rowCommand(
  press: KeyPress,
  at: { cursor: number | undefined; length: number; rowsPerPage: number; firstVisible: number },
): RowCommand | undefined {
  if (press.altKey) return undefined;
  const ctrl = press.ctrlKey || press.metaKey;
  const extend = press.shiftKey;
  if (ctrl && press.key === 'ArrowUp') return { kind: 'head' };
  if (press.key === 'ArrowUp' && at.cursor === 0 && !extend) return { kind: 'head' };
  const to = destination(press.key, ctrl, at);
  if (to !== undefined) return { kind: 'move', to, extend };
  if (ctrl) {
    if (press.key === ' ') return { kind: 'select', how: 'only' };
    return press.key.toLowerCase() === 'a' && !extend ? { kind: 'select-all' } : undefined;
  }
  if (press.key === ' ' || press.key.toLowerCase() === 'x')
    return { kind: 'select', how: 'toggle' };
  if (press.key === 'Enter') return { kind: 'open' };
  return press.key === 'Escape' ? { kind: 'clear' } : undefined;
}

function destination(
  key: string,
  ctrl: boolean,
  at: { cursor: number | undefined; length: number; rowsPerPage: number; firstVisible: number },
): number | undefined {
  if (at.length === 0) return undefined;
  const within = (index: number): number => Math.max(0, Math.min(at.length - 1, index));
  if (key === 'Home') return 0;
  if (key === 'End') return at.length - 1;
  const step = stepOf(key, ctrl, Math.max(1, at.rowsPerPage - 1));
  if (step === undefined) return undefined;
  return within(at.cursor === undefined ? at.firstVisible : at.cursor + step);
}

function stepOf(key: string, ctrl: boolean, page: number): number | undefined {
  if (key === 'PageDown') return page;
  if (key === 'PageUp') return -page;
  if (ctrl) return undefined;
  if (key === 'ArrowDown' || key === 'j' || key === 'J') return 1;
  return key === 'ArrowUp' || key === 'k' || key === 'K' ? -1 : undefined;
}

export function headCommand(
  press: KeyPress,
  at: { head: number; count: number },
): HeadCommand | undefined {
  if (press.altKey) return undefined;
  const ctrl = press.ctrlKey || press.metaKey;
  const side = press.key === 'ArrowRight' ? 1 : press.key === 'ArrowLeft' ? -1 : 0;
  if (side !== 0 && press.shiftKey) {
    return ctrl ? { kind: 'reorder', by: side } : { kind: 'resize', by: side * RESIZE_STEP };
  }
  if (side !== 0) return { kind: 'walk', to: Math.max(0, Math.min(at.count - 1, at.head + side)) };
  if (press.key === 'Home') return { kind: 'walk', to: 0 };
  if (press.key === 'End') return { kind: 'walk', to: at.count - 1 };
  if (press.key === 'Enter' || press.key === ' ') return { kind: 'sort' };
  return press.key === 'ArrowDown' || press.key === 'Escape' ? { kind: 'rows' } : undefined;
}
