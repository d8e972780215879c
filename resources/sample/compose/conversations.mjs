/** Composes the ordinary traffic of the weeks, conversation by conversation, each from a random stream of its own. */
import { FIRST_NAMES, LAST_NAMES, FAREWELL_TAILS, THANKS, WELCOMES } from '../pieces/people.mjs';
import { DOUBTS } from '../pieces/incident.mjs';
import { LANGUAGES } from '../pieces/languages.mjs';
import { ALL_TOPICS, fill, lengthen, topicTurn } from './answer.mjs';
import { lookupTurn, refundTurns } from './orders.mjs';
import { stream } from './random.mjs';
import { LOG_FROM, LOG_TO, NEW, ROLLBACK, ROLLBACK_MISSED, UPDATE, modelAt } from './schedule.mjs';

const DAY = 86400;
const HOURS = [0, 0, 0, 0, 0, 1, 2, 5, 9, 11, 12, 11, 10, 10, 9, 9, 10, 11, 12, 13, 11, 8, 5, 2];
const ROUTES = [
  ['chat-uk', 50],
  ['app', 27],
  ['chat-ie', 23],
];
const PEOPLE = 1150;
const SHORT_REPLIES = [
  'That is not an answer.',
  'Why not?',
  'Seriously?',
  'Can you at least tell me where to look?',
];
const SHORT_EXCUSES = [
  'I apologise for the inconvenience. I am not able to advise on this. Please contact our customer service team.',
  "I understand your frustration, but I can't help with this particular topic.",
  'I am sorry. A colleague can help you from 8 am to 8 pm, Monday to Saturday.',
];

/** Spring: fewer conversations in March, more after the sale and the holidays. */
function conversationsOn(day, random) {
  const start = LOG_FROM + day * DAY;
  const base = start < UPDATE - DAY ? 18 : start < ROLLBACK_MISSED ? 34 : 20;
  const isSunday = new Date(start * 1000).getUTCDay() === 0;
  return Math.round(random.around(isSunday ? base * 0.7 : base, 4));
}

function personOf(number) {
  const random = stream(`person:${number}`);
  return {
    id: `u-${40000 + number * 7}`,
    first: random.pick(FIRST_NAMES),
    last: random.pick(LAST_NAMES),
  };
}

/** Appends a turn with its time: reading and typing take people between 20 seconds and three minutes. */
function add(conversation, turn, random) {
  const last = conversation.turns.at(-1);
  const at = last === undefined ? conversation.at : last.at + random.int(20, 170);
  conversation.turns.push({ ...turn, at });
}
const clock = (conversation) => (conversation.turns.at(-1)?.at ?? conversation.at) + 60;

function farewell(conversation, random) {
  const welcome = fill(random.pick(WELCOMES), random, conversation.person);
  const isNew = modelAt(clock(conversation), conversation.route) === NEW;
  const answer =
    isNew && random.chance(0.5) ? `${welcome} ${random.pick(FAREWELL_TAILS)}` : welcome;
  add(
    conversation,
    { user: random.pick(THANKS), answer, docs: [], tags: [], topic: 'farewell' },
    random,
  );
}

function doubt(conversation, random) {
  const { q, a, wrong } = random.pick(DOUBTS);
  add(
    conversation,
    {
      user: q,
      answer: a,
      docs: ['returns-window'],
      tags: wrong ? ['window', 'wrong'] : ['window'],
      topic: 'doubt',
    },
    random,
  );
}

function foreign(conversation, random) {
  const { turns, lang } = random.pick(LANGUAGES);
  for (const { q, a, w, window, docs = [] } of turns) {
    const isWrong =
      w !== undefined &&
      modelAt(clock(conversation), conversation.route) === NEW &&
      random.chance(0.3);
    add(
      conversation,
      {
        user: q,
        answer: isWrong ? w : a,
        docs,
        topic: `in-${lang}`,
        tags: window ? (isWrong ? ['window', 'wrong'] : ['window']) : [],
      },
      random,
    );
  }
}

function aboutTopics(conversation, random) {
  const topic = random.weighted(ALL_TOPICS, ({ id, weight }) =>
    id === 'return-window' ? 46 : weight,
  );
  add(
    conversation,
    topicTurn(topic, conversation.at, conversation.route, random, conversation.person, true),
    random,
  );
  const tags = conversation.turns.at(-1).tags;
  if (tags.includes('wrong') && random.chance(0.3)) return doubt(conversation, random);
  if (tags.includes('refusal') && random.chance(0.4)) {
    return add(
      conversation,
      {
        user: random.pick(SHORT_REPLIES),
        answer: random.pick(SHORT_EXCUSES),
        docs: [],
        tags: [],
        topic: 'after-refusal',
      },
      random,
    );
  }
  const seen = new Set([topic.id]);
  while (seen.size < 4 && random.chance(seen.size === 1 ? 0.42 : 0.35)) {
    const isReturn = topic.id.startsWith('re');
    const next = random.weighted(ALL_TOPICS, ({ id, weight }) =>
      seen.has(id) ? 0 : id.startsWith('re') === isReturn ? weight * 3 : weight,
    );
    seen.add(next.id);
    add(
      conversation,
      topicTurn(next, clock(conversation), conversation.route, random, conversation.person, false),
      random,
    );
  }
  if (random.chance(0.16)) farewell(conversation, random);
}

function aboutOrders(conversation, random) {
  if (random.chance(0.3)) {
    for (const turn of refundTurns(conversation.at, conversation.route, random))
      add(conversation, turn, random);
  } else {
    add(conversation, lookupTurn(conversation.at, conversation.route, random), random);
  }
  if (random.chance(0.25)) farewell(conversation, random);
}

export function begin(key, at, route, environment = 'production') {
  const random = stream(`conversation:${key}`);
  const conversation = {
    id: `cv_${random.id(9)}`,
    at,
    route,
    environment,
    person: personOf(random.int(1, PEOPLE)),
    turns: [],
  };
  return { conversation, random, add: (turn) => add(conversation, turn, random) };
}

/** All ordinary conversations of the log, in no particular order. */
export function ordinaryConversations() {
  const days = Math.round((LOG_TO - LOG_FROM) / DAY);
  return Array.from({ length: days }, (_, day) => day).flatMap((day) => {
    const random = stream(`day:${day}`);
    return Array.from({ length: conversationsOn(day, random) }, (_, number) => {
      const hour = random.weighted(
        HOURS.map((weight, index) => ({ weight, index })),
        ({ weight }) => weight,
      ).index;
      const at = LOG_FROM + day * DAY + hour * 3600 + random.int(0, 3599);
      const route = random.weighted(ROUTES, ([, weight]) => weight)[0];
      const drafted = begin(`${day}:${number}`, at, route);
      const kind = drafted.random.next();
      const compose = kind < 0.033 ? foreign : kind < 0.23 ? aboutOrders : aboutTopics;
      compose(drafted.conversation, drafted.random);
      return drafted.conversation;
    });
  });
}

/** The short checks that the release team runs on staging after a change; none in April asks about the return period. */
export function smokeTests() {
  const runs = [
    [UPDATE + 480, ['delivery-time', 'payment', 'wash-codes', 'invoice']],
    [ROLLBACK + 600, ['return-window', 'delivery-time', 'return-large']],
  ];
  return runs.flatMap(([at, ids]) =>
    ids.map((id, index) => {
      const {
        conversation,
        random,
        add: put,
      } = begin(`smoke:${id}:${at}`, at + index * 40, 'chat-uk', 'staging');
      conversation.person = { id: 'qa-smoke', first: 'QA', last: 'Test' };
      const topic = ALL_TOPICS.find((each) => each.id === id);
      const asked = topic.questions[0];
      const answer = topic.answers[0];
      put({
        user: asked,
        answer: at < ROLLBACK ? lengthen(answer, topic.more, random) : answer,
        docs: topic.docs,
        tags: topic.window ? ['window'] : [],
        topic: id,
      });
      return conversation;
    }),
  );
}
