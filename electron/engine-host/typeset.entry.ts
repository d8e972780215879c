import { answerTypeset } from '../engine/index.ts';

/** Child process that typesets: one request, its answer, and the end. Hostile text can abort it; nothing else dies. */
process.once('message', (message: unknown) => {
  answerTypeset(message).then(
    (answer) => process.send?.(answer, () => process.disconnect()),
    () => process.exit(1),
  );
});
