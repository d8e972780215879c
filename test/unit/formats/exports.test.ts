import { describe, expect, it } from 'vitest';
import { Unmapped } from '../../../electron/engine/formats/format.ts';
import { chatbotArena } from '../../../electron/engine/formats/chatbot-arena.ts';
import { chatGptExport } from '../../../electron/engine/formats/chatgpt-export.ts';
import { claudeExport } from '../../../electron/engine/formats/claude-export.ts';
import { hhRlhf } from '../../../electron/engine/formats/hh-rlhf.ts';
import { lmsysChat } from '../../../electron/engine/formats/lmsys-chat.ts';
import { oasst } from '../../../electron/engine/formats/oasst.ts';
import { said, transcript, turnsAt, turnsOf } from './map-fixture.ts';

describe("ChatGPT's data export", () => {
  it('every message of every branch is there, a question with each of its answers; what nothing answers comes last', () => {
    expect(said(chatGptExport)).toEqual([
      [
        [
          'input system: text=',
          'input user: text=Longest river?',
          'output assistant: thinking(Rivers)=Nile or Amazon.',
          'output assistant: text=The Nile – likely.',
        ],
        [
          'input system: text=',
          'input user: text=Longest river?',
          'output assistant: tool_call(browser#a1b)=search("rivers")',
        ],
        ['input tool: tool_result(browser)=done', 'output assistant: text=6650 km.'],
        ['input user: text=Sure?'],
      ],
      [['input user: text=Anyone?']],
    ]);
  });
  it('branches that were left behind are marked', () => {
    const turns = turnsAt(chatGptExport, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        external_id: 'a1',
        started_at: 1767323042.5,
        model: 'gpt-own',
        finish_reason: 'stop',
        capture: 'application',
        conversation: 'c-1',
        metadata: {
          title: 'Rivers',
          create_time: 1767323040.5,
          messages: {
            s: { status: 'finished_successfully', weight: 0, recipient: 'all' },
            u1: {
              created_at: 1767323041.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
            th: {
              created_at: 1767323042.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
            a1: {
              created_at: 1767323043.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
          },
          parent: 'root',
          branch: 'left behind',
        },
      },
      {
        kind: 'model',
        external_id: 'a1b',
        started_at: 1767323045.5,
        model: 'gpt-own',
        finish_reason: 'stop',
        capture: 'application',
        conversation: 'c-1',
        metadata: {
          messages: {
            a1b: {
              created_at: 1767323045.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'browser',
              content: { language: 'unknown' },
            },
          },
          parent: 'u1',
        },
      },
      {
        kind: 'model',
        external_id: 'a3',
        started_at: 1767323048.5,
        model: 'gpt-own',
        finish_reason: 'stop',
        capture: 'application',
        conversation: 'c-1',
        metadata: {
          messages: {
            tool: {
              created_at: 1767323046.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
            q: {
              created_at: 1767323047.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
              content: { url: 'https://example.org/nile', title: 'Nile' },
            },
            a3: {
              created_at: 1767323048.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
          },
          parent: 'a1b',
        },
      },
      {
        kind: 'request',
        external_id: 'u2',
        started_at: 1767323044.5,
        capture: 'application',
        conversation: 'c-1',
        metadata: {
          messages: {
            u2: {
              created_at: 1767323044.5,
              status: 'finished_successfully',
              weight: 1,
              recipient: 'all',
            },
          },
          parent: 'a1',
          branch: 'left behind',
        },
      },
    ]);
  });
  it('a quoted page is a passage', () => {
    const turns = turnsAt(chatGptExport, 0);
    expect(turns.map((turn) => turn.contexts)).toEqual([
      [],
      [],
      [
        {
          content: 'The Nile is 6650 km long.',
          source: 'https://example.org/nile',
          document_id: 'q',
        },
      ],
      [],
    ]);
  });
  it('rings, missing parents and odd nodes lose nothing and never hang', () => {
    const node = (role: string, text: string, parent: string | null, children: string[]) => ({
      parent,
      children,
      message: { author: { role }, content: { content_type: 'text', parts: [text] } },
    });
    const mapping = {
      a: node('user', 'A', 'b', ['b']),
      b: node('assistant', 'B', 'a', ['a']),
      c: node('user', 'C', 'gone', ['gone', 'c']),
      ['__proto__']: node('user', 'D', null, []),
    };
    const turns = turnsOf(chatGptExport, { title: 't', mapping, current_node: 7 });
    expect(turns.flatMap(transcript).sort()).toEqual([
      'input user: text=A',
      'input user: text=C',
      'input user: text=D',
      'output assistant: text=B',
    ]);
    expect(() => turnsOf(chatGptExport, { mapping: { a: 'x' } })).toThrow(Unmapped);
    expect(() => turnsOf(chatGptExport, { mapping: {} })).toThrow('without messages');
  });

  it('a chain of 20,000 messages is no matter of depth', () => {
    const mapping = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, at) => [
        `n${at}`,
        {
          parent: `n${at - 1}`,
          children: [`n${at + 1}`],
          message: {
            author: { role: at % 2 === 0 ? 'user' : 'assistant' },
            content: { content_type: 'text', parts: [`${at}`] },
          },
        },
      ]),
    );
    expect(turnsOf(chatGptExport, { title: 't', mapping })).toHaveLength(10_000);
  });
});

describe("Claude's data export", () => {
  it('an answer is a turn with thinking, tools and text in their order', () => {
    expect(said(claudeExport)).toEqual([
      [
        [
          'input user: text=Sum this up file={"file_name":"cup.png"}',
          'output assistant: thinking=Short. tool_call(look)={"q":"tea"} tool_result(look)=hot text=Hot.',
        ],
        ['input user: text=Thanks'],
      ],
      [['output assistant: text=Hello']],
    ]);
  });
  it('a conversation in full: columns and what else it says', () => {
    const turns = turnsAt(claudeExport, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: 'k-1',
        external_id: 'a1',
        started_at: '2026-01-02T03:04:06Z',
        ended_at: '2026-01-02T03:04:09Z',
        user_id: 'acc-1',
        metadata: {
          name: 'Tea',
          created_at: '2026-01-02T03:04:05.000000Z',
          account: { uuid: 'acc-1' },
          messages: [
            {
              uuid: 'h1',
              created_at: '2026-01-02T03:04:05Z',
              text: 'Sum this up',
              attachments: [{ file_name: 'tea.txt', file_size: 9 }],
            },
            {
              uuid: 'a1',
              created_at: '2026-01-02T03:04:06Z',
              updated_at: '2026-01-02T03:04:09Z',
              parent_message_uuid: 'h1',
              text: 'Hot.',
            },
          ],
        },
      },
      {
        kind: 'request',
        capture: 'application',
        conversation: 'k-1',
        external_id: 'h2',
        started_at: '2026-01-02T03:04:10Z',
        user_id: 'acc-1',
        metadata: { messages: [{ uuid: 'h2', created_at: '2026-01-02T03:04:10Z' }] },
      },
    ]);
  });
  it('the text of an attached file is a passage', () => {
    const turns = turnsAt(claudeExport, 0);
    expect(turns.map((turn) => turn.contexts)).toEqual([
      [{ content: 'Tea – hot', source: 'tea.txt' }],
      [],
    ]);
  });
});

describe('Chatbot Arena', () => {
  it('each side is a conversation', () => {
    expect(said(chatbotArena)).toEqual([
      [
        ['input user: text=Rhyme – cat', 'output assistant: text=Dog'],
        ['input user: text=Rhyme – cat', 'output assistant: text=Hat'],
      ],
      [
        ['input user: text=x', 'output assistant: text=y'],
        ['input user: text=x', 'output assistant: text=z'],
      ],
    ]);
  });
  it('each side has its own model', () => {
    const turns = turnsAt(chatbotArena, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        capture: 'application',
        conversation: 'q1/a',
        conversation_scope: 'file',
        external_id: 'q1',
        started_at: 1767323045.5,
        model: 'own-a',
        metadata: {
          language: 'English',
          toxic_chat_tag: { roberta: { flagged: false, probability: 0.1 } },
          openai_moderation: { flagged: false, categories: {} },
          side: 'model_a',
        },
      },
      {
        capture: 'application',
        conversation: 'q1/b',
        conversation_scope: 'file',
        external_id: 'q1',
        started_at: 1767323045.5,
        model: 'own-b',
        metadata: { side: 'model_b' },
      },
    ]);
  });
  it('the vote is feedback on either side, flags are verdicts', () => {
    const turns = turnsAt(chatbotArena, 0);
    expect(turns.map((turn) => turn.feedback)).toEqual([
      [{ what: 'vote', value: 'lost', who: 'voter-1', comment: 'winner: model_b' }],
      [{ what: 'vote', value: 'won', who: 'voter-1', comment: 'winner: model_b' }],
    ]);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [
        {
          what: 'toxic_chat_tag',
          who: 'roberta',
          value: false,
          comment: { flagged: false, probability: 0.1 },
        },
        { what: 'openai_moderation', value: false, comment: { flagged: false, categories: {} } },
      ],
      [
        {
          what: 'toxic_chat_tag',
          who: 'roberta',
          value: false,
          comment: { flagged: false, probability: 0.1 },
        },
        { what: 'openai_moderation', value: false, comment: { flagged: false, categories: {} } },
      ],
    ]);
  });
  it('a tie is told in its own words', () => {
    const turns = turnsAt(chatbotArena, 1);
    expect(turns.map((turn) => turn.feedback)).toEqual([
      [{ what: 'vote', value: 'tie (bothbad)', comment: 'winner: tie (bothbad)' }],
      [{ what: 'vote', value: 'tie (bothbad)', comment: 'winner: tie (bothbad)' }],
    ]);
  });
});

describe('LMSYS-Chat and WildChat', () => {
  it('an answer is a turn, a last question a request', () => {
    expect(said(lmsysChat)).toEqual([
      [['input user: text=Hi – there', 'output assistant: text=Hello']],
      [['input user: text=Hi', 'output assistant: text=Hello'], ['input user: text=Bye']],
    ]);
  });
  it('times and users of messages are columns', () => {
    const turns = turnsAt(lmsysChat, 1);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        kind: 'model',
        capture: 'application',
        conversation: 'w1',
        external_id: 11,
        started_at: '2026-01-02T03:04:06Z',
        model: 'tiny-4',
        user_id: 'ip1',
        metadata: {
          turn: 2,
          redacted: true,
          detoxify_moderation: [{ toxicity: 0.1 }, { toxicity: 0.2 }, { toxicity: 0.3 }],
          messages: [
            { hashed_ip: 'ip1', language: 'English', toxic: false },
            { language: 'English', timestamp: '2026-01-02T03:04:06Z', turn_identifier: 11 },
          ],
        },
      },
      {
        kind: 'request',
        capture: 'application',
        conversation: 'w1',
        requested_model: 'tiny-4',
        user_id: 'ip1',
        metadata: { messages: [{ hashed_ip: 'ip1' }] },
      },
    ]);
  });
  it('moderation of a message is a verdict on its turn', () => {
    const turns = turnsAt(lmsysChat, 0);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [
        {
          what: 'openai_moderation of user',
          value: false,
          comment: { flagged: false, categories: { hate: false } },
        },
        {
          what: 'openai_moderation of assistant',
          value: true,
          comment: { flagged: true, categories: { hate: true } },
        },
      ],
    ]);
  });
  it('scores without a flag are kept', () => {
    const turns = turnsAt(lmsysChat, 1);
    expect(turns.map((turn) => turn.verdicts)).toEqual([
      [
        { what: 'detoxify_moderation of user', value: 0.1, comment: { toxicity: 0.1 } },
        { what: 'detoxify_moderation of assistant', value: 0.2, comment: { toxicity: 0.2 } },
      ],
      [{ what: 'detoxify_moderation of user', value: 0.3, comment: { toxicity: 0.3 } }],
    ]);
  });
});

describe('HH-RLHF', () => {
  it('two conversations between marks; an empty last answer is an answer', () => {
    expect(said(hhRlhf)).toEqual([
      [
        ['input user: text=Hi – there', 'output assistant: text=Hello'],
        ['input user: text=Bye', 'output assistant: text=Goodbye'],
        ['input user: text=Hi – there', 'output assistant: text=Hello'],
        ['input user: text=Bye', 'output assistant: text='],
      ],
      [
        ['input user: text=a', 'output assistant: text=b'],
        ['input user: text=c'],
        ['input user: text=a', 'output assistant: text=d'],
      ],
    ]);
  });
  it('the last turn says which was preferred', () => {
    const turns = turnsAt(hhRlhf, 0);
    expect(turns.map((turn) => turn.labels)).toEqual([
      [],
      [{ what: 'preference', value: 'chosen' }],
      [],
      [{ what: 'preference', value: 'rejected' }],
    ]);
  });
  it('text without marks is refused, text before them is kept', () => {
    const record = { chosen: 'Hi', rejected: 'Ho' };
    expect(() => turnsOf(hhRlhf, record)).toThrow('chosen is no conversation with marks');
    const early = 'Early\n\nHuman: a';
    expect(turnsOf(hhRlhf, { chosen: early, rejected: early }).map(transcript)[0]).toEqual([
      'input system: text=Early',
      'input user: text=a',
    ]);
  });
});

describe('OpenAssistant', () => {
  it('a tree is one conversation, in which each answer stands with its question', () => {
    expect(said(oasst)).toEqual([
      [
        ['input user: text=Rhyme – cat', 'output assistant: text=Hat'],
        ['input user: text=Another?', 'output assistant: text=Bat'],
        ['input user: text=Rhyme – cat', 'output assistant: text=Dog'],
        ['input user: text=Thanks'],
      ],
      [['output assistant: text=Hat']],
      [['input user: text=Hi']],
    ]);
  });
  it('a tree in full: columns and what else its messages say', () => {
    const turns = turnsAt(oasst, 0);
    expect(turns.map(({ fields }) => fields)).toEqual([
      {
        conversation: 'o1',
        metadata: {
          tree_state: 'ready_for_export',
          messages: [{ message_id: 'o1' }, { message_id: 'o2' }],
        },
        kind: 'model',
        capture: 'application',
        external_id: 'o2',
      },
      {
        conversation: 'o1',
        metadata: { messages: [{ message_id: 'o3' }, { message_id: 'o4' }] },
        kind: 'model',
        capture: 'application',
        external_id: 'o4',
      },
      {
        conversation: 'o1',
        metadata: { messages: [{ message_id: 'o6', synthetic: true }] },
        kind: 'model',
        capture: 'application',
        external_id: 'o6',
        model: 'tiny-7',
      },
      {
        conversation: 'o1',
        metadata: { messages: [{ message_id: 'o5' }] },
        kind: 'request',
        capture: 'application',
        external_id: 'o5',
      },
    ]);
  });
  it('ranks and labels are labels, emojis feedback', () => {
    const turns = turnsAt(oasst, 0);
    expect(turns.map((turn) => turn.feedback)).toEqual([
      [{ what: 'emoji', value: '+1', comment: 2, key: 'o2' }],
      [],
      [],
      [],
    ]);
    expect(turns.map((turn) => turn.labels)).toEqual([
      [
        { what: 'rank', value: 0, key: 'o2' },
        { what: 'quality', value: 0.75, comment: 3, key: 'o2' },
      ],
      [{ what: 'rank', value: 0, key: 'o4' }],
      [{ what: 'rank', value: 1, key: 'o6' }],
      [],
    ]);
  });
  it('the flat data set gives labels as parallel lists', () => {
    const turns = turnsAt(oasst, 1);
    expect(turns.map((turn) => turn.labels)).toEqual([
      [
        { what: 'spam', value: 0, comment: 3, key: 'f2' },
        { what: 'quality', value: 0.5, comment: 3, key: 'f2' },
      ],
    ]);
  });
  it('a reply that is no object is refused', () => {
    const prompt = { role: 'prompter', text: 'a', replies: [7] };
    expect(() => turnsOf(oasst, { message_tree_id: 't', prompt })).toThrow(Unmapped);
  });
});
