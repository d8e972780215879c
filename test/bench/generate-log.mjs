// Writes a multi-turn gateway log of about `bytes` bytes: each call repeats the conversation so far, as real ones do.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const WORDS =
  'account balance café refund order the model policy customer shipping “quoted” please delayed invoice 日本 error status token request answer because however during between window naïve'.split(
    ' ',
  );

/** A small linear congruential generator, so that every run measures the same file. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/**
 * `sentences`: so many are made and used again and again, each text with an end of its own; null makes each anew, which is
 * slower than most disks are.
 */
export function generateLog(path, bytes, { turnsPerConversation = 12, sentences = null } = {}) {
  const pick = random(7);
  const write = (length) => Array.from({ length }, () => WORDS[pick(WORDS.length)]).join(' ');
  const made = new Map();
  const sentence = (length) => {
    if (sentences === null) return write(length);
    if (!made.has(length))
      made.set(
        length,
        Array.from({ length: sentences }, () => write(length)),
      );
    return made.get(length)[pick(sentences)];
  };
  const file = openSync(path, 'w');
  let written = 0;
  let lines = 0;
  for (let conversation = 1; written < bytes; conversation++) {
    // The messages so far as JSON: each line repeats them.
    let messages = JSON.stringify({
      role: 'system',
      content: `You are the support assistant.\n${sentence(120)}`,
    });
    let block = '';
    for (let turn = 1; turn <= turnsPerConversation; turn++) {
      const asked = { role: 'user', content: `${sentence(60)} ${conversation}-${turn}?` };
      const answer = { role: 'assistant', content: `${sentence(110)} ${conversation}-${turn}.` };
      messages += `,${JSON.stringify(asked)}`;
      const record = {
        id: `chatcmpl-${conversation}-${turn}`,
        conversation_id: `conv-${conversation}`,
        created: 1760000000 + lines * 3,
        user: `user-${pick(5000)}`,
        request: { model: 'gpt-4o', temperature: 0.7, max_tokens: 800, messages: [] },
        response: {
          id: `chatcmpl-${conversation}-${turn}`,
          object: 'chat.completion',
          model: 'gpt-4o-2024-08-06',
          system_fingerprint: 'fp_44709d6fcb',
          choices: [{ index: 0, message: answer, finish_reason: 'stop' }],
          usage: {
            prompt_tokens: 100 * turn,
            completion_tokens: 140,
            total_tokens: 100 * turn + 140,
          },
        },
        latency_ms: 500 + pick(4000) / 8,
      };
      const [before, after] = JSON.stringify(record).split('"messages":[]', 2);
      block += `${before}"messages":[${messages}]${after}\n`;
      messages += `,${JSON.stringify(answer)}`;
      lines++;
    }
    written += writeSync(file, block);
  }
  // Its own way to the disk must not stand in that of the first measurement.
  fsyncSync(file);
  closeSync(file);
  return { bytes: written, lines };
}
