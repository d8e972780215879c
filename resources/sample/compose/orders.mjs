/** Conversations in which the assistant looks up an order or creates a refund. */
import { ORDER_PREAMBLES, PRODUCTS, TAILS } from '../pieces/people.mjs';
import { NEW, iso, modelAt } from './schedule.mjs';
import { orderNumber } from './answer.mjs';

const ASKED = [
  'Where is my order {order}?',
  'Can you check order {order} for me?',
  '{order} please, when does it come?',
  'Has {order} been dispatched yet?',
  "Tracking for {order} hasn't moved since yesterday.",
  'what is happening with {order}',
  'Hi, could you look up {order}? I need to plan my day.',
  'Is {order} still coming today?',
  'I ordered a {product} ({order}) and heard nothing since.',
  'Any news on {order}?',
  '{order}, expected on Friday, still nothing. Where is it?',
  'Could you tell me whether {order} has left you?',
  'Need to know if someone must be in for {order}',
  'The map shows the van in the next street for an hour. {order}. Is it stuck?',
  'Hello, order {order}, a {product} for my father. When will he get it?',
  'My order number is {order}. When will the {product} be here?',
];
const STATUS = {
  'in transit': [
    '{order} ({product}) left our warehouse and is on its way with {carrier}. It should be with you by {eta}.',
    'Your {product} is on its way with {carrier} and due on {eta}.',
  ],
  'out for delivery': [
    'Good news: {order} is out for delivery today with {carrier}.',
    'The {product} is on the van right now. {carrier} expects to be with you today.',
  ],
  delivered: [
    'According to {carrier}, your {product} was delivered on {eta}. If you cannot find it, please ask your neighbours first and then come back to me.',
    '{order} is marked as delivered on {eta}. Was it left with a neighbour, perhaps?',
  ],
  processing: [
    '{order} is being packed and should leave the warehouse tomorrow; you can expect it on {eta}.',
    'We are still packing your {product}. Expected delivery is {eta}.',
  ],
  delayed: [
    'I am sorry, your {product} is delayed at the depot. The new date is {eta}.',
    '{order} is running late, sorry. {carrier} now expects to deliver it on {eta}.',
  ],
};
const RETURN_ASKED = [
  'I would like to return the {product} from order {order}.',
  'Please refund order {order}, I do not need the {product} any more.',
  'Can you start a return for {order}?',
  'The {product} ({order}) is not for me. I want my money back.',
  'hi i want to send {order} back',
  'The {product} is not what we imagined. {order}, can it go back?',
  'Return for {order} please, {product}, not opened.',
  'Found a {product} in the family that nobody uses, so {order} can go back. How?',
  'Wrong size, my fault. Please take back {order}.',
  'We have decided against the {product}. Order {order}. How do we get a refund?',
];
const AGREED = [
  'Yes please',
  'yes',
  'Yes, go ahead.',
  'please do',
  'Yes. Thanks',
  'ok do it',
  'Yes, that is right.',
];

const money = (amount) => `£${amount.toFixed(2)}`;
const dayOf = (at) => iso(at).slice(0, 10);
const spoken = (at) =>
  `${Number(dayOf(at).slice(8))} ${['March', 'April', 'May'][Number(dayOf(at).slice(5, 7)) - 3] ?? (dayOf(at).slice(5, 7) === '02' ? 'February' : 'January')}`;
const put = (text, words) => text.replaceAll(/\{(\w+)\}/g, (_, name) => words[name]);
const atLength = (text, random) =>
  `${random.chance(0.5) ? `${random.pick(ORDER_PREAMBLES)} ` : ''}${text}${random.chance(0.4) ? ` ${random.pick(TAILS)}` : ''}`;
const isLarge = (price) => price > 200;

export function lookupTurn(at, route, random) {
  const [product, price] = random.pick(PRODUCTS);
  const status = random.weighted(
    Object.keys(STATUS),
    (name) =>
      ({ 'in transit': 5, 'out for delivery': 3, delivered: 2, processing: 3, delayed: 2 })[name],
  );
  const eta =
    at +
    86400 *
      (status === 'delivered'
        ? -random.int(1, 3)
        : status === 'out for delivery'
          ? 0
          : random.int(1, 4));
  const words = {
    order: orderNumber(random),
    product,
    carrier: isLarge(price) ? 'our van crew' : 'Parcelway',
    eta: spoken(eta),
  };
  const answer = put(random.pick(STATUS[status]), words).replaceAll(/(^|[.] )our/g, '$1Our');
  return {
    user: put(random.pick(ASKED), words),
    steps: [
      {
        name: 'lookup_order',
        args: { order_id: words.order },
        result: {
          order_id: words.order,
          item: product,
          total: price,
          status,
          carrier: isLarge(price) ? 'Hallowby Vans' : 'Parcelway',
          date: dayOf(eta),
        },
      },
    ],
    answer: modelAt(at, route) === NEW ? atLength(answer, random) : answer,
    docs: [],
    tags: [],
    topic: 'order-lookup',
  };
}

/** Two turns: the offer, and after the customer's yes the refund. A late return is refused, or wrongly accepted. */
export function refundTurns(at, route, random) {
  const [product, price] = random.pick(PRODUCTS);
  const late = random.chance(0.25);
  const days = late ? random.int(33, 55) : random.int(2, 24);
  const delivered = at - days * 86400;
  const words = {
    order: orderNumber(random),
    product,
    amount: money(price),
    days,
    date: spoken(delivered),
  };
  const isNew = modelAt(at, route) === NEW;
  const wrong = late && isNew && random.chance(0.5);
  const lookup = {
    name: 'lookup_order',
    args: { order_id: words.order },
    result: {
      order_id: words.order,
      item: product,
      total: price,
      status: 'delivered',
      date: dayOf(delivered),
    },
  };
  const first = {
    user: put(random.pick(RETURN_ASKED), words),
    steps: [lookup],
    docs: ['returns-window', 'refund-time'],
    topic: 'order-return',
  };
  if (late && !wrong) {
    const answer = put(
      random.pick([
        'Your {product} was delivered on {date}. The return period of 30 days is over, so I cannot start a return. If it is faulty, the 2-year guarantee applies.',
        'I am sorry, but {order} was delivered on {date} and the 30 days are over. Is anything wrong with the {product}? The guarantee covers faults for 2 years.',
        '{order} arrived on {date}, {days} days ago, which is outside the 30 days. I cannot start a return for it.',
      ]),
      words,
    );
    return [{ ...first, answer: isNew ? atLength(answer, random) : answer, tags: ['window'] }];
  }
  const period = wrong ? 60 : 30;
  const offer = put(
    random.pick([
      `The {product} was delivered on {date}, so it is within the ${period} days. Shall I start the return and refund {amount} to your original payment method?`,
      `{order} arrived on {date} and can still be returned (${period} days). Would you like me to register a refund of {amount}?`,
      `You received the {product} on {date}; that is inside our ${period} days. I can register the refund of {amount} now, shall I?`,
    ]),
    words,
  );
  const refund = `RF-${random.int(20000, 89999)}`;
  const create = {
    name: 'create_refund',
    args: { order_id: words.order, amount: price, reason: 'changed mind' },
    result: { refund_id: refund, status: 'created', amount: price },
  };
  const done = put(
    random.pick([
      `Done. Your refund of {amount} is registered as ${refund} and will be made within 5 working days of the {product} reaching us.`,
      `I have registered it under ${refund}. The label is in My orders; the refund of {amount} follows within 5 working days of arrival.`,
    ]),
    words,
  );
  return [
    {
      ...first,
      answer: isNew ? atLength(offer, random) : offer,
      tags: wrong ? ['window', 'wrong'] : ['window'],
    },
    {
      user: random.pick(AGREED),
      steps: [create],
      answer: done,
      docs: [],
      tags: wrong ? ['late-refund'] : [],
      topic: 'refund',
      pounds: wrong ? price : 0,
    },
  ];
}
