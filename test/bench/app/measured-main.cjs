// Entry of the app while its start is measured: the app itself, and a script in its page that says when its home, then the
// first rows of its turns, are drawn.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { app } = require('electron');

if (process.env.EXHIBIT_BENCH_START !== undefined) {
  const script = readFileSync(join(app.getAppPath(), 'first-screens.js'), 'utf8');
  app.once('web-contents-created', (_event, contents) => {
    contents.once('dom-ready', () => {
      contents.executeJavaScript(script).then(
        (times) => process.stdout.write(`bench: ${JSON.stringify(times)}\n`),
        (error) => process.stdout.write(`bench: ${JSON.stringify({ error: String(error) })}\n`),
      );
    });
  });
}
require(join(app.getAppPath(), 'dist/main/main.cjs'));
