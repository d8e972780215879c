import { aroundFirst } from './around-first.ts';
import { type Emit, type Format, type JsonObject, Unmapped, type Within } from './format.ts';
import { isObject, nameOf, objectOf, objectsOf, restOf } from './json-values.ts';

const TAKEN: ReadonlySet<string> = new Set(['prompt', 'response', 'jailbroken', 'index']);
const JAILBREAKS: ReadonlySet<string> = new Set(['jailbreaks']);

/**
 * Artifacts of JailbreakBench (JailbreakBench/artifacts): attacks on one model and what it answered. Each is a record
 * and a conversation; whether the model gave in is a label. Behaviours for which no attack was found have neither prompt
 * nor answer and are refused.
 */
export const jailbreakbench: Format = {
  id: 'jailbreakbench',
  title: 'JailbreakBench artifacts',
  recognise(record) {
    if (isAttack(record)) return 1;
    return isObject(record.parameters) && objectsOf(record.jailbreaks).some(isAttack) ? 1 : 0;
  },
  records: ['jailbreaks[*]'],
  map(record, emit, within) {
    if (!isAttack(record)) throw new Unmapped('no attack on a model');
    if (isBlank(record)) throw new Unmapped('no attack was found: neither a prompt nor an answer');
    mapAttack(record, within, emit);
  },
};

const isAttack = (record: JsonObject): boolean =>
  'jailbroken' in record && 'prompt' in record && 'response' in record && 'goal' in record;

const isBlank = ({ prompt, response }: JsonObject): boolean =>
  (prompt ?? null) === null && (response ?? null) === null;

function mapAttack(attack: JsonObject, within: Within | undefined, emit: Emit): void {
  const { prompt, response, index } = attack;
  const answered = response !== undefined && response !== null;
  const name = nameOf(index);
  const artifact = within?.around[0] ?? {};
  const beside = restOf(aroundFirst(within)[0] ?? {}, JAILBREAKS);
  emit.turn({
    kind: answered ? 'model' : 'request',
    capture: 'application',
    conversation: name,
    conversation_scope: 'file',
    external_id: name === undefined ? undefined : index,
    model: objectOf(artifact.parameters).model,
    // Tokens of the whole search for an attack stand in the metadata: they are not those of this call.
    metadata: { ...restOf(attack, TAKEN), ...(beside && { artifact: beside }) },
  });
  if (prompt !== undefined && prompt !== null) {
    emit.message('input', 'user', [
      { type: typeof prompt === 'string' ? 'text' : 'json', content: prompt },
    ]);
  }
  if (answered) {
    const type = typeof response === 'string' ? 'text' : 'json';
    emit.message('output', 'assistant', [{ type, content: response }]);
  }
  emit.label({ what: 'jailbroken', value: attack.jailbroken });
  if (attack.category != null) emit.label({ what: 'category', value: attack.category });
}
