import { resolve } from 'node:path';
import { z } from 'zod';
import { visible, visibleLine } from '../../../shared/text/visible.ts';
import { readMappingFile, Refusal, suggestMapping, tryMapping } from '../../engine/index.ts';
import type { CliCommand, Given } from '../command.ts';
import { parseOptions } from '../options.ts';
import { writeNew } from '../write-new.ts';

const options = z.object({ out: z.string().optional(), mapping: z.string().optional() });

export const mappingCommand: CliCommand = {
  name: 'mapping',
  describe: (command) =>
    command
      .description('suggest how a log that no format knows is read, or try a mapping on it')
      .argument('<what>', 'suggest or try')
      .argument('<file>', 'the log')
      .option('--out <file>', 'suggest: write the mapping into this new file')
      .option('--mapping <file>', 'try: the mapping (YAML)'),
  run: (given) => {
    const [what] = given.args;
    if (what === 'suggest') return suggestFor(given);
    if (what === 'try') return tryOn(given);
    throw new Refusal(
      'bad-usage',
      `exhibit mapping knows suggest and try; not ${what ?? 'nothing'}.`,
    );
  },
};

async function suggestFor({ args: [, file = ''], options: given, output }: Given): Promise<number> {
  const { out } = parseOptions(options, given);
  const found = await suggestMapping(file);
  if (out !== undefined) writeNew(out, found.yaml);
  output.answer({ ...found, out: out === undefined ? null : resolve(out) }, () =>
    out === undefined ? visible(found.yaml) : `The mapping is in ${visibleLine(out)}.`,
  );
  output.remark(
    `Suggested from the first ${found.looked_at} records; exhibit mapping try says what all of them give.\n`,
  );
  for (const note of found.notes) output.remark(`${visibleLine(note)}\n`);
  return 0;
}

async function tryOn({ args: [, file = ''], options: given, output }: Given): Promise<number> {
  const { mapping } = parseOptions(options, given);
  if (mapping === undefined)
    throw new Refusal('bad-usage', 'exhibit mapping try needs --mapping FILE.');
  const trial = await tryMapping(file, await readMappingFile(mapping), {
    signal: output.signal,
    onProgress: output.progress,
  });
  output.answer(trial, () => trialWords(trial));
  for (const warning of trial.warnings) output.remark(`${visibleLine(warning)}\n`);
  return 0;
}

function trialWords(trial: Awaited<ReturnType<typeof tryMapping>>): string {
  const { records, mapped, unmapped, quarantined, conversations, turns, steps, messages } = trial;
  return [
    `${records} records: ${mapped} map, ${unmapped} do not, ${quarantined} are malformed.`,
    `${conversations} conversations, ${turns} turns, ${steps} other steps, ${messages} messages; ${trial.undated} without a time.`,
    `Models: ${trial.models.length === 0 ? 'none named' : trial.models.map(visibleLine).join(', ')}.`,
    ...trial.roles.map(
      ({ side, role, messages: said }) =>
        `${side} ${visibleLine(role ?? 'without a role')}: ${said}`,
    ),
    ...trial.reasons.map(
      ({ reason, records: many, first }) =>
        `${many} do not map: ${visibleLine(reason)} (first: record ${first})`,
    ),
    ...trial.first.flatMap(({ messages: said, kind, started_at, model }) => [
      '',
      visibleLine([kind, started_at, model].filter((part) => part !== null).join(', ')),
      ...said.map(
        ({ side, role, text }) =>
          `  ${side} ${visibleLine(role ?? '?')}: ${visibleLine((text ?? '').slice(0, 200))}`,
      ),
    ]),
  ].join('\n');
}
