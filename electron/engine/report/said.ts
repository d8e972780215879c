/** A field that was emptied says nothing, as one that was never filled. */
export const said = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text;
