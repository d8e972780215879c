const LF = 0x0a;
const CR = 0x0d;

/** Whether lines of a text end in carriage returns alone, as its beginning shows: then all of them are one to us. */
export function endsLinesInCr(head: Buffer): boolean {
  if (head.includes(LF)) return false;
  const first = head.indexOf(CR);
  return first > 0 && head.subarray(first).some((byte) => byte > 0x20);
}

/** Why such a text is not read, and how to make one that is. */
export const CR_LINES =
  "its lines end in carriage returns alone, and records are told by line feeds; make a copy by tr '\\r' '\\n' < FILE > COPY and import that";
