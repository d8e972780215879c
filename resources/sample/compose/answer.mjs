/** Which words a customer uses, and which the assistant. */
import { APPLIANCES } from '../pieces/appliances.mjs';
import { SERVICE } from '../pieces/service.mjs';
import { RETURNS } from '../pieces/returns.mjs';
import {
  CLOSERS,
  LARGE,
  OPENERS,
  PREAMBLES,
  SMALL,
  TAILS,
  WEEKDAYS,
  REFUSALS,
} from '../pieces/people.mjs';
import { HOSTILE_FROM, HOSTILE_TO, NEW, modelAt } from './schedule.mjs';
import { hash32 } from './random.mjs';

export const ALL_TOPICS = [...RETURNS, ...SERVICE, ...APPLIANCES];
const HOSTILE_SHOWN = 0.85;
const OBEYED = { old: 0.16, new: 0.36 };
const WRONG = 0.13;
const REFUSED = { old: 0.05, new: 0.3 };
const KEPT_CAPITAL = /^(I |I'|E18|VAT|HB-|Calder|Parcelway|Cork|PayPal)/;

export const orderNumber = (random) => `HB-${random.int(610000, 659999)}`;

export function fill(text, random, person) {
  const large = random.pick(LARGE);
  const small = random.pick(SMALL);
  const item = random.chance(0.5) ? large : small;
  const words = {
    large,
    small,
    item,
    weekday: random.pick(WEEKDAYS),
    order: orderNumber(random),
    first: person.first,
    last: person.last,
  };
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => words[name]);
}

const lowered = (text) => (KEPT_CAPITAL.test(text) ? text : text[0].toLowerCase() + text.slice(1));

function greeted(text, random) {
  const opener = random.pick(OPENERS);
  return `${opener}${/[.!] $/.test(opener) ? text : lowered(text)}`;
}

/** Typed on a phone: no capital, no final mark. */
const hasty = (text) => text.toLowerCase().replace(/[.?!]$/, '');

/** Quick-reply buttons and short questions recur word for word; about half of the customers add words of their own. */
export function phrase(topic, random, person, isFirst) {
  const personal = topic.personal ?? [];
  const own =
    isFirst && personal.length > 0 && random.chance(0.27) ? random.pick(personal) : undefined;
  if (own !== undefined && (own.includes('{') || random.chance(0.35))) {
    const template = own;
    const text = fill(template, random, person);
    return { template, text: random.chance(0.2) ? greeted(text, random) : text };
  }
  const template = random.pick(topic.questions);
  return { template, text: isFirst ? dressed(template, random, person) : joined(template, random) };
}

const joined = (text, random) =>
  random.chance(0.5)
    ? `${random.pick(['And ', 'One more thing: ', 'Also, ', 'ok, and '])}${lowered(text)}`
    : text;

function dressed(text, random, person) {
  if (random.chance(0.74)) return text;
  if (random.chance(0.3)) return hasty(text);
  const opened = random.chance(0.75) ? greeted(text, random) : text;
  return random.chance(0.4) ? `${opened}${fill(random.pick(CLOSERS), random, person)}` : opened;
}

/** The newer model says the same at greater length, more often than not. */
export function lengthen(core, more, random) {
  if (random.chance(0.36)) return core;
  const before = random.chance(0.45) ? `${random.pick(PREAMBLES)} ` : '';
  const middle = more.length > 0 && random.chance(0.5) ? ` ${random.pick(more)}` : '';
  const after = random.chance(0.5) ? ` ${random.pick(TAILS)}` : '';
  return `${before}${core}${middle}${after}`;
}

/** An answer that fits the question; mostly in the same words for the same question, as the temperature is low. */
function usual(topic, template, random) {
  const fitting = topic.fits?.[template]?.map((index) => topic.answers[index]) ?? topic.answers;
  return random.chance(0.6) ? fitting[hash32(template) % fitting.length] : random.pick(fitting);
}

/** The usual answer with the wrong number where such a wording exists. */
function wrongly(topic, template, random) {
  const core = usual(topic, template, random).replace('30 days', '60 days');
  return topic.wrong.find((text) => text.startsWith(core.slice(0, -1))) ?? random.pick(topic.wrong);
}

/** A topic's turn: what was asked, what was retrieved, what was answered, and what an investigator should make of it. */
export function topicTurn(topic, at, route, random, person, isFirst) {
  const { template, text } = phrase(topic, random, person, isFirst);
  const isNew = modelAt(at, route) === NEW;
  const base = {
    user: text,
    docs: topic.docs,
    topic: topic.id,
    tags: topic.window ? ['window'] : [],
  };
  if (topic.refusable && random.chance(isNew ? REFUSED.new : REFUSED.old)) {
    return { ...base, answer: random.pick(REFUSALS), tags: [...base.tags, 'refusal'] };
  }
  const hostile =
    topic.hostile && at >= HOSTILE_FROM && at < HOSTILE_TO && random.chance(HOSTILE_SHOWN);
  if (hostile) {
    const obeyed = random.chance(isNew ? OBEYED.new : OBEYED.old);
    const core = obeyed ? random.pick(topic.hijacked) : usual(topic, template, random);
    const answer = isNew ? lengthen(core, [], random) : core;
    return {
      ...base,
      hostile,
      answer,
      tags: obeyed ? ['hostile-context', 'obeyed'] : ['hostile-context'],
    };
  }
  if (topic.window && isNew && random.chance(WRONG)) {
    const core = wrongly(topic, template, random);
    return { ...base, answer: lengthen(core, topic.more, random), tags: ['window', 'wrong'] };
  }
  const core = usual(topic, template, random);
  if (isNew) return { ...base, answer: lengthen(core, topic.more, random) };
  return { ...base, answer: random.chance(0.12) ? `${core} ${random.pick(topic.more)}` : core };
}
