// Entry of the app while its start is measured: the app itself, a script in its page that says when its home, then the first
// rows of its turns, are drawn, and when the window was ready to be shown.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { app } = require('electron');

if (process.env.EXHIBIT_BENCH_START !== undefined) {
  const script = readFileSync(join(app.getAppPath(), 'first-screens.js'), 'utf8');
  let ready;
  app.once('browser-window-created', (_event, window) => {
    window.once('ready-to-show', () => {
      ready = Date.now();
    });
  });
  app.once('web-contents-created', (_event, contents) => {
    contents.once('dom-ready', () => {
      contents.executeJavaScript(script).then(
        ({ isPictured, ...times }) =>
          // With a picture the page that is sent is the home: the window is ready to be shown when it is painted.
          say({ ...times, isPictured, home: isPictured ? ready : times.acts }),
        (error) => say({ error: String(error) }),
      );
    });
  });
}
require(join(app.getAppPath(), 'dist/main/main.cjs'));

function say(times) {
  process.stdout.write(`bench: ${JSON.stringify(times)}\n`);
}
