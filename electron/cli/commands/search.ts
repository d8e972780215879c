import { z } from 'zod';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Refusal, searchCase } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';

const options = z.object({ limit: z.coerce.number().int().positive().default(100) });

export const searchCommand: CliCommand = {
  name: 'search',
  describe: (command) =>
    command
      .description('turns that match a filter, with the place of every hit')
      .argument('<case>')
      .argument('<filter...>')
      .option('--limit <n>', 'hits to show (default 100)')
      // A filter may begin with a minus: -cause:*; what begins with two is an option that search does not have.
      .allowUnknownOption(),
  run: async ({ args: [path = '', ...filter], options: given, output }) => {
    const stray = filter.find((word) => word.startsWith('--'));
    if (stray !== undefined)
      throw new Refusal('bad-usage', `exhibit search has no option ${stray}; see --help.`);
    const found = await searchCase(path, filter.join(' '), parseOptions(options, given).limit);
    output.answer(found, () =>
      [
        ...found.hits.map(
          ({ turn_id, conversation, side, text, place }) =>
            `T-${turn_id}  ${visibleLine(conversation)}  ${side ?? 'fields'}  ${visibleLine(text ?? '')}  ` +
            `${visibleLine(place.name)}:${place.ordinal} @${place.byte_offset ?? '-'}+${place.byte_length ?? '-'}`,
        ),
        `${found.total} turns match, ${found.hits_total} hits${found.hits.length < found.hits_total ? `; the first ${found.hits.length} are shown (--limit)` : ''}`,
      ].join('\n'),
    );
    return 0;
  },
};
