import { z } from 'zod';

// Compiling a parser for a schema takes longer than a start saves with it. Imported before any schema is made; rooms that
// are loaded later, with many rows to read, compile theirs (see `compileSchemas`).
z.config({ jitless: true });

/** From now on, schemas that are made compile their parsers. */
export function compileSchemas(): void {
  z.config({ jitless: false });
}
