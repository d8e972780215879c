/** What a toast is about where several things are shown one after the other, and its name as a sentence begins. */
export interface ToastSubject {
  readonly key: string;
  readonly words: string;
}

/**
 * What a toast says: one line, at most one action. `details` is what Copy details copies. Without `about` it is about
 * what is shown when it is said; null is about nothing.
 */
export interface ToastMessage {
  words: string;
  about?: ToastSubject | null | undefined;
  tone?: 'ok' | 'info' | 'warn' | 'fail' | undefined;
  action?: { words: string; onPress: () => void } | undefined;
  details?: string | undefined;
}

/** A toast that is shown. */
export interface ShownToast extends ToastMessage {
  id: number;
  about: ToastSubject | null;
  /** What it is about, where that is not what is shown. */
  other: ToastSubject | null;
}

/** More than this are not shown at once; the oldest that may leave goes first. */
const mostShown = 4;

let shown: readonly ShownToast[] = [];
let lastId = 0;
let subject: ToastSubject | null = null;
const listeners = new Set<() => void>();

function show(next: readonly Omit<ShownToast, 'other'>[]): void {
  shown = next.map((one) => ({
    ...one,
    other: one.about?.key === subject?.key ? null : one.about,
  }));
  for (const listener of listeners) listener();
}

/** Shows a toast and gives what closes it. A failure stays until it is closed. */
export function toast(message: ToastMessage): () => void {
  lastId += 1;
  const id = lastId;
  const passing = shown.filter((one) => one.tone !== 'fail');
  const leaves = shown.length >= mostShown ? (passing[0] ?? shown[0]) : undefined;
  show([
    ...shown.filter((one) => one !== leaves),
    { ...message, id, about: message.about === undefined ? subject : message.about },
  ]);
  return () => closeToast(id);
}

/** This is shown now, or nothing: what is said from now on is about it. What was said before stays, by its own name. */
export function toastsAbout(now: ToastSubject | null): void {
  if (now?.key === subject?.key && now?.words === subject?.words) return;
  subject = now;
  show(shown);
}

/** What is shown now: what is said later of what is begun now is about it still. */
export const toastSubject = (): ToastSubject | null => subject;

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
