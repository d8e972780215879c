import type { Place } from '../../../shared/domain/place.ts';
import { compressionOfEvidence } from './compression.ts';

/**
 * The command with which anyone cuts a record out of the evidence and hashes it, run in the folder of the case. NULL
 * for columnar files, whose rows have no bytes of their own. `folder` is where the evidence lies: how a file is packed
 * is told by its first bytes. Throws what the system says where it is gone.
 */
export function stockCommand(
  folder: string,
  { evidence, byte_offset, byte_length }: Place,
): string | null {
  if (byte_offset === null || byte_length === null) return null;
  const file = `evidence/${evidence}`;
  const cut = `skip=${byte_offset} count=${byte_length} status=none | sha256sum`;
  const compression = compressionOfEvidence(folder, evidence);
  if (compression === null) return `dd if=${file} iflag=skip_bytes,count_bytes ${cut}`;
  const unpack = compression === 'gzip' ? `gzip -dc < ${file}` : `zstd -dc < ${file}`;
  return `${unpack} | dd iflag=skip_bytes,count_bytes,fullblock ${cut}`;
}
