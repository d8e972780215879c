/** SQL of a text's beginning in one line: at most 120 code points, white space and control characters as one space. */
export const firstWords = (text: string): string =>
  `left(trim(regexp_replace(left(${text}, 2000), '[\\s\\p{Z}\\p{Cc}]+', ' ', 'g')), 120)`;
