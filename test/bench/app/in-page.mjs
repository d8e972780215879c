// What is done in the page; functions here are sent there as text and use nothing from outside themselves.

/**
 * Does an act, `hash` (go there) or `head` (press the head of that title), and answers the milliseconds until the view whose
 * `length` rows begin with turn `first` is drawn.
 */
export async function untilRows({ hash, head, first, length }) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const grid = () => document.querySelector('main [role=grid]');
  const start = performance.now();
  if (hash !== undefined) location.hash = hash;
  else
    [...document.querySelectorAll('[role=columnheader]')]
      .find(({ textContent }) => textContent.startsWith(head))
      .click();
  const isDrawn = () => {
    const row = grid()?.querySelector('[role=row][aria-rowindex="2"]:not([aria-busy])');
    if (!row || grid().querySelector('[role=row][aria-busy]') !== null) return false;
    if (grid().getAttribute('aria-rowcount') !== String(length + 1)) return false;
    return [...row.children].some(({ textContent }) => textContent === `T-${first}`);
  };
  while (!isDrawn()) {
    if (performance.now() - start > 60_000)
      throw new Error(
        `no row of turn ${first}: ${document.querySelector('main').innerText.slice(0, 500)}`,
      );
    await frame();
  }
  await frame();
  return performance.now() - start;
}

/** Goes to a place and answers the milliseconds until a message of a turn is drawn with its text. */
export async function untilText({ hash, text }) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  location.hash = hash;
  const isDrawn = () => {
    const list = document.querySelector('main [role=region][data-keys=list]');
    return list !== null && list.textContent.includes(text);
  };
  while (!isDrawn()) {
    if (performance.now() - start > 60_000)
      throw new Error(`no "${text}": ${document.querySelector('main').innerText.slice(0, 500)}`);
    await frame();
  }
  await frame();
  return performance.now() - start;
}

/** Pulls the scroll bar of the grid to a share of its way and answers the milliseconds until the rows there are drawn. */
export async function untilJumped(share) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const grid = document.querySelector('main [role=grid]');
  const rows = () => [...grid.querySelectorAll('[role=row]:not([aria-rowindex="1"])')];
  const first = () => Math.min(...rows().map((row) => Number(row.getAttribute('aria-rowindex'))));
  const before = first();
  const start = performance.now();
  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * share;
  const isDrawn = () => first() !== before && rows().every((row) => !row.hasAttribute('aria-busy'));
  do {
    if (performance.now() - start > 15_000) throw new Error('no rows after a jump');
    await frame();
  } while (!isDrawn());
  return performance.now() - start;
}

/** Runs before the page's own scripts: notes how long each call of the engine was under way, in `window.benchCalls`. */
export function noteCalls() {
  const begun = new Map();
  window.benchCalls = [];
  window.benchCallsUnderWay = 0;
  const idIn = (data) => (typeof data === 'string' ? /"i":"?([^",}]+)/.exec(data)?.[1] : undefined);
  const hear = ({ data }) => {
    const id = idIn(data);
    const call = begun.get(id);
    if (call === undefined) return;
    begun.delete(id);
    window.benchCallsUnderWay = begun.size;
    window.benchCalls.push({ ...call, took: performance.now() - call.at });
  };
  const heard = new WeakSet();
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (data, ...rest) {
    const path = typeof data === 'string' ? /\/([a-z]+\/[a-z]+)"/.exec(data)?.[1] : undefined;
    if (path !== undefined) {
      begun.set(idIn(data), { path, at: performance.now() });
      window.benchCallsUnderWay = begun.size;
      if (!heard.has(this)) this.addEventListener('message', hear);
      heard.add(this);
    } else if (typeof data === 'string' && /"t":4\b/.test(data)) {
      // A call that is withdrawn may never be answered.
      begun.delete(idIn(data));
      window.benchCallsUnderWay = begun.size;
    }
    return postMessage.call(this, data, ...rest);
  };
}

/** Answers when no call has been under way for a fifth of a second: what an earlier act set going is over. */
export async function untilQuiet() {
  const start = performance.now();
  let quietSince = start;
  while (performance.now() - quietSince < 200 && performance.now() - start < 5000) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (window.benchCallsUnderWay > 0) quietSince = performance.now();
  }
}
