import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Fault, reasonOf, Refusal } from '../base/errors.ts';
import { parseFile } from './parser.ts';
import { type ParserReport, parserData, parserOrder } from './protocol.ts';

/** The second thread of an import: reads the copy behind the copier and posts full chunks to the database's thread. */
const port = parentPort;
if (port === null) throw new Fault('the parser runs as a worker thread');
const data = parserData.parse(workerData);

const report = (message: ParserReport, moved: ArrayBuffer[] = []): void =>
  port.postMessage(message, moved);
const orders = function* () {
  for (
    let got = receiveMessageOnPort(data.orders);
    got !== undefined;
    got = receiveMessageOnPort(data.orders)
  ) {
    const envelope: { message: unknown } = got;
    yield parserOrder.parse(envelope.message);
  }
};

try {
  report(
    await parseFile(data, orders, (said) =>
      report(said, said.say === 'chunk' ? [said.memory] : []),
    ),
  );
} catch (error) {
  const code = error instanceof Refusal && isTold(error.code) ? error.code : null;
  report({ say: 'failed', code, reason: reasonOf(error) });
}

function isTold(code: string): code is 'bad-usage' | 'input-refused' {
  return code === 'bad-usage' || code === 'input-refused';
}
