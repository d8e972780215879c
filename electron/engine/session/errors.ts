/** The rows of a view changed, or nobody knows it: it must be opened again. */
export class ViewLost extends Error {
  override readonly name = 'ViewLost';
}

/** A window asks for something of a case and has none open. */
export class NoCase extends Error {
  override readonly name = 'NoCase';
}
