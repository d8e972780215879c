import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CaseSession } from './case-session.ts';

/** A session as one holder has it: it stays open until all have released it. */
export interface HeldSession {
  readonly session: CaseSession;
  /** Another holder of the same session. */
  again(): HeldSession;
  release(): Promise<void>;
}

interface Entry {
  readonly session: Promise<CaseSession>;
  holders: number;
}

/** The open cases of this process, by where they really lie. */
export class Sessions {
  private readonly entries = new Map<string, Entry>();
  private readonly open: (path: string) => Promise<CaseSession>;

  constructor(open: (path: string) => Promise<CaseSession>) {
    this.open = open;
  }

  async hold(path: string): Promise<HeldSession> {
    const key = keyOf(path);
    const entry = this.entries.get(key) ?? { session: this.open(path), holders: 0 };
    this.entries.set(key, entry);
    entry.holders += 1;
    try {
      return this.held(key, entry, await entry.session);
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  isOpen(path: string): boolean {
    return this.entries.has(keyOf(path));
  }

  /** Whether more than one holds it. */
  isShared(path: string): boolean {
    return (this.entries.get(keyOf(path))?.holders ?? 0) > 1;
  }

  /** Whoever still holds one: it is closed all the same. */
  async closeAll(): Promise<void> {
    const open = [...this.entries.values()];
    this.entries.clear();
    for (const { session } of open) await (await session.catch(() => null))?.close();
  }

  private held(key: string, entry: Entry, session: CaseSession): HeldSession {
    let released = false;
    return {
      session,
      again: () => {
        entry.holders += 1;
        return this.held(key, entry, session);
      },
      release: async () => {
        if (released) return;
        released = true;
        entry.holders -= 1;
        if (entry.holders > 0) return;
        if (this.entries.get(key) === entry) this.entries.delete(key);
        await session.close();
      },
    };
  }
}

function keyOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
