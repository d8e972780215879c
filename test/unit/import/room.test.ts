import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lackOfRoom, needOf } from '../../../electron/engine/import/room.ts';
import { temporaryFolder } from '../../fixtures/case-on-disk.ts';

const GB = 1e9;
const room = (free: number, device = 1) => ({ place: `/disk-${device}`, device, free });

test('what is needed counts copies, tables and what is unpacked', () => {
  const folder = temporaryFolder();
  const plain = join(folder, 'plain.jsonl');
  const packed = join(folder, 'packed.jsonl.gz');
  writeFileSync(plain, '{}\n'.repeat(1000));
  const bytes = gzipSync('{}\n'.repeat(1000));
  writeFileSync(packed, bytes);
  expect(needOf([plain], false)).toEqual({ copies: 3000, tables: 4e6 + 3750, unpacked: 0 });
  expect(needOf([plain], true)).toEqual({ copies: 0, tables: 4e6 + 3750, unpacked: 0 });
  expect(needOf([plain, packed], false)).toEqual({
    copies: 3000 + bytes.length,
    tables: 4e6 + 3750 + bytes.length,
    unpacked: 4 * bytes.length,
  });
});

test('the sentence names what is needed, what is free and the way out', () => {
  const need = { copies: 40 * GB, tables: 10 * GB, unpacked: 0 };
  expect(lackOfRoom(need, room(50 * GB), room(1))).toBeNull();
  expect(lackOfRoom(need, room(49.9 * GB), room(1))).toBe(
    'importing needs 50.0 GB (40.0 GB for the copy, up to 10.0 GB for the tables) where 49.9 GB are free on the disk of the case (/disk-1); nothing was written; make room, move the case to a larger disk, or import it in place, which leaves the evidence where it is, hashed and watched.',
  );
  expect(lackOfRoom({ ...need, copies: 0 }, room(9 * GB), room(1))).toBe(
    'importing needs 10.0 GB (up to 10.0 GB for the tables) where 9.0 GB are free on the disk of the case (/disk-1); nothing was written; make room, move the case to a larger disk.',
  );
  const packed = { copies: 1 * GB, tables: 1 * GB, unpacked: 4 * GB };
  expect(lackOfRoom(packed, room(5 * GB), room(5 * GB))).toContain(
    'importing needs 6.0 GB (1.0 GB for the copy, up to 1.0 GB for the tables, about 4.0 GB while unpacking)',
  );
  expect(lackOfRoom(packed, room(5 * GB), room(3 * GB, 2))).toBe(
    'unpacking needs about 4.0 GB where 3.0 GB are free for temporary files (/disk-2); nothing was written; make room there, or name another folder in TMPDIR.',
  );
});
