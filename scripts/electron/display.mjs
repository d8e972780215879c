import { spawn } from 'node:child_process';
import { platform } from 'node:process';

/**
 * Starts a virtual display of its own on Linux, on a number that is free. `display` is for the DISPLAY variable;
 * elsewhere it is undefined and the screen of the machine is used.
 * @returns {Promise<{display: string | undefined, stop: () => void}>}
 */
export async function startDisplay(size = '1440x900x24') {
  if (platform !== 'linux') return { display: undefined, stop: () => {} };
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = () => {
    process.off('exit', stop);
    server.kill();
  };
  process.once('exit', stop);
  const number = await new Promise((resolve, reject) => {
    server.once('error', () => reject(new Error('Xvfb, the virtual display, is not installed.')));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    let text = '';
    server.stdio[3].setEncoding('utf8').on('data', (part) => {
      text += part;
      if (text.endsWith('\n')) resolve(text.trim());
    });
  });
  server.unref();
  server.stdio[3].unref();
  return { display: `:${number}`, stop };
}
