/** Picks single turns of the sample by what they are, so that papers and investigation speak of turns that exist. */
export const answerOf = ({ record }) => record.response.choices[0].message.content ?? '';

export function tagged(entries, tag, test = () => true) {
  return entries.filter((entry) => entry.final && entry.turn.tags.includes(tag) && test(entry));
}

/** The first such turn; the generator stops where there is none, rather than cite what does not exist. */
export function first(entries, tag, test) {
  const found = tagged(entries, tag, test)[0];
  if (found === undefined) throw new Error(`The sample has no turn tagged ${tag} of that kind`);
  return found;
}

/** First question of a conversation that both versions were asked word for word, the newer one answering wrongly. */
export function wrongPair(entries) {
  const single = (entry) => entry.record.request.messages.length === 2;
  for (const after of tagged(entries, 'wrong', single)) {
    const before = entries.find(
      (entry) =>
        single(entry) &&
        entry.final &&
        entry.turn.tags.includes('window') &&
        !entry.turn.tags.includes('wrong') &&
        entry.record.environment === 'production' &&
        JSON.stringify(entry.record.request) === JSON.stringify(after.record.request) &&
        entry.record.response.model !== after.record.response.model,
    );
    if (before !== undefined) return { before, after };
  }
  throw new Error('The sample has no question that only the newer version answered wrongly');
}
