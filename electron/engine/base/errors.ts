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

/** What a person does about a refusal that command line and app have other words for. */
export const WAYS_OUT = [
  'make-case',
  'bring-forward',
  'rebuild',
  'verify',
  'verify-and-rebuild',
  'list-formats',
  'empty-intake-form',
  'read-otherwise',
  'list-repairs',
  'list-causes',
  'make-identity',
  'list-verdicts',
  'compare-sides',
] as const;
export type WayOut = (typeof WAYS_OUT)[number];

/** A way out, with what it is to be given where it needs something. */
export type Way = WayOut | { readonly out: WayOut; readonly of: string };

/** The words of one interface for each, as the last part of a sentence; `{of}` is what the way is to be given. */
export type WaysOut = Readonly<Record<WayOut, string>>;

export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Which way out the sentence leaves to the interface that says it. */
  readonly way: Way | undefined;
  /** What a screen shows beside the sentence. */
  readonly detail: string | null;

  constructor(
    code: RefusalCode,
    sentence: string,
    options: ErrorOptions & { way?: Way | undefined; detail?: string } = {},
  ) {
    super(sentence, options);
    this.name = 'Refusal';
    this.code = code;
    this.way = options.way;
    this.detail = options.detail ?? null;
  }
}

/** The sentence with the way out in the words of one interface. */
export function withWayOut(sentence: string, way: Way | undefined, ways: WaysOut): string {
  if (way === undefined) return sentence;
  const { out, of } = typeof way === 'string' ? { out: way, of: '' } : way;
  return `${sentence.replace(/\.$/, '')}; ${ways[out].replace('{of}', () => of)}.`;
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
