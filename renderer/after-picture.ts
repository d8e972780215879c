// Loaded in place of the page's own script where a picture of the home was sent with the page: the picture is painted before
// that script takes the thread. The build names it.
const { page } = document.querySelector<HTMLScriptElement>('script[data-page]')?.dataset ?? {};
const { port1, port2 } = new MessageChannel();
port1.addEventListener('message', () => {
  port1.close();
  if (page !== undefined) import(/* @vite-ignore */ page).catch(console.error);
});
port1.start();
// What is posted from a frame's callback is heard once that frame is painted.
requestAnimationFrame(() => port2.postMessage(null));

export {};
