// Loaded in place of the page's own script where a picture of the home was sent with the page: the picture is painted before
// that script takes the thread. Until the page has drawn its home below, what a person does is held, and done then.
// The page says by events on the picture: `drawn`, its home stands below; `settled`, it shows the same; `moot`, it shows
// something else.
const picture = document.getElementById('picture');
/** A page that shows nothing by then has to say why. */
const LONGEST_MS = 3_000;
const LIFTING = ['keydown', 'pointerdown', 'click', 'wheel', 'dragenter'] as const;

let held: (KeyboardEvent | MouseEvent)[] = [];

function hold(event: Event): void {
  if (!(event instanceof KeyboardEvent || event instanceof MouseEvent)) return;
  if (event instanceof MouseEvent && isOnPage(event.target)) {
    lift();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

/** What is drawn already takes its clicks itself. */
const isOnPage = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('#exhibit > *') !== null;

function release(): void {
  window.removeEventListener('keydown', hold, { capture: true });
  window.removeEventListener('click', hold, { capture: true });
}

function lift(): void {
  release();
  for (const act of LIFTING) window.removeEventListener(act, lift, { capture: true });
  clearTimeout(late);
  picture?.remove();
}

function drawn(): void {
  release();
  const acts = held;
  held = [];
  for (const act of LIFTING) window.addEventListener(act, lift, { capture: true });
  if (acts.length === 0) return;
  lift();
  for (const act of acts)
    if (act instanceof KeyboardEvent) press(act);
    else clickAt(act);
}

function press({ key, code, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent): void {
  const same = { key, code, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true };
  for (const kind of ['keydown', 'keyup'])
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(kind, same));
}

function clickAt({ clientX, clientY }: MouseEvent): void {
  document
    .elementFromPoint(clientX, clientY)
    ?.closest<HTMLElement>('a, button, [role="button"], [role="link"]')
    ?.click();
}

window.addEventListener('keydown', hold, { capture: true });
window.addEventListener('click', hold, { capture: true });
picture?.addEventListener('drawn', drawn);
picture?.addEventListener('settled', lift);
picture?.addEventListener('moot', lift);
const late = setTimeout(lift, LONGEST_MS);

const { page } = document.querySelector<HTMLScriptElement>('script[data-page]')?.dataset ?? {};
const { port1, port2 } = new MessageChannel();
port1.addEventListener('message', () => {
  port1.close();
  if (page === undefined) return;
  import(/* @vite-ignore */ page).catch((error: unknown) => {
    console.error(error);
    lift();
  });
});
port1.start();
// What is posted from a frame's callback is heard once that frame is painted.
requestAnimationFrame(() => port2.postMessage(null));

export {};
