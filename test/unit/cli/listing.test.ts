import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { outputTo } from '../../../electron/cli/output.ts';
import { visibleJson } from '../../../shared/text/visible.ts';

/** Takes a piece only once it was let go on. */
class SlowReader extends Writable {
  taken = '';
  private goOn: (() => void) | null = null;

  constructor() {
    super({ highWaterMark: 16 });
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.taken += piece.toString();
    this.goOn = done;
  }

  next(): void {
    this.goOn?.();
  }
}

async function* parts<Row>(...all: readonly (readonly Row[])[]) {
  for (const some of all) yield await Promise.resolve(some);
}

function listed(rows: AsyncIterable<readonly object[]>, stdout: Writable, json: boolean) {
  const terminal = { stdin: Readable.from([]), stdout, stderr: new SlowReader() };
  return outputTo(terminal, new AbortController().signal)
    .of(json)
    .list({
      ...{ head: { joins: [{ n: 1 }] }, name: 'rows', rows },
      ...{ before: () => 'before', line: (row) => JSON.stringify(row), after: () => 'after' },
    });
}

const taken = async (json: boolean, ...all: readonly (readonly object[])[]): Promise<string> => {
  const pieces: Buffer[] = [];
  const stdout = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  await listed(parts(...all), stdout, json);
  return Buffer.concat(pieces).toString();
};

const [ONE, TWO, THREE] = [{ a: 'x\ny\u202e', b: [1, { c: {} }] }, {}, { d: null }];

test('rows that come in parts are the document that they would be as a whole', async () => {
  for (const all of [[], [[]], [[ONE]], [[ONE, TWO], [], [THREE]]])
    expect(await taken(true, ...all)).toBe(
      `${visibleJson({ joins: [{ n: 1 }], rows: all.flat() })}\n`,
    );
  expect(await taken(false, [TWO], [THREE])).toBe('before\n{}\n{"d":null}\nafter\n');
});

test('no further rows are asked for before those that were written are taken', async () => {
  const stdout = new SlowReader();
  let asked = 0;
  async function* rows() {
    for (; asked < 5; asked += 1) yield await Promise.resolve([{ text: 'longer than is held' }]);
  }
  const listing = listed(rows(), stdout, true);
  while (stdout.taken === '') await Promise.resolve();
  expect(asked).toBe(0);
  const held: number[] = [];
  // What stands before the rows, the rows, and what stands behind them.
  for (let piece = 0; piece < 7; piece += 1) {
    held.push(asked);
    stdout.next();
    await new Promise(setImmediate);
  }
  await listing;
  expect(held.slice(0, 4)).toEqual([0, 0, 1, 2]);
  expect(stdout.taken.match(/longer/g)).toHaveLength(5);
});
