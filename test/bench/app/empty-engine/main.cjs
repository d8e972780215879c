// An empty window that shows how many turns a case has, told by DuckDB in a utility process: the least that a start costs
// which waits for the tables of a case. Says when the number is painted.
const { join } = require('node:path');
const { app, BrowserWindow, utilityProcess } = require('electron');

app.whenReady().then(async () => {
  const engine = utilityProcess.fork(join(__dirname, 'engine.cjs'));
  const counted = new Promise((resolve) => engine.once('message', resolve));
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  const loaded = window.loadURL('data:text/html,<title>empty</title><p></p>');
  const [turns] = await Promise.all([counted, loaded]);
  const counting = await window.webContents.executeJavaScript(`
    document.querySelector('p').textContent = ${JSON.stringify(turns)};
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(Date.now()))));
  `);
  process.stdout.write(`bench: ${JSON.stringify({ counted: counting })}\n`);
});
