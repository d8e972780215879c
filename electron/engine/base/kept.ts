/**
 * The latest answer to one question, found once however many wait for it, as long as its key stays the same. A failure
 * is not kept.
 */
export class Kept<Answer> {
  private latest: { readonly key: string; readonly answer: Promise<Answer> } | null = null;

  get(key: string, find: () => Promise<Answer>): Promise<Answer> {
    if (this.latest?.key === key) return this.latest.answer;
    const latest = { key, answer: find() };
    this.latest = latest;
    latest.answer.catch(() => {
      if (this.latest === latest) this.latest = null;
    });
    return latest.answer;
  }
}
