import { answerVerify } from '../engine/index.ts';
import { parentChannel } from './parent-channel.ts';

/** Child process that verifies a case, a report or a package: one request, progress, one answer. */
const parent = parentChannel();
parent.onGone(() => process.exit());
parent.onRequest((request) => {
  answerVerify(request, (message) => parent.send(message)).catch(() => process.exit(1));
});
