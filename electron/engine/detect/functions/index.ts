import type { FunctionName } from '../rule.ts';
import { ignoredToolError } from './ignored-tool-error.ts';
import { obeyedDirective } from './obeyed-directive.ts';
import { promptLeak } from './prompt-leak.ts';
import type { TurnFunction } from './turn-function.ts';
import { unsupportedAnswer } from './unsupported-answer.ts';

/** The functions that look at whole turns; `hidden-characters` looks at single texts, like patterns. */
export function turnFunction(name: FunctionName): TurnFunction | undefined {
  switch (name) {
    case 'unsupported-answer':
      return unsupportedAnswer;
    case 'prompt-leak':
      return promptLeak;
    case 'obeyed-directive':
      return obeyedDirective;
    case 'ignored-tool-error':
      return ignoredToolError;
    case 'hidden-characters':
      return undefined;
  }
}
