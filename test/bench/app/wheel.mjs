/**
 * Turns a wheel over a place of the window: one event of `pixels` for every sixtieth of a second, given to Chromium as the
 * system gives it (its compositor scrolls, the page follows).
 */
export function turnWheel({ app }, { x, y, pixels = 100, milliseconds }) {
  return app.evaluate(
    async ({ BrowserWindow }, { x, y, pixels, milliseconds }) => {
      const contents = BrowserWindow.getAllWindows()[0].webContents;
      const wheel = { type: 'mouseWheel', x, y, deltaX: 0, deltaY: -pixels, canScroll: true };
      const start = performance.now();
      let sent = 0;
      await new Promise((resolve) => {
        const turn = () => {
          const passed = performance.now() - start;
          while (sent < (Math.min(passed, milliseconds) * 60) / 1000) {
            contents.sendInputEvent({ ...wheel, hasPreciseScrollingDeltas: true });
            sent += 1;
          }
          if (passed >= milliseconds) resolve();
          else setTimeout(turn, 3);
        };
        turn();
      });
      return sent;
    },
    { x, y, pixels, milliseconds },
  );
}

/** The middle of an element. */
export async function middleOf(page, selector) {
  const { x, y, width, height } = await page.locator(selector).first().boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}
