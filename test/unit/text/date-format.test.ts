import { expect, test } from 'vitest';
import { dateReader, isDateFormat } from '../../../shared/domain/date-format.ts';

test.each([
  ['dd/MM/yyyy HH:mm', '1/2/2024 8:05', '2024-02-01T08:05'],
  ['dd.MM.yyyy', '31.12.2024', '2024-12-31'],
  ['yyyyMMdd', '20240111', '2024-01-11'],
  ['MM/dd/yyyy hh:mm:ss a', '03/09/2026 07:13:10 AM', '2026-03-09T07:13:10'],
  ['MM/dd/yyyy hh:mm a', '3/9/2026 12:05 am', '2026-03-09T00:05'],
  ['MM/dd/yyyy hh:mma', '3/9/2026 12:05PM', '2026-03-09T12:05'],
  ['MM/dd/yyyy hh:mm a', '3/9/2026 13:05 PM', null],
  ['dd.MM.yyyy HH:mm:ss,SSS', '10.02.2025 06:17:34,022', '2025-02-10T06:17:34.022'],
  // A digit is missing, and nothing says which.
  ['yyyyMMdd', '2024111', null],
  ['ddMMyyyy', '1122024', null],
  ['dd/MM/yyyy', '2024-12-31', null],
])('%s reads %s', (format, text, read) => expect(dateReader(format)(text)).toBe(read));

test.each([
  ['MM/dd/yyyy hh:mm:ss a', true],
  ['MM/dd/yyyy HH:mm:ss a', false],
  ['MM/dd/yyyy hh:mm', false],
  ['dd.MM.yyyy HH:mm:ss.SSS', true],
  ['dd.MM.yyyy HH:mm.SSS', false],
])('%s is a format: %s', (format, isOne) => expect(isDateFormat(format)).toBe(isOne));
