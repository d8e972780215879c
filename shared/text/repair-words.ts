import type { Repair } from '../domain/repair.ts';
import { visibleLine } from './visible.ts';

/** `repaired by truncated-end (version 1): closed 1 text, 1 object`: what is read instead of a malformed record's bytes. */
export const repairWords = ({
  rule,
  rule_version,
  said,
}: Pick<Repair, 'rule' | 'rule_version' | 'said'>): string =>
  `repaired by ${rule} (version ${rule_version}): ${visibleLine(said)}`;

/** The same with who repaired it, when and why, in full sentences. */
export const repairSentences = (repair: Repair): string =>
  `This record is malformed in the evidence and was ${repairWords(repair)}. ${visibleLine(repair.repaired_by)} did so at ${repair.repaired_at} (${visibleLine(repair.reason)}). The evidence, and the hash of the record, are those of its raw bytes.`;
