import type { CHECKS } from './rule.ts';

/** Tests that tell a real key, card or account from something that only looks like one. Pure. */
type Check = (typeof CHECKS)[number];

export function passes(check: Check, text: string): boolean {
  switch (check) {
    case 'entropy':
      return looksRandom(text);
    case 'luhn':
      return luhn(text.replace(/\D/g, ''));
    case 'iban':
      return iban(text.replace(/[^A-Za-z0-9]/g, '').toUpperCase());
    case 'jwt':
      return jwt(text);
    case 'phone':
      return phone(text);
    case 'link':
      return !/^https?:\/\/(?:[^/]*\.)?(?:example\.(?:com|org|net)|localhost)(?:[/:?#]|$)/i.test(
        text,
      );
  }
}

/** Shannon entropy of its characters, bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = Array.from(text).length;
  return [...counts.values()].reduce(
    (sum, count) => sum - (count / total) * Math.log2(count / total),
    0,
  );
}

/** The part after the last mark of a prefix: at least 3 bits a character, and not one that says it is none. */
function looksRandom(text: string): boolean {
  if (/x{5}|0{8}|12345678|abcdefgh|example|your[-_]|placeholder|redacted|\*{3}/i.test(text))
    return false;
  const secret = text.slice(Math.max(text.lastIndexOf('_'), text.lastIndexOf('-'), -1) + 1);
  return entropy(secret.length >= 12 ? secret : text) >= 3;
}

/** ISO/IEC 7812-1 annex B, for 13 to 19 digits that are not all equal. */
export function luhn(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (const [index, character] of digits.split('').reverse().entries()) {
    const value = Number(character) * (index % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** ISO 7064 MOD 97-10 over the rearranged account number. */
export function iban(account: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account)) return false;
  let rest = 0;
  for (const character of account.slice(4) + account.slice(0, 4))
    for (const digit of String(Number.parseInt(character, 36)))
      rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Header and payload of RFC 7519 are JSON objects, the header names an algorithm. */
function jwt(token: string): boolean {
  const [head = ''] = token.split('.');
  return Buffer.from(head, 'base64url').toString('utf8').includes('"alg"');
}

/** 9 to 15 digits (E.164) that are neither a date nor one digit repeated. */
function phone(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const isDate = /^(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}/.test(text);
  return digits.length >= 9 && digits.length <= 15 && !isDate && !/^(\d)\1*$/.test(digits);
}
