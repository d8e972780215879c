/** What a toast says: one line, at most one action. `details` is what Copy details copies. */
export interface ToastMessage {
  words: string;
  tone?: 'ok' | 'info' | 'warn' | 'fail' | undefined;
  action?: { words: string; onPress: () => void } | undefined;
  details?: string | undefined;
}

/** A toast that is shown. */
export interface ShownToast extends ToastMessage {
  id: number;
  about: string | null;
}

/** More than this are not shown at once; the oldest that may leave goes first. */
const mostShown = 4;

let shown: readonly ShownToast[] = [];
let lastId = 0;
let about: string | null = null;
const listeners = new Set<() => void>();

function show(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a toast and gives what closes it. A failure stays until it is closed. */
export function toast(message: ToastMessage): () => void {
  lastId += 1;
  const id = lastId;
  const passing = shown.filter((one) => one.tone !== 'fail');
  const leaves = shown.length >= mostShown ? (passing[0] ?? shown[0]) : undefined;
  show([...shown.filter((one) => one !== leaves), { ...message, id, about }]);
  return () => closeToast(id);
}

/** What is said from now on is about this, or about nothing. A failure that was about something else goes with it. */
export function toastsAbout(now: string | null): void {
  if (now === about) return;
  about = now;
  const stays = (one: ShownToast): boolean =>
    one.tone !== 'fail' || one.about === null || one.about === now;
  if (!shown.every(stays)) show(shown.filter(stays));
}

/** Takes a toast away; nothing happens when it has gone already. */
export function closeToast(id: number): void {
  if (shown.some((one) => one.id === id)) show(shown.filter((one) => one.id !== id));
}

/** The toasts that are shown, oldest first. */
export function shownToasts(): readonly ShownToast[] {
  return shown;
}

/** Calls back on every change, until what it gives is called. */
export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
