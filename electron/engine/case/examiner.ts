import { userInfo } from 'node:os';

interface Acting {
  readonly name: string;
  readonly by: 'environment' | 'settings' | 'system';
}

let named: string | null = null;

/** The name that a person's settings give; null is the login name again. EXHIBIT_EXAMINER goes before both. */
export function nameExaminer(name: string | null): void {
  named = name;
}

/** Who acts, and what says so. */
export function actingExaminer(): Acting {
  const given = process.env['EXHIBIT_EXAMINER'];
  if (given !== undefined && given !== '') return { name: given, by: 'environment' };
  return named === null ? { name: loginName(), by: 'system' } : { name: named, by: 'settings' };
}

/** Who acts, as logs name it: EXHIBIT_EXAMINER, else the name of the app's settings, else the login name of the system. */
export const examiner = (): string => actingExaminer().name;

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
