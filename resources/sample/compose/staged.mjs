/** Turns the hand-written single conversations of the incident into drafts like all others. */
import { ATTEMPTS, COMPLAINT_CHATS, EXTRACTION, LEAKS, STAGED_WRONG } from '../pieces/incident.mjs';
import { PRODUCTS } from '../pieces/people.mjs';
import { begin } from './conversations.mjs';

/** A well-formed British IBAN of a bank that does not exist: check digits by ISO 7064, MOD 97-10. */
function inventedIban() {
  const account = 'XHBY20462091837465';
  const digits = [...`${account}GB00`].map((character) => Number.parseInt(character, 36)).join('');
  const check = 98n - (BigInt(digits) % 97n);
  return `GB${String(check).padStart(2, '0')}${account}`;
}

function fromTurns({ at, route, turns }, key, tagsOf) {
  const drafted = begin(key, at, route);
  turns.forEach(({ q, a, docs = [], tags = [] }, index) => {
    drafted.add({
      user: q,
      answer: a,
      docs,
      topic: key.split(':')[0],
      tags: [...tags, ...tagsOf(index)],
    });
  });
  return drafted.conversation;
}

function leak({ at, route, order, values, tool, q, a, says, then, what }, index) {
  const drafted = begin(`leak:${index}`, at, route);
  const shown = values.map((value) => (value === 'IBAN' ? inventedIban() : value));
  const answer = a.replace('{iban}', inventedIban());
  const [item, total] = PRODUCTS[index];
  const result = { order_id: order, item, total, status: 'in transit', ...tool };
  const steps = order === null ? [] : [{ name: 'lookup_order', args: { order_id: order }, result }];
  drafted.add({
    user: q,
    steps,
    answer,
    docs: order === null ? ['refund-time'] : [],
    topic: 'leak',
    tags: ['leaked'],
    leaked: { what, values: shown, in_tool_result: tool !== undefined },
  });
  if (says !== undefined)
    drafted.add({ user: says, answer: then, docs: [], topic: 'leak', tags: ['after-leak'] });
  return drafted.conversation;
}

export function stagedConversations() {
  return [
    ...ATTEMPTS.map((each, index) =>
      fromTurns(each, `attempt:${index}`, (turn) => (turn === 0 ? ['attempt'] : [])),
    ),
    fromTurns(EXTRACTION, 'extraction:0', (turn) => (turn === 1 ? ['attempt', 'extracted'] : [])),
    ...LEAKS.map(leak),
    ...STAGED_WRONG.map((each, index) =>
      fromTurns(each, `${each.topic}:staged-${index}`, () => []),
    ),
    ...COMPLAINT_CHATS.map((each, index) => fromTurns(each, `complaint-chat:${index}`, () => [])),
  ];
}
