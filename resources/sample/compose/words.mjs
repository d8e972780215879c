/** Numbers as a report writes them. */
const SMALL = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

export const inWords = (number) => SMALL[number] ?? String(number);
export const sentence = (text) => text[0].toUpperCase() + text.slice(1);
export const pounds = (amount) => `£${amount.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
export const spokenDay = (isoText) =>
  `${Number(isoText.slice(8, 10))} ${isoText.slice(5, 7) === '03' ? 'March' : 'April'}`;
