import { answerTypeset } from '../engine/index.ts';
import { parentChannel } from './parent-channel.ts';

/** Child process that typesets: requests and their answers, one after the other. Hostile text can abort it; nothing else dies. */
const parent = parentChannel();
parent.onGone(() => process.exit());
parent.onRequest((request) => {
  answerTypeset(request).then(
    (answer) => parent.send(answer),
    () => process.exit(1),
  );
});
