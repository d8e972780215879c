/**
 * The closed list of what Exhibit refuses. A `Refusal` is a sentence for a person: what, where, what to do.
 * Anything else that is thrown is a fault of ours.
 */
export type RefusalCode =
  | 'bad-usage'
  | 'not-found'
  | 'not-a-case'
  | 'case-exists'
  | 'changed-meanwhile'
  | 'case-in-use'
  | 'case-newer'
  | 'case-older'
  | 'case-damaged'
  | 'input-refused'
  | 'no-room'
  | 'bad-filter'
  | 'bad-sql'
  | 'bad-rule'
  | 'bad-mapping'
  | 'identity'
  | 'wrong-passphrase'
  | 'cancelled';

export class Refusal extends Error {
  readonly code: RefusalCode;
  /** What a screen shows beside the sentence. */
  readonly detail: string | null;

  constructor(
    code: RefusalCode,
    sentence: string,
    options: ErrorOptions & { readonly detail?: string } = {},
  ) {
    super(sentence, options);
    this.name = 'Refusal';
    this.code = code;
    this.detail = options.detail ?? null;
  }
}

/** For what cannot be: a fault of ours, never of the input. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` that Node puts on system errors, e.g. ENOENT. */
export function systemCode(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string')
    return error.code;
  return undefined;
}
