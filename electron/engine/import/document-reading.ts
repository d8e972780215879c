import type { PlacedRecord } from '../evidence/document-records.ts';
import type { JsonObject, Within } from '../formats/format.ts';
import { isObject } from '../formats/json-values.ts';
import { parseExact, replaceLoneSurrogates } from './exact-json.ts';
import type { RecordMapper, TextOutcome } from './record-mapper.ts';

/** What stands around the records of one document, parsed once for all of them. */
export class DocumentReading {
  private readonly text: string;
  private readonly quick: unknown;
  private exactValue: unknown;

  private constructor(text: string, quick: unknown) {
    this.text = text;
    this.quick = quick;
  }

  /** Null where the text is no JSON: it is then one record that is quarantined. */
  static of(text: string): DocumentReading | null {
    try {
      const value: unknown = /NaN|Infinity/.test(text)
        ? parseExact(text).value
        : JSON.parse(replaceLoneSurrogates(text));
      return new DocumentReading(text, value);
    } catch {
      return null;
    }
  }

  map(mapper: RecordMapper, text: string, record: PlacedRecord): TextOutcome {
    return mapper.map({ text, bytes: false }, (exact) =>
      withinDocument(exact ? this.exact() : this.quick, record),
    );
  }

  private exact(): unknown {
    this.exactValue ??= parseExact(this.text).value;
    return this.exactValue;
  }
}

/** What a format is told of the place of a record. */
export function withinDocument(document: unknown, { path, trail }: PlacedRecord): Within {
  const around: JsonObject[] = [];
  let value = document;
  for (const name of trail) {
    if (isObject(value)) around.push(value);
    value = memberOf(value, name);
  }
  return {
    path: path.text,
    around,
    at: trail.filter((_, step) => typeof path.steps[step] === 'string'),
  };
}

function memberOf(value: unknown, name: string | number): unknown {
  if (typeof name === 'number') return Array.isArray(value) ? value[name] : undefined;
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
