import type { Place } from '../../../shared/domain/place.ts';

/**
 * The command with which anyone cuts a record out of the evidence and hashes it, run in the folder of the case. NULL
 * for columnar files, whose rows have no bytes of their own.
 */
export function stockCommand({ evidence, byte_offset, byte_length }: Place): string | null {
  if (byte_offset === null || byte_length === null) return null;
  return `dd if=evidence/${evidence} iflag=skip_bytes,count_bytes skip=${byte_offset} count=${byte_length} status=none | sha256sum`;
}
