import { Refusal } from '../base/errors.ts';
import { repairedBy } from '../repair/rule.ts';
import { ruleOf } from '../repair/rules.ts';
import type { OrderedRepair, Parsed } from './protocol.ts';

/** A record as a rule mends it, before it is read. */
export interface Mended {
  readonly repair: OrderedRepair;
  readonly bytes: Buffer;
  /** What the rule closed, added, dropped. */
  readonly said: string;
  /** The same with the rule, as it is noted on the record. */
  readonly note: string;
}

/** How records say that they are read as a rule mends them. */
export const repairNote = (rule: string, version: number, said: string): string =>
  `repaired by ${rule} (version ${version}): ${said}`;

/** The repairs of one file, each asked for at its record; what does not come about is refused, never passed over. */
export class Repairs {
  readonly done: Parsed['repaired'] = [];
  private readonly file: string;
  private readonly byOrdinal: Map<number, OrderedRepair>;

  constructor(file: string, repairs: readonly OrderedRepair[]) {
    this.file = file;
    this.byOrdinal = new Map(repairs.map((repair) => [repair.ordinal, repair]));
  }

  /** The record mended, where it is to be; `sha256` of its bytes has one character for each byte. */
  mended(ordinal: number, sha256: string, bytes: Buffer | null): Mended | null {
    const repair = this.byOrdinal.get(ordinal);
    if (repair === undefined) return null;
    if (Buffer.from(sha256, 'latin1').toString('hex') !== repair.sha256)
      throw this.refusal(repair, 'its bytes are not those that were repaired');
    const rule = ruleOf(repair.rule, repair.version);
    if (rule === undefined) throw this.refusal(repair, 'this Exhibit does not know the rule');
    const made = bytes === null ? null : repairedBy(rule, bytes);
    if (made === null) throw this.refusal(repair, 'the rule does not apply to it');
    const note = repairNote(rule.name, rule.version, made.said);
    return { repair, bytes: made.bytes, said: made.said, note };
  }

  /** Ends the derivation: even so mended the record cannot be read. */
  refuse({ repair }: Mended, reason: string): never {
    throw this.refusal(repair, reason);
  }

  took(record_id: number, { repair: { ordinal }, said }: Mended): void {
    this.byOrdinal.delete(ordinal);
    this.done.push({ record_id, ordinal, said });
  }

  /** Called when the file was read to its end. */
  refuseLeft(): void {
    for (const repair of this.byOrdinal.values())
      throw this.refusal(repair, 'the file has no such record that could be repaired');
  }

  private refusal({ ordinal, rule, version }: OrderedRepair, why: string): Refusal {
    return new Refusal(
      'input-refused',
      `Record ${ordinal} of ${this.file} cannot be repaired by ${rule} (version ${version}): ${why}.`,
    );
  }
}
