import { answerConsole, consoleRequest } from '../engine/index.ts';

/** Child process of the SQL console: one request, its answer, and the end. */
process.once('message', (message) => {
  const send = (answer: unknown): void => {
    process.send?.(answer);
  };
  answerConsole(consoleRequest.parse(message), send).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(String(error));
      process.exitCode = 1;
      process.disconnect();
    },
  );
});
