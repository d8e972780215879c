import { reasonOf } from '../base/errors.ts';
import { compile } from './typst.ts';
import { type TypesetAnswer, typesetRequest } from './typst-messages.ts';

/** The child's side of typesetting: whatever Typst throws is an answer; only an abort of the process is not. */
export function answerTypeset(message: unknown): TypesetAnswer {
  try {
    return compile(typesetRequest.parse(message));
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}
