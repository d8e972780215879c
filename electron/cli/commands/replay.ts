import { replayConversation, transcriptOf } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const replayCommand: CliCommand = {
  name: 'replay',
  describe: (command) =>
    command
      .description('a conversation with all that the log shows each turn was given')
      .argument('<case>')
      .argument('<conversation>', 'id in the log, C-12, or a turn such as T-12'),
  run: async ({ args: [path = '', conversation = ''], output }) => {
    const replayed = await replayConversation(path, conversation);
    const text = await transcriptOf(replayed);
    output.answer(replayed, () => text);
    return 0;
  },
};
