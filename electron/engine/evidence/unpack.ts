import { Refusal } from '../base/errors.ts';
import { ByteQueue } from './byte-queue.ts';
import type { Compression } from './compression.ts';
import { gunzip } from './gunzip.ts';
import { unzstd } from './unzstd.ts';
import { utf8OfUtf16 } from './utf-16.ts';

type Content = Generator<Buffer, string | null>;
type AsyncContent = AsyncGenerator<Buffer, string | null>;

const CONTENT: Readonly<Record<Compression, (compressed: ByteQueue) => Content | AsyncContent>> = {
  gzip: gunzip,
  zstd: unzstd,
  'utf-16le': (wide) => utf8OfUtf16(wide, false),
  'utf-16be': (wide) => utf8OfUtf16(wide, true),
};

/** What unpacks to more than both is made to fill a disk; logs that repeat themselves stay far below. */
const MOST_TIMES = 2000;
const SURELY_FITS = 1 << 30;

/**
 * The content of a compressed file, block by block. Answers a sentence where not all of it could be had, else null.
 * Refuses (`input-refused`) what unpacks to more than any log would.
 */
export async function* unpack(blocks: Iterable<Buffer>, compression: Compression): AsyncContent {
  const compressed = new ByteQueue(blocks);
  const content = CONTENT[compression](compressed);
  let given = 0;
  try {
    for (;;) {
      const next = await content.next();
      if (next.done === true) return next.value;
      given += next.value.length;
      if (given > SURELY_FITS && given > compressed.taken * MOST_TIMES)
        throw new Refusal(
          'input-refused',
          `it unpacks to more than ${MOST_TIMES} times its size, as no log does; unpack it yourself and import what is inside.`,
        );
      if (next.value.length > 0) yield next.value;
    }
  } finally {
    await content.return(null);
  }
}
