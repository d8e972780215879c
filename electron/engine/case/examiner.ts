import { userInfo } from 'node:os';

/** Who acts, as logs name it: EXHIBIT_EXAMINER, else the login name of the system. */
export function examiner(): string {
  const named = process.env['EXHIBIT_EXAMINER'];
  if (named !== undefined && named !== '') return named;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
