import { expect, test } from 'vitest';
import { dateReader } from '../../../shared/domain/date-format.ts';

test.each([
  ['dd/MM/yyyy HH:mm', '1/2/2024 8:05', '2024-02-01T08:05'],
  ['dd.MM.yyyy', '31.12.2024', '2024-12-31'],
  ['yyyyMMdd', '20240111', '2024-01-11'],
  // A digit is missing, and nothing says which.
  ['yyyyMMdd', '2024111', null],
  ['ddMMyyyy', '1122024', null],
  ['dd/MM/yyyy', '2024-12-31', null],
])('%s reads %s', (format, text, read) => expect(dateReader(format)(text)).toBe(read));
