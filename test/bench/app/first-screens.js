// In the page of the app as it starts; its value is when each screen was drawn, in milliseconds of the wall clock, and
// whether a picture of the home was sent with the page.
(async () => {
  const now = () => performance.timeOrigin + performance.now();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  /** To be called from a frame's callback: after those comes its paint, and a message is heard after that. */
  const painted = async () => {
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise((resolve) => {
      port1.onmessage = resolve;
    });
    port2.postMessage(null);
    await heard;
    port1.close();
  };
  const found = async (find) => {
    for (;;) {
      await frame();
      const element = find();
      if (element) return element;
    }
  };
  const lookAtTurns = (within) =>
    [...document.querySelectorAll(`${within} main button`)].find((button) =>
      button.textContent.startsWith('Look at the turns'),
    );
  const isPictured = document.getElementById('picture') !== null;
  const look = await found(() => location.hash.endsWith('/home') && lookAtTurns('#exhibit'));
  await painted();
  const acts = now();
  look.click();
  await found(() =>
    document.querySelector('main [role=grid] [role=row][aria-rowindex="2"]:not([aria-busy])'),
  );
  await painted();
  return { isPictured, acts, turns: now() };
})();
