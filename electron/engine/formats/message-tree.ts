/** A message in a tree of answers and questions, as far as the order of turns needs it. */
export interface TreeNode {
  readonly id: string;
  readonly parent: string | undefined;
  readonly children: readonly string[];
  readonly isAnswer: boolean;
  /** A node without a message: a root, or a place that holds nothing. */
  readonly isEmpty: boolean;
}

/** What is new for a turn, oldest first, and its answer; an empty answer where nothing answers. */
export interface TreeTurn<Node extends TreeNode> {
  /** What another answer before it answered too. */
  readonly again: readonly Node[];
  readonly input: readonly Node[];
  readonly answer: readonly Node[];
}

/**
 * The turns of a conversation that branches where a question was edited or another answer asked for. Each message is new
 * in exactly one turn: an answer takes the messages above it that no earlier turn has had, branch after branch; what
 * nothing answers comes last. Answers in a row (thoughts, a call of a tool, the text) are one turn.
 */
export function turnsOfTree<Node extends TreeNode>(nodes: readonly Node[]): TreeTurn<Node>[] {
  const tree = new Map(nodes.map((node) => [node.id, node]));
  const order = inOrder(nodes, tree);
  const taken = new Set<string>();
  const turns: TreeTurn<Node>[] = [];
  const take = (asked: readonly Node[], answer: readonly Node[]): void => {
    const input = asked.filter(({ id }) => !taken.has(id));
    const again = asked.filter(({ id }) => taken.has(id)).slice(-MOST_AGAIN);
    turns.push({ again, input, answer });
    for (const { id } of [...input, ...answer]) taken.add(id);
  };
  for (const node of order) {
    if (!node.isAnswer || taken.has(node.id)) continue;
    take(askedUpFrom(node.parent, tree), answersFrom(node, tree, taken));
  }
  for (const node of order) {
    const isOpen = (id: string): boolean => !taken.has(id) && tree.get(id)?.isEmpty === false;
    if (!isOpen(node.id) || node.children.some(isOpen)) continue;
    take(askedUpFrom(node.id, tree), []);
  }
  // What is left stands in a ring of parents.
  for (const node of order) if (!node.isEmpty && !taken.has(node.id)) take([node], []);
  return turns;
}

/**
 * Where a turn stands: the message above what it says, and whether its branch was left for the active one; of no turn that
 * is said where the export names no active branch.
 */
export function standingOf<Node extends TreeNode>(
  said: readonly Node[],
  active: ReadonlySet<Node>,
): { parent: string | undefined; branch?: 'left behind' } {
  const left = active.size > 0 && !said.every((node) => active.has(node));
  return { parent: said[0]?.parent, ...(left && { branch: 'left behind' }) };
}

/** The branch that ends with the node of this id; none where the export names no node. */
export const branchTo = <Node extends TreeNode>(
  id: string | undefined,
  nodes: readonly Node[],
): ReadonlySet<Node> => new Set(upFrom(id, new Map(nodes.map((node) => [node.id, node]))));

/** From the node up to its root, oldest last. */
function* upFrom<Node extends TreeNode>(
  id: string | undefined,
  tree: ReadonlyMap<string, Node>,
): Generator<Node> {
  const seen = new Set<string>();
  for (let at = id; at !== undefined && !seen.has(at); ) {
    seen.add(at);
    const node = tree.get(at);
    if (node === undefined) return;
    yield node;
    at = node.parent;
  }
}

/** Every node once, parents before children, branch after branch. */
function inOrder<Node extends TreeNode>(
  nodes: readonly Node[],
  tree: ReadonlyMap<string, Node>,
): Node[] {
  const seen = new Set<string>();
  const order: Node[] = [];
  const roots = nodes.filter(({ parent }) => parent === undefined || !tree.has(parent));
  // Nodes of a ring have no root: they are begun where the record names them first.
  for (const root of [...roots, ...nodes]) {
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      order.push(node);
      for (const child of node.children.toReversed()) {
        const found = tree.get(child);
        if (found) waiting.push(found);
      }
    }
  }
  return order;
}

/** So many messages that others answered too stand with an answer again: one record may ask and answer without end. */
const MOST_AGAIN = 32;

/** What stands between a message and the answer before it, oldest first. */
function askedUpFrom<Node extends TreeNode>(
  id: string | undefined,
  tree: ReadonlyMap<string, Node>,
): Node[] {
  const asked: Node[] = [];
  for (const node of upFrom(id, tree)) {
    if (node.isAnswer) break;
    if (!node.isEmpty) asked.push(node);
  }
  return asked.reverse();
}

function answersFrom<Node extends TreeNode>(
  first: Node,
  tree: ReadonlyMap<string, Node>,
  taken: ReadonlySet<string>,
): Node[] {
  const answers = new Set([first]);
  for (let { children } = first; children.length === 1; ) {
    const next = tree.get(children[0] ?? '');
    if (next === undefined || !next.isAnswer || taken.has(next.id) || answers.has(next)) break;
    answers.add(next);
    ({ children } = next);
  }
  return [...answers];
}
