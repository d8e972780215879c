import { existsSync, readFileSync } from 'node:fs';
import { Fault, Refusal } from '../base/errors.ts';
import { keepInput } from '../case/inputs.ts';
import type { CaseLayout } from '../case/layout.ts';
import type { CompletedJob, CustodyAct, ImportBegun } from '../custody/acts.ts';
import { type ImportAsRead, importsAsRead } from '../custody/imports.ts';
import { formatById } from '../formats/index.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import type { DerivedFile } from '../import/derive.ts';
import { countsOf, type FileCounts } from '../import/imported-file.ts';
import type { MappingText } from '../import/mapping-text.ts';
import { ZoneClock } from '../import/zone-offset.ts';
import type { FileChange } from './file-change.ts';

/** How one file of the case is to be read from now on; what is not given stays as it was. */
export interface ReadOtherwise {
  /** The name of the file, or the first digits of its SHA-256. */
  readonly file: string;
  /** The id of a log format; `recognised` where its content is to say it. */
  readonly format?: string | undefined;
  readonly mapping?: MappingText | undefined;
  /** IANA zone of times that name none. */
  readonly zone?: string | undefined;
  readonly clockOffsetMs?: number | undefined;
  /** Milliseconds within which halves of its calls may be joined by time. */
  readonly joinWindowMs?: number | undefined;
  /** Why, for the custody log. */
  readonly reason: string;
}

/** Throws a Refusal for what cannot be: no such file, an unknown format or zone, a wrong mapping, no reason. */
export function rereadingOf(
  layout: CaseLayout,
  entries: readonly CustodyAct[],
  given: ReadOtherwise,
): FileChange {
  const { begun, completed } = importNamed(entries, given.file);
  if (given.reason.trim() === '')
    throw new Refusal('bad-usage', 'Say why the file is read otherwise.');
  const reading = {
    sha256: begun.sha256,
    ...methodOf(layout, begun, given),
    zone: given.zone ?? begun.zone,
    clock_offset_ms: given.clockOffsetMs ?? begun.clock_offset_ms,
    join_window_ms: given.joinWindowMs ?? begun.join_window_ms,
  };
  // Refuses what is no zone, before anything is written.
  new ZoneClock(reading.zone);
  let counts: FileCounts | null = null;
  return {
    said: { reading: { ...reading, reason: given.reason } },
    otherwise: () => ({
      sha256: begun.sha256,
      as: (before) => ({ ...before, ...reading }),
      read(file: DerivedFile): void {
        if (file.merkleRoot !== completed['merkle_root']) refuseLostMarks(layout, begun);
        counts = countsOf(file);
      },
    }),
    told() {
      if (counts === null) throw new Fault('the file that is read otherwise was not read');
      return { read_otherwise: begun.name, reason: given.reason, read: counts };
    },
  };
}

/** A format and a mapping exclude each other: the one that is given takes the place of both. */
function methodOf(
  layout: CaseLayout,
  begun: ImportBegun,
  { format, mapping }: ReadOtherwise,
): Pick<ImportBegun, 'format' | 'mapping'> {
  if (format !== undefined && mapping !== undefined)
    throw new Refusal('bad-usage', 'Give a format or a mapping, not both.');
  if (mapping !== undefined) {
    readMapping(mapping.text, mapping.name);
    return {
      format: null,
      mapping: { name: mapping.name, sha256: keepInput(layout, mapping.text) },
    };
  }
  if (format === undefined) return { format: begun.format, mapping: begun.mapping };
  if (format === 'recognised') return { format: null, mapping: null };
  if (formatById(format) === undefined)
    throw new Refusal('bad-usage', `${format} is not a known log format.`, {
      way: 'list-formats',
    });
  return { format, mapping: null };
}

/** The import of a file that is known by its name or the first digits of its SHA-256. */
export function importNamed(
  entries: readonly CustodyAct[],
  file: string,
): CompletedJob<ImportAsRead> {
  const imports = importsAsRead(entries);
  const named = imports.filter(
    ({ begun: { name, sha256 } }) =>
      name === file || (/^[0-9a-f]{6,64}$/i.test(file) && sha256.startsWith(file.toLowerCase())),
  );
  const [found, other] = named;
  if (found === undefined)
    throw new Refusal(
      'not-found',
      `No file of the case is called ${file}; give its name or the first digits of its SHA-256.`,
    );
  if (other !== undefined)
    throw new Refusal(
      'bad-usage',
      `Several files of the case are called ${file}; give the first digits of its SHA-256, such as ${found.begun.sha256.slice(0, 12)}.`,
    );
  return found;
}

/** Marks name records by their number in the file: a reading that splits it otherwise would move them to others. */
function refuseLostMarks(layout: CaseLayout, { name, sha256 }: ImportBegun): void {
  if (!existsSync(layout.activity) || !readFileSync(layout.activity, 'utf8').includes(sha256))
    return;
  throw new Refusal(
    'input-refused',
    `${name} would be split into other records, and marks of the examiner name records of it as they are; nothing was changed.`,
  );
}
