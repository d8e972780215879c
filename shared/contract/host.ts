import { z } from 'zod';

/** What a person picked or dropped, as the page may know it. The path stays with the main process and the engine. */
export const granted = z.object({
  grant: z.string(),
  name: z.string(),
  /** `missing`: nothing is at the path, yet or any more; `unreadable`: the system does not let Exhibit see what is. */
  kind: z.enum(['file', 'folder', 'case', 'missing', 'unreadable']),
});
export type Granted = z.infer<typeof granted>;

export const pickPurpose = z.enum([
  'evidence',
  'reference',
  'to-map',
  'case',
  'new-case',
  'to-verify',
  'intake',
  'copy',
  'rules',
]);
export type PickPurpose = z.infer<typeof pickPurpose>;

/** The four calls that the preload script hands to the page. `Dropped` is the page's File. */
export interface HostBridge<Dropped> {
  /** Asks for a port to the engine; it arrives as a window message `{ exhibit: 'engine-port' }` with one port. */
  connect(): void;
  /** A dialog of the system. Empty where the person chose nothing. `suggested` is a name for a new case or a copy. */
  pick(purpose: PickPurpose, suggested?: string): Promise<Granted[]>;
  drop(files: readonly Dropped[]): Promise<Granted[]>;
  /** What the main process asks of the page; see hostCommand. Answers how to stop listening. */
  onCommand(listener: (command: HostCommand) => void): () => void;
}

export const hostCommand = z.discriminatedUnion('what', [
  /** A menu entry or its shortcut. */
  z.object({ what: z.literal('command'), id: z.string() }),
  /** A case or log handed over by another start of the program, or by its arguments. */
  z.object({ what: z.literal('handed'), granted: z.array(granted) }),
  z.object({ what: z.literal('sample') }),
  /** The engine ended; `again` says whether it is being started anew. */
  z.object({ what: z.literal('engine-lost'), again: z.boolean() }),
]);
export type HostCommand = z.infer<typeof hostCommand>;
