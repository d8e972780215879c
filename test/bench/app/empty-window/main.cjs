// A window with nothing in it, made as the app makes its own: what a start costs at least. Says when it is ready.
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
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
  window.once('ready-to-show', () => {
    process.stdout.write(`bench: ${JSON.stringify({ ready: Date.now() })}\n`);
    window.show();
  });
  window.loadURL('data:text/html,<title>empty</title>');
});
