import type { Emit, JsonObject } from './format.ts';
import { isObject, objectOf, objectsOf } from './json-values.ts';

/** What Azure's content filters found of prompt and answers, a verdict for each category. */
export function emitContentFilters(response: JsonObject, emit: Emit): void {
  for (const { content_filter_results } of objectsOf(response.prompt_filter_results)) {
    emitFilters('input', content_filter_results, emit);
  }
  for (const { content_filter_results } of objectsOf(response.choices)) {
    emitFilters('output', content_filter_results, emit);
  }
  const { innererror } = objectOf(response.error);
  const { content_filter_result } = objectOf(innererror);
  emitFilters('input', content_filter_result, emit);
}

function emitFilters(side: string, results: unknown, emit: Emit): void {
  for (const [category, found] of Object.entries(objectOf(results))) {
    if (!isObject(found)) continue;
    const { filtered, severity, detected } = found;
    const value =
      filtered === true ? 'filtered' : (severity ?? (detected === true ? 'detected' : 'safe'));
    const comment = filtered === true && typeof severity === 'string' ? severity : undefined;
    emit.verdict({ what: `content filter ${side}: ${category}`, value, comment });
  }
}
