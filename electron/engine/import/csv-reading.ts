import type { CsvDialect } from '../evidence/csv-dialect.ts';
import { fieldsOf } from '../evidence/csv-row.ts';
import type { JsonObject } from '../formats/format.ts';
import type { Piece } from './piece.ts';
import type { PieceReading } from './piece-reading.ts';
import type { RecordMapper, TextOutcome } from './record-mapper.ts';

const NO_NOTES: readonly string[] = [];

/** Records that are rows: each is an object that has a text, or null, under the name of each column. */
export class CsvReading implements PieceReading {
  private readonly dialect: CsvDialect;
  /** The names as texts of one character per UTF-8 byte, as rows are read. */
  private readonly byteNames: readonly string[];

  constructor(dialect: CsvDialect) {
    this.dialect = dialect;
    this.byteNames = dialect.columns.map((name) => Buffer.from(name).toString('latin1'));
  }

  begin(): void {
    // A row is read by itself.
  }

  objectOf(window: Buffer, { start, end }: Piece): JsonObject | null {
    const fields = fieldsOf(window.toString('utf8', start, end), this.dialect);
    // An empty line is no row, also where there is but one column.
    return fields.length === this.dialect.columns.length && fields.some((field) => field !== null)
      ? namedFields(this.dialect.columns, fields)
      : null;
  }

  map(mapper: RecordMapper, window: Buffer, { start, end }: Piece): TextOutcome {
    const { columns } = this.dialect;
    const text = window.toString('latin1', start, end);
    const fields = fieldsOf(text, this.dialect);
    const fault = fields.length === columns.length ? null : faultOf(fields, columns.length);
    if (fault !== null) return { status: 'quarantined', reason: fault };
    return mapper.mapRow(namedFields(this.byteNames, fields), {
      bytes: true,
      notes: fields.length === columns.length ? NO_NOTES : [noteOf(fields.length, columns.length)],
      decoded: () =>
        namedFields(columns, fieldsOf(Buffer.from(text, 'latin1').toString(), this.dialect)),
    });
  }
}

/** A row that lacks its last fields can be read; one that has more than there are names cannot, unless they are empty. */
function faultOf(fields: readonly (string | null)[], columns: number): string | null {
  if (fields.length === 1) return `1 field where the header names ${columns}`;
  const beyond = fields.slice(columns);
  return beyond.every((field) => field === null || field === '')
    ? null
    : `${fields.length} fields where the header names ${columns}`;
}

const noteOf = (fields: number, columns: number): string =>
  fields < columns
    ? `${fields} fields where the header names ${columns}; the others are taken as missing`
    : `${fields} fields where the header names ${columns}; those beyond are empty`;

function namedFields(names: readonly string[], fields: readonly (string | null)[]): JsonObject {
  const record: Record<string, string | null> = {};
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? '';
    const field = fields[index] ?? null;
    // Assigning would set the prototype instead.
    if (name === '__proto__')
      Object.defineProperty(record, name, { value: field, enumerable: true, writable: true });
    else record[name] = field;
  }
  return record;
}
