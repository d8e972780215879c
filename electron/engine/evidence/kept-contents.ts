import { closeSync } from 'node:fs';

/** A compressed file's content that was unpacked, and who reads it at the moment. */
export interface KeptContent {
  /** Where the file lies. */
  readonly folder: string;
  readonly unpacked: Promise<number>;
  users: number;
  dropped: boolean;
}

/** Unpacked files that are kept for the next question; the one that was asked for longest ago goes. */
const KEPT = 2;
const kept = new Map<string, KeptContent>();

/**
 * The content of a file: kept from before, or what `unpack` begins. It counts one reader more. `key` is another one when
 * the file was changed.
 */
export function useContent(
  folder: string,
  key: string,
  unpack: () => Promise<number>,
): KeptContent {
  const content = kept.get(key) ?? { folder, unpacked: unpack(), users: 0, dropped: false };
  content.users += 1;
  // Asked for last.
  kept.delete(key);
  kept.set(key, content);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    drop(oldest);
  }
  return content;
}

export function leaveContent(content: KeptContent): void {
  content.users -= 1;
  closeUnused(content);
}

/** Lets go of what was unpacked of the files of a folder, as when its case is closed. */
export function forgetContents(folder: string): void {
  for (const [key, content] of kept) if (content.folder === folder) drop(key);
}

/** What could not be unpacked is not kept, what is read goes when nobody reads it any more. */
export function drop(key: string): void {
  const content = kept.get(key);
  kept.delete(key);
  if (content === undefined) return;
  content.dropped = true;
  closeUnused(content);
}

function closeUnused({ dropped, users, unpacked }: KeptContent): void {
  if (!dropped || users > 0) return;
  unpacked.then(closeSync, () => undefined);
}
