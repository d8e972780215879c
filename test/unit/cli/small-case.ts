import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Answered, answerOf, CommandLine } from '../../fixtures/command-line.ts';
import { runHere } from '../../fixtures/run-here.ts';

/** Questions that both models were asked; the newer one promises more. */
const ASKED = [
  ['May I bring my dog on board?', 'Dogs travel in a carrier below the seat.'],
  ['What does a change cost?', 'A change costs 40 euros.'],
  ['How many bags are included?', 'One bag of 23 kilograms is included.'],
  ['Can I choose my seat?', 'Seats are chosen at check-in.'],
  ['Is there a meal?', '=SUM(A1:A9) is what the galley list says.'],
  ['Who pays when the train is late?', 'We pay half of the fare after two hours.'],
] as const;

function line(id: string, model: string, question: string, answer: string, at: string): string {
  return JSON.stringify({
    id,
    conversation_id: `conv-${id}`,
    user: 'ana',
    environment: 'production',
    created: at,
    context: [{ id: 'fees', source: 'fees.md', score: 0.8, text: 'A change costs 40 euros.' }],
    request: { model: 'rail', messages: [{ role: 'user', content: question }] },
    response: { model, choices: [{ index: 0, message: { role: 'assistant', content: answer } }] },
  });
}

/** Twelve good lines, a line that is cut off in the middle, and a good line after it. */
export function smallLog(): string {
  const asked = ASKED.flatMap(([question, answer], at) => [
    line(`old-${at}`, 'rail-1', question, answer, `2026-04-0${at + 1}T08:00:00Z`),
    line(
      `new-${at}`,
      'rail-2',
      question,
      at === 1 ? answer : `${answer} And a glass of wine is free for you and all of your friends.`,
      `2026-04-1${at + 1}T08:00:00Z`,
    ),
  ]);
  const after = line('after', 'rail-2', 'Is the line after it whole?', 'Yes.', '2026-04-20');
  return [...asked, '{"id": "cut", "request": {"mod', after, ''].join('\n');
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A case of one small log, made once for a test file; `copy` gives one that may be spoilt. Commands run in this
 * process; `asProcess` is for what only a process of its own shows.
 */
export class SmallCase {
  readonly asProcess = new CommandLine();
  readonly folder = this.asProcess.folder;
  readonly root = this.path('small.exhibit');
  readonly log = this.path('rail.jsonl');
  private copies = 0;

  constructor() {
    beforeAll(async () => {
      writeFileSync(this.log, smallLog());
      await this.json(['new', this.root, '--title', 'Promises on the railway']);
      await this.json(['import', this.root, this.log]);
    });
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(...parts: string[]): string {
    return this.asProcess.path(...parts);
  }

  run(args: readonly string[], more: Environment = {}): Promise<Answered> {
    const environment = { ...this.asProcess.environment, ...more };
    return runHere(args, { folder: this.folder, environment });
  }

  /** The one JSON document that the command writes on stdout; throws with stderr where it fails. */
  async json(args: readonly string[], expected = 0): Promise<unknown> {
    return answerOf(args, await this.run([...args, '--json']), expected);
  }

  copy(): string {
    this.copies += 1;
    const to = this.path(`copy-${this.copies}.exhibit`);
    cpSync(this.root, to, { recursive: true });
    return to;
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    writeFileSync(path, content);
    return path;
  }
}

export const custodyOf = (root: string): { act: string; data: Record<string, unknown> }[] =>
  readFileSync(join(root, 'custody.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((entry) => JSON.parse(entry) as { act: string; data: Record<string, unknown> });

/** What a refused input must leave as it was: evidence, database, and what else lies in the folder. */
export function contentsOf(root: string): Record<string, string> {
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('custody.jsonl') && !path.endsWith('activity.jsonl'))
    .sort();
  return Object.fromEntries(
    names.map((path) => [
      path,
      existsSync(path) ? readFileSync(path).toString('latin1') : 'missing',
    ]),
  );
}
