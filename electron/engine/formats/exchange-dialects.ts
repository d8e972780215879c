import { anthropicMessages } from './anthropic-messages.ts';
import type { Emit, Format, JsonObject } from './format.ts';
import { googleGenerateContent } from './google-generate-content.ts';
import { ollamaChat } from './ollama-chat.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiResponses } from './openai-responses.ts';

/** The formats that read captures of calls, in the order in which the list of formats has them. */
const DIALECTS: readonly Format[] = [
  googleGenerateContent,
  anthropicMessages,
  openAiResponses,
  ollamaChat,
  openAiChat,
];

/**
 * Maps a call that was put under the names that captures use (`url`, `request`, `response`, `status`) as the provider's
 * own dialect; answers false where no dialect knows its bodies, and nothing is emitted then.
 */
export function mapExchange(exchange: JsonObject, emit: Emit): boolean {
  const marks = DIALECTS.map((format) => format.recognise(exchange));
  const best = Math.max(...marks);
  const dialect = best > 0 ? DIALECTS[marks.indexOf(best)] : undefined;
  dialect?.map(exchange, emit);
  return dialect !== undefined;
}
