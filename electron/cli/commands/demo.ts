import { runDemo } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';

export const demoCommand: CliCommand = {
  name: 'demo',
  describe: (command) =>
    command
      .description('the main job on the bundled sample, end to end')
      .argument('[folder]', 'where to (default: exhibit-demo)', 'exhibit-demo'),
  run: async ({ args: [folder = 'exhibit-demo'], output }) => {
    const made = await runDemo(folder, { signal: output.signal, onProgress: output.progress });
    output.answer(made, () =>
      [
        `Case:    ${made.case}`,
        `Report:  ${made.pdf}`,
        `Package: ${made.package}`,
        '',
        'Next:',
        `  npm run -s exhibit -- info ${made.case}`,
        `  npm run -s exhibit -- verify ${made.package}`,
      ].join('\n'),
    );
    return 0;
  },
};
