import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { Fault, reasonOf, Refusal } from '../base/errors.ts';
import { parseFile } from './parser.ts';
import { type ParserOrder, type ParserReport, parserData, parserOrder } from './protocol.ts';

/** The second thread of an import: reads the copy behind the copier and posts full chunks to the database's thread. */
const port = parentPort;
if (port === null) throw new Fault('the parser runs as a worker thread');

const report = (message: ParserReport, moved: ArrayBuffer[] = []): void =>
  port.postMessage(message, moved);
port.on('message', (message: unknown) => {
  const data = parserData.parse(message);
  parseFile(
    data,
    () => ordersFrom(data.orders),
    (said) => report(said, said.say === 'chunk' ? [said.memory] : []),
  ).then(report, (error: unknown) => {
    const code = error instanceof Refusal && isTold(error.code) ? error.code : null;
    const way = error instanceof Refusal ? error.way : undefined;
    report({ say: 'failed', code, reason: reasonOf(error), way });
  });
});

function* ordersFrom(orders: MessagePort): Generator<ParserOrder> {
  for (
    let got = receiveMessageOnPort(orders);
    got !== undefined;
    got = receiveMessageOnPort(orders)
  ) {
    const envelope: { message: unknown } = got;
    yield parserOrder.parse(envelope.message);
  }
}

function isTold(code: string): code is 'bad-usage' | 'input-refused' {
  return code === 'bad-usage' || code === 'input-refused';
}
