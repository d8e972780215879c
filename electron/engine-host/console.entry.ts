import { answerConsole, consoleRequest } from '../engine/index.ts';

/**
 * Child process of the SQL console: one request, its answer. The parent ends it when it has read the last row; one that
 * left by itself could be gone before its rows are read.
 */
process.once('message', (message) => {
  const send = (answer: unknown): void => {
    process.send?.(answer);
  };
  answerConsole(consoleRequest.parse(message), send).catch((error: unknown) => {
    process.stderr.write(String(error));
    process.exitCode = 1;
    process.disconnect();
  });
});
