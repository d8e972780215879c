import { Refusal, reasonOf, systemCode } from './errors.ts';

/** The disk is full, the user's share of it, or what the system lets one file grow to. */
const NO_ROOM: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const IN_WORDS = /no space left on device|disk quota exceeded|file too large/i;

/** Whether the system had no room for what was to be written: Node says so by a code, DuckDB in words. */
export const isNoRoom = (code: string | null | undefined, words: string): boolean =>
  NO_ROOM.includes(code ?? '') || IN_WORDS.test(words);

/** Whether it was thrown for want of room, in whatever words. */
export const isForRoom = (error: unknown): boolean =>
  error instanceof Refusal
    ? error.code === 'no-room'
    : isNoRoom(systemCode(error), reasonOf(error));

export const noRoomFor = (name: string): string =>
  `${name} is not imported: the disk is full, and the case is as it was before; make room and import it again.`;
