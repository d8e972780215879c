import { z } from 'zod';
import { reasonOf } from '../base/errors.ts';
import { compile, drawnPages } from './typst.ts';
import { pagesRequest, type TypesetAnswer, typesetRequest } from './typst-messages.ts';

/** The child's side of typesetting: whatever Typst throws is an answer; only an abort of the process is not. */
export function answerTypeset(message: unknown): TypesetAnswer {
  try {
    const request = z.union([typesetRequest, pagesRequest]).parse(message);
    return request.form === 'pages' ? drawnPages(request) : compile(request);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}
