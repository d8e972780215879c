import { filterTokens, tokenAt } from './filter-tokens.ts';

/** A filter in its colours, with the piece at `badAt` underlined; behind the end there is room for the line. */
export function FilterText({ text, badAt = null }: { text: string; badAt?: number | null }) {
  const tokens = filterTokens(text);
  const bad = badAt === null ? undefined : tokenAt(tokens, badAt);
  return (
    <>
      {tokens.map((token) => (
        <span
          key={token.from}
          className={
            token === bad ? 'is-bad' : token.kind === 'space' ? undefined : `query-${token.kind}`
          }
        >
          {text.slice(token.from, token.to)}
        </span>
      ))}
      {badAt !== null && bad === undefined ? <span className="is-bad">{'\u00a0'}</span> : null}
    </>
  );
}
