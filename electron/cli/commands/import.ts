import { z } from 'zod';
import { comparedWithSenders, sendersHashWords } from '../../../shared/domain/intake.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import {
  clockOf,
  importFiles,
  readIntakeFacts,
  readMappingFile,
  withWayOut,
} from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { duration, parseOptions } from '../options.ts';
import { table } from '../output.ts';
import { BY_COMMAND } from '../ways-out.ts';

const options = z.object({
  format: z.string().optional(),
  zone: z.string().optional(),
  clockOffset: z.coerce.number().int().optional(),
  intake: z.string().optional(),
  mapping: z.string().optional(),
  joinWindow: duration.optional(),
  inPlace: z.boolean().default(false),
  checkpoint: z.coerce.number().positive().optional(),
});

export const importCommand: CliCommand = {
  name: 'import',
  describe: (command) =>
    command
      .description('import files, folders or globs as evidence')
      .argument('<case>')
      .argument('<path...>')
      .option('--format <id>', 'read as this format instead of recognising it')
      .option(
        '--mapping <file>',
        'read as this mapping (YAML) says, for a log that no format knows',
      )
      .option('--zone <zone>', 'zone of times that name none (IANA name; default UTC)')
      .option('--clock-offset <ms>', 'milliseconds to add to the times of a clock that was wrong')
      .option(
        '--join-window <time>',
        'also join requests to answers of one conversation, session or user by time, within this (30s, 5m); default: not at all',
      )
      .option(
        '--intake <file>',
        'filled-in form (YAML or JSON) of how it was exported and handed over; exhibit intake-template writes an empty one',
      )
      .option(
        '--checkpoint <MB>',
        'keep what is done of a large file after so many megabytes, so that a later import goes on from there (default 256)',
      )
      .option(
        '--in-place',
        'leave the files where they are instead of copying them: hashed, and watched for changes',
      ),
  run: async ({ args: [path = '', ...files], options: given, output }) => {
    const { format, mapping, zone, clockOffset, intake, joinWindow, inPlace, checkpoint } =
      parseOptions(options, given);
    const facts = intake === undefined ? null : await readIntakeFacts(intake);
    const outcome = await importFiles(
      path,
      files,
      {
        format: format ?? null,
        mapping: mapping === undefined ? undefined : await readMappingFile(mapping),
        ...(await clockOf({ zone, clockOffsetMs: clockOffset }, facts)),
        joinWindowMs: joinWindow,
        intake: facts,
        inPlace,
        checkpointEvery: checkpoint === undefined ? undefined : Math.ceil(checkpoint * 1e6),
      },
      { signal: output.signal, onProgress: output.progress },
    );
    const refused = outcome.refused.map(({ path: file, reason, way }) => ({
      path: file,
      reason: withWayOut(reason, way, BY_COMMAND),
    }));
    output.answer({ ...outcome, refused }, () => importedTable(outcome.files));
    for (const file of outcome.files) {
      for (const note of file.notes)
        output.remark(`${visibleLine(file.path)}: ${visibleLine(note)}.\n`);
      const compared = comparedWithSenders(facts?.sender_sha256, file.sha256);
      if (compared !== null)
        output.remark(`${visibleLine(file.path)} ${sendersHashWords[compared]}.\n`);
      const hint = hintFor(file.format, file.path);
      if (hint !== null) output.remark(hint);
      if (file.quarantined > 0)
        output.remark(
          `${visibleLine(file.path)}: ${file.quarantined} of ${file.records} records are malformed and kept in quarantine.\n`,
        );
      if (file.unmapped > 0)
        output.remark(
          `${visibleLine(file.path)}: ${file.unmapped} of ${file.records} records are kept but not mapped to turns.\n`,
        );
    }
    for (const { reason } of outcome.skipped)
      output.remark(`Passed over: ${visibleLine(reason)}\n`);
    for (const { path: file, reason } of refused)
      output.remark(`${visibleLine(reason.includes(file) ? reason : `${file}: ${reason}`)}\n`);
    return refused.length > 0 ? 2 : 0;
  },
};

/** Where a mapping may read more than the format does. */
function hintFor(format: string, path: string): string | null {
  const shown = visibleLine(path);
  if (format === 'unknown')
    return `${shown}: no format knows it; exhibit mapping suggest FILE writes a mapping that import --mapping reads it by.\n`;
  return /^plain-/.test(format)
    ? `${shown}: read by the usual names of prompt and response only; exhibit mapping suggest FILE shows what else it holds.\n`
    : null;
}

/** What was imported, a line a file; nothing where nothing was. */
function importedTable(files: Awaited<ReturnType<typeof importFiles>>['files']): string {
  if (files.length === 0) return '';
  const head = [
    'file',
    'format',
    'records',
    'mapped',
    'unmapped',
    'quarantined',
    'conversations',
    'turns',
  ];
  return table(
    head,
    files.map((file) => [
      file.duplicate_of === undefined ? file.path : `${file.path} (in the case already)`,
      file.format,
      ...[
        file.records,
        file.mapped,
        file.unmapped,
        file.quarantined,
        file.conversations,
        file.turns,
      ].map(String),
    ]),
  );
}
