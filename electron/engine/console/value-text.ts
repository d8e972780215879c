import type { Json } from '@duckdb/node-api';
import type { ValueKind } from '../../../shared/domain/console.ts';

/** A value as text; null is NULL. */
export function valueText(value: Json): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const NUMBER =
  /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\)|BIGNUM)$/;

export function kindOfType(type: string): ValueKind {
  if (/\]$|^(?:STRUCT|MAP|UNION)\(/.test(type)) return 'list';
  if (NUMBER.test(type)) return 'number';
  return /^(?:TIMESTAMP|DATE|TIME)/.test(type) ? 'time' : 'text';
}
