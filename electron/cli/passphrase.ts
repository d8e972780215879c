import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Refusal } from '../engine/index.ts';
import type { Terminal } from './output.ts';

/** EXHIBIT_PASSPHRASE, else asked at the terminal without echo. */
export async function askPassphrase(prompt: string, { stdin, stderr }: Terminal): Promise<string> {
  const given = process.env['EXHIBIT_PASSPHRASE'];
  if (given !== undefined && given !== '') return given;
  if (stdin.isTTY !== true)
    throw new Refusal(
      'wrong-passphrase',
      'A passphrase is needed: set EXHIBIT_PASSPHRASE or run at a terminal.',
    );
  stderr.write(`${prompt}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    stderr.write('\n');
  }
}
