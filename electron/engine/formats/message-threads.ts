/**
 * The messages that one record has spelled out so far, thread by thread. Logs that give every call of a conversation
 * with its whole history repeat each message many times; what a call repeats of an earlier one is its history, and
 * only what is new is emitted with it, so that each message stands once.
 */
export class MessageThreads {
  private readonly threads: string[][] = [];

  /** How many of the first messages, told apart by their keys, some earlier call of the record has had in this order. */
  known(keys: readonly string[]): number {
    return this.threads.reduce((most, thread) => Math.max(most, commonStart(thread, keys)), 0);
  }

  /** Notes what a call was given and what it answered. */
  add(keys: readonly string[]): void {
    const extended = this.threads.findIndex(
      (thread) => commonStart(thread, keys) === thread.length,
    );
    if (extended < 0) this.threads.push([...keys]);
    else this.threads[extended] = [...keys];
  }
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at < length && one[at] === other[at]) at++;
  return at;
}
