// What Electron runs when it has no application of its own: the folder named on its command line. Electron's own
// distribution brings the same; the one for development and tests does not.
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const folder = resolve(named ?? '.');
const description = join(folder, 'package.json');

if (!existsSync(description)) {
  process.stderr.write(`${folder} holds no application.\n`);
  process.exit(1);
}

const { name, productName, version, main } = JSON.parse(readFileSync(description, 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
if (!app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', join(app.getPath('appData'), app.getName()));

// Not import(): schemes must be registered before the application is ready, and import() answers after that.
require(resolve(folder, main));
