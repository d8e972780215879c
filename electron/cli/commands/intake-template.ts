import { resolve } from 'node:path';
import { visibleLine } from '../../../shared/text/visible.ts';
import { intakeForm } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { writeNew } from '../write-new.ts';

export const intakeTemplateCommand: CliCommand = {
  name: 'intake-template',
  describe: (command) =>
    command
      .description('an empty form for those who export logs, to be given back with import --intake')
      .argument('[file]', 'write it into this new file; without it the form is printed'),
  run: async ({ args: [file], output }) => {
    const form = await intakeForm();
    if (file !== undefined) writeNew(file, form);
    output.answer({ file: file === undefined ? null : resolve(file), form }, () =>
      file === undefined ? form : `The intake form is in ${visibleLine(file)}.`,
    );
    return 0;
  },
};
