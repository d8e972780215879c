import { exportedParts, exportedRest, quotedPassage } from './chatgpt-content.ts';
import {
  type Emit,
  type Format,
  type JsonObject,
  type MessageOptions,
  type TurnFields,
  Unmapped,
} from './format.ts';
import { isObject, listOf, objectOf, restOf } from './json-values.ts';
import { branchTo, standingOf, type TreeNode, type TreeTurn, turnsOfTree } from './message-tree.ts';

const TAKEN: ReadonlySet<string> = new Set(['mapping', 'id', 'conversation_id', 'current_node']);

interface Node extends TreeNode {
  readonly message: JsonObject | undefined;
}

/**
 * Conversations of ChatGPT's data export (help.openai.com, "Export your ChatGPT history and data"; conversations.json).
 * A conversation is a tree: editing a message or asking for another answer begins a branch. An answer, with the thoughts
 * before it, is a turn whose input holds what stands between it and the answer before; every message is counted once.
 * `metadata.branch` says which turns the user had left behind.
 */
export const chatGptExport: Format = {
  id: 'chatgpt-export',
  title: 'ChatGPT data export',
  recognise(record) {
    if (!isObject(record.mapping)) return 0;
    const known = 'current_node' in record || 'create_time' in record || 'title' in record;
    return known && nodesOf(record.mapping).some(({ message }) => message !== undefined) ? 1 : 0;
  },
  map(record, emit) {
    if (!isObject(record.mapping)) throw new Unmapped('no tree of messages');
    if (!Object.values(record.mapping).every(isNode)) {
      throw new Unmapped('a node of the tree, or its message, is not an object');
    }
    const nodes = nodesOf(record.mapping);
    if (nodes.every(({ message }) => message === undefined)) {
      throw new Unmapped('a conversation without messages');
    }
    mapTree(record, nodes, emit);
  },
};

/** A node may hold no message. */
const isNode = (node: unknown): boolean =>
  isObject(node) && (isObject(node.message) || (node.message ?? null) === null);

function nodesOf(mapping: JsonObject): Node[] {
  return Object.keys(mapping).map((id): Node => {
    const node = objectOf(mapping[id]);
    const message = isObject(node.message) ? node.message : undefined;
    return {
      id,
      message,
      parent: typeof node.parent === 'string' ? node.parent : undefined,
      children: listOf(node.children).filter((child) => typeof child === 'string'),
      isAnswer: objectOf(message?.author).role === 'assistant',
      isEmpty: message === undefined,
    };
  });
}

function mapTree(record: JsonObject, nodes: readonly Node[], emit: Emit): void {
  const { current_node: current } = record;
  const active = branchTo(typeof current === 'string' ? current : undefined, nodes);
  let beside = restOf(record, TAKEN);
  for (const turn of turnsOfTree(nodes)) {
    const said = [...turn.input, ...turn.answer];
    emit.turn({
      ...columnsOf(turn),
      capture: 'application',
      conversation: record.conversation_id ?? record.id,
      metadata: {
        ...beside,
        messages: restsOf(said),
        ...standingOf(said, active),
      },
    });
    // What the record says of the whole conversation is said once.
    beside = undefined;
    for (const { message } of turn.again) say('input', message, emit, { again: true });
    for (const { message } of turn.input) say('input', message, emit);
    for (const { message } of turn.answer) say('output', message, emit);
  }
}

/** The answer's last message tells its model and how it ended. */
function columnsOf({ input, answer }: TreeTurn<Node>): Omit<TurnFields, 'capture'> {
  const first = answer[0] ?? input.at(-1);
  const last = answer.at(-1) ?? input.at(-1);
  const { model_slug, finish_details } = objectOf(last?.message?.metadata);
  return {
    kind: answer.length > 0 ? 'model' : 'request',
    external_id: last?.message?.id ?? last?.id,
    started_at: first?.message?.create_time,
    model: answer.length > 0 ? model_slug : undefined,
    finish_reason: objectOf(finish_details).type,
  };
}

/** When each message was written, and what it says beyond its text, by the id of its node. */
function restsOf(nodes: readonly Node[]): JsonObject {
  const rests: Record<string, unknown> = { __proto__: null };
  for (const { id, message } of nodes) {
    const rest = message && exportedRest(message);
    const created_at = message?.create_time ?? undefined;
    if (rest || created_at !== undefined) {
      rests[id] = { ...(created_at !== undefined && { created_at }), ...rest };
    }
  }
  return rests;
}

function say(
  side: 'input' | 'output',
  message: JsonObject | undefined,
  emit: Emit,
  options: MessageOptions = {},
): void {
  if (message === undefined) return;
  const passage = quotedPassage(message);
  if (passage) {
    emit.context(passage);
    return;
  }
  const { role, name } = objectOf(message.author);
  emit.message(side, role, exportedParts(message), { ...options, name });
}
