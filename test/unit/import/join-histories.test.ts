import { expect, test } from 'vitest';
import { call, type TrialCase, withCase } from './derived.ts';

interface Said {
  readonly id: string;
  /** What was said before, and last what is asked: user and assistant in turn. */
  readonly given: readonly string[];
  readonly answers: readonly string[];
  readonly at?: number;
  readonly user?: string;
  readonly system?: string;
}

const roleOf = (index: number): string => (index % 2 === 0 ? 'user' : 'assistant');

/** A call as a gateway logs it that names no conversation. */
function said({ id, given, answers, at, user, system }: Said): string {
  const messages = given.map((content, index) => ({ role: roleOf(index), content }));
  return JSON.stringify({
    ...call({ id, conversation_id: undefined, created: at }),
    request: {
      model: 'm-1',
      ...(user === undefined ? {} : { user }),
      messages: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        ...messages,
      ],
    },
    response: {
      object: 'chat.completion',
      model: 'm-1',
      ...(at === undefined ? {} : { created: at }),
      choices: answers.map((content, index) => ({
        index,
        message: { role: 'assistant', content },
        finish_reason: 'stop',
      })),
    },
  });
}

const lines = (...calls: readonly Said[]): string => calls.map(said).join('\n');

/** The calls of each conversation, in order, and how it was joined. */
async function joined(trial: TrialCase): Promise<unknown[]> {
  const found = await trial.rows(`
    SELECT joined_by AS by, turns::INTEGER AS turns, string_agg(t.external_id, ' ' ORDER BY t.seq) AS calls
    FROM store.conversation AS c JOIN store.turn AS t USING (conversation_id)
    GROUP BY conversation_id, joined_by, turns
    ORDER BY min(t.external_id)`);
  return found.map(({ by, turns, calls }) => `${String(by)} ${String(turns)}: ${String(calls)}`);
}

const ambiguous = (trial: TrialCase): Promise<unknown[]> =>
  trial.values(`
    SELECT t.external_id || ' fits ' || h.fits
    FROM store.turn_history AS h JOIN store.turn AS t USING (turn_id)
    WHERE h.fits > 1 ORDER BY 1`);

const FIRST: Said = { id: 'a1', given: ['How do I pay?'], answers: ['By card.'], at: 1000 };
const SECOND: Said = {
  id: 'a2',
  given: ['How do I pay?', 'By card.', 'Which cards?'],
  answers: ['All of them.'],
  at: 1010,
};
const THIRD: Said = {
  id: 'a3',
  given: [...SECOND.given, 'All of them.', 'Thanks.'],
  answers: ['You are welcome.'],
  at: 1020,
};
const ASKED_AGAIN: Said = { ...SECOND, id: 'a2b', answers: ['Only debit cards.'], at: 1012 };
const OTHER: Said = { id: 'b1', given: ['Who are you?'], answers: ['A machine.'], at: 1005 };

test('calls that repeat what was said before are one conversation, in order, whatever the order of lines', () =>
  withCase(async (trial) => {
    const derived = await trial.derive(lines(THIRD, OTHER, ASKED_AGAIN, FIRST, SECOND));
    expect(derived.conversations).toBe(5);
    expect(await joined(trial)).toEqual(['history 4: a1 a2 a2b a3', 'record 1: b1']);
    expect(
      await trial.rows(`
        SELECT t.external_id AS call, f.external_id AS follows, repeats::INTEGER AS repeats, fits::INTEGER AS fits
        FROM store.turn_history AS h
        JOIN store.turn AS t USING (turn_id)
        LEFT JOIN store.turn AS f ON f.turn_id = h.follows_turn_id
        ORDER BY 1`),
    ).toEqual([
      { call: 'a1', follows: null, repeats: null, fits: null },
      { call: 'a2', follows: 'a1', repeats: 2, fits: 1 },
      { call: 'a2b', follows: 'a1', repeats: 2, fits: 1 },
      { call: 'a3', follows: 'a2', repeats: 4, fits: 1 },
    ]);
    expect(
      await trial.rows(
        `SELECT epoch(started_at)::INTEGER AS first, epoch(ended_at)::INTEGER AS last FROM store.conversation WHERE turns = 4`,
      ),
    ).toEqual([{ first: 1000, last: 1020 }]);
  }));

test('the order of files does not matter, and numbers of conversations are given once', async () => {
  const files = [lines(OTHER, THIRD), lines(SECOND), lines(FIRST, ASKED_AGAIN)];
  const found: unknown[] = [];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ])
    await withCase(async (trial) => {
      for (const index of order) await trial.derive(files[index] ?? '');
      found.push(await joined(trial));
      // A file that names its conversations changes nothing, and takes a number of its own.
      await trial.derive(JSON.stringify(call({ id: 'named' })));
      found.push((await joined(trial)).filter((text) => !String(text).endsWith(': named')));
      expect(
        await trial.values(
          'SELECT count(*) FROM (SELECT own_conversation_id FROM store.turn_history INTERSECT SELECT conversation_id FROM store.conversation WHERE external_id IS NOT NULL)',
        ),
      ).toEqual(['0']);
    });
  expect(new Set(found.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify(['history 4: a1 a2 a2b a3', 'record 1: b1'])]),
  );
});

test('of several equal histories the one of the same user, then the nearest before; another user is never followed', () =>
  withCase(async (trial) => {
    await trial.derive(
      lines(
        { ...FIRST, id: 'u1', user: 'ann', at: 1000 },
        { ...FIRST, id: 'v1', user: 'bob', at: 1001 },
        { ...SECOND, id: 'u2', user: 'ann', at: 1010 },
        { ...SECOND, id: 'v2', user: 'bob', at: 1011 },
        { ...SECOND, id: 'w2', user: 'eve', at: 1012 },
        { ...FIRST, id: 'x1', given: ['Hi'], at: 900 },
        { ...FIRST, id: 'y1', given: ['Hi'], at: 950 },
        { ...FIRST, id: 'z1', given: ['Hi'], at: 990 },
        { ...SECOND, id: 'y2', given: ['Hi', 'By card.', 'Oh'], at: 960 },
      ),
    );
    expect(await joined(trial)).toEqual([
      'history 2: u1 u2',
      'history 2: v1 v2',
      'record 1: w2',
      'record 1: x1',
      'history 2: y1 y2',
      'record 1: z1',
    ]);
    expect(await ambiguous(trial)).toEqual([]);
  }));

test('what fits several calls equally follows none and is counted, and a later file may bring such calls', () =>
  withCase(async (trial) => {
    const undated = ({ at: _, ...one }: Said): Said => one;
    await trial.derive(
      lines(
        undated({ ...FIRST, id: 'p1' }),
        undated({ ...FIRST, id: 'q1' }),
        undated({ ...SECOND, id: 'p2' }),
        undated({ ...THIRD, id: 'p3' }),
      ),
    );
    expect(await joined(trial)).toEqual(['record 1: p1', 'history 2: p2 p3', 'record 1: q1']);
    expect(await ambiguous(trial)).toEqual(['p2 fits 2']);
    await trial.derive(lines(undated({ ...SECOND, id: 'q2' })));
    expect(await joined(trial)).toEqual(
      ['p1', 'p2', 'p3', 'q1', 'q2'].map((one) => `record 1: ${one}`),
    );
    expect(await ambiguous(trial)).toEqual(['p2 fits 2', 'p3 fits 2', 'q2 fits 2']);
  }));

test('the system prompt counts, thinking and tools do not, any alternative may be gone on with', () =>
  withCase(async (trial) => {
    await trial.derive(
      lines(
        { ...FIRST, id: 'c1', system: 'Be brief.', answers: ['No.', 'By card.'] },
        { ...SECOND, id: 'c2', system: 'Be brief.' },
        { ...SECOND, id: 'd2', system: 'Be long.' },
      ),
    );
    expect(await joined(trial)).toEqual(['history 2: c1 c2', 'record 1: d2']);
  }));

test('an answer without words is no history, and a conversation that one record spells out stays its own', () =>
  withCase(async (trial) => {
    await trial.derive(
      lines({ ...FIRST, id: 'e1', answers: [] }, { ...FIRST, id: 'e2', at: 1100 }),
    );
    const spelled = ['Hi', 'Hello.', 'How do I pay?', 'By card.'].map((value, index) => ({
      from: index % 2 === 0 ? 'human' : 'gpt',
      value,
    }));
    await trial.derive(
      [spelled, spelled.slice(0, 2)]
        .map((conversations, id) => JSON.stringify({ id: `s${id}`, conversations }))
        .join('\n'),
    );
    expect(await trial.values('SELECT count(*) FROM store.turn_history')).toEqual(['0']);
  }));

test('a file that names its conversations leaves those of repeated history as they are', async () => {
  await withCase(async (trial) => {
    const second: Said = {
      id: 'a2',
      given: ['How do I pay?', 'By card.', 'Which ones?'],
      answers: ['All of them.'],
      at: 2000,
    };
    await trial.derive(lines(FIRST, second));
    const before = await joined(trial);
    expect(before).toEqual(['history 2: a1 a2']);
    const named = JSON.stringify({ ...call({ id: 'z', conversation_id: 'other' }) });
    await trial.derive(named, { evidence: { evidence_id: 2, name: 'named.jsonl' } });
    expect(await joined(trial)).toEqual([...before, 'id 1: z']);
  });
});
