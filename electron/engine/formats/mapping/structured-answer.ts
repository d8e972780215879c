import { isNamedAsPassages } from './find-passages.ts';
import { isNamedAsAnswer } from './find-texts.ts';
import { type Found, found } from './found.ts';
import { lastKey, lastWords } from './key-names.ts';
import { isListed, type SamplePath, type SamplePaths, startsWith } from './sample-paths.ts';
import { isBesideMachine } from './text-signs.ts';

/**
 * The answer of a machine that is asked for JSON: a text that holds an object in most records, called as answers are or
 * beside what tells of the model. What the question stands in is all of the call.
 */
export function structuredAnswer(
  paths: SamplePaths,
  free: readonly SamplePath[],
  prompt: SamplePath | undefined,
): Found | undefined {
  const able = free.filter(
    (at) =>
      at.objects > 0 &&
      at.jsonTexts === at.objects &&
      !isListed(at.steps) &&
      at.records * 10 >= paths.sample.length * 6 &&
      !isNamedAsPassages(at) &&
      !(prompt !== undefined && startsWith(prompt.steps, at.steps)),
  );
  const named = able.find((at) => isNamedAsAnswer(at) || isRaw(at));
  const at = named ?? able.find((one) => isBesideMachine(paths, one) && !isGiven(one));
  return at === undefined
    ? undefined
    : { ...found(at, 0.5, lastKey(at.steps)), why: 'a text of JSON; nothing else answers' };
}

const isRaw = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) => /^(?:raw|json|parsed|structured|returned|body)$/.test(word));
const isGiven = ({ steps }: SamplePath): boolean =>
  lastWords(steps).some((word) =>
    /^(?:params|parameters|args|arguments|metadata|meta|config|settings|options|headers|request|req|input|vars|variables|tags|context|usage)$/.test(
      word,
    ),
  );
