import type { Place } from '../../../shared/domain/place.ts';
import type { ReportExtract } from '../../../shared/domain/report-extract.ts';
import { stockCommand } from '../evidence/stock-command.ts';
import type { EvidenceStore } from '../evidence/store.ts';

type Citation = ReportExtract['citations'][number];

/** Collects what a report cites; the same thing cited twice has one id. */
export class CitationTable {
  private readonly ids = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly entries: Citation[] = [];
  private readonly casePath: string;
  private readonly evidence: EvidenceStore;

  /** `casePath` is how commands name the case: CASE, so that no path of a machine stands in a report. */
  constructor(casePath: string, evidence: EvidenceStore) {
    this.casePath = casePath;
    this.evidence = evidence;
  }

  record(place: Place): string {
    const command = stockCommand(this.evidence, place);
    return this.add('R', `${place.evidence} ${place.ordinal}`, {
      kind: 'record',
      label: `${place.name}, record ${place.ordinal}`,
      place,
      ...(command === null ? {} : { command }),
    });
  }

  /** A number that a SELECT gives again. */
  sql(label: string, select: string): string {
    return this.add('Q', select, {
      kind: 'query',
      label,
      command: `exhibit sql ${this.casePath} ${quoted(oneLine(select))}`,
    });
  }

  /** Turns that a filter gives again. */
  filter(label: string, filter: string): string {
    return this.add('Q', filter, {
      kind: 'query',
      label,
      command: `exhibit search ${this.casePath} ${quoted(filter)}`,
    });
  }

  command(label: string, command: string): string {
    return this.add('Q', command, { kind: 'query', label, command });
  }

  exhibit(number: number, label: string, place: Place): string {
    return this.own(`E-${number}`, { kind: 'exhibit', label, place });
  }

  /** An exhibit that is no record: the command shows it again. */
  referenceExhibit(number: number, label: string, command: string): string {
    const id = `E-${number}`;
    if (!this.ids.has(id)) {
      this.ids.set(id, id);
      this.entries.push({ id, kind: 'exhibit', label, command });
    }
    return id;
  }

  /** One hit of a rule. */
  finding(number: number, label: string, place: Place): string {
    return this.own(`F-${number}`, { kind: 'finding', label, place });
  }

  /** What has a handle of its own keeps it. */
  private own(
    id: string,
    { kind, label, place }: { kind: Citation['kind']; label: string; place: Place },
  ): string {
    if (!this.ids.has(id)) {
      this.ids.set(id, id);
      const command = stockCommand(this.evidence, place);
      this.entries.push({
        id,
        kind,
        label,
        place,
        ...(command === null ? {} : { command }),
      });
    }
    return id;
  }

  custody(entry: number, label: string): string {
    return this.add(
      'C',
      `custody ${entry}`,
      { kind: 'custody', label: `entry ${entry} of the custody log: ${label}` },
      entry,
    );
  }

  /** In order of kind and number. */
  list(): Citation[] {
    const key = ({ id }: Citation): [string, number] => [
      id.split('-')[0] ?? '',
      Number(id.split('-')[1]),
    ];
    return [...this.entries].sort((a, b) => {
      const [[letterA, numberA], [letterB, numberB]] = [key(a), key(b)];
      return letterA === letterB ? numberA - numberB : letterA < letterB ? -1 : 1;
    });
  }

  private add(
    letter: string,
    key: string,
    citation: Omit<Citation, 'id'>,
    number?: number,
  ): string {
    const known = this.ids.get(`${letter} ${key}`);
    if (known !== undefined) return known;
    const next = number ?? (this.counts.get(letter) ?? 0) + 1;
    this.counts.set(letter, next);
    const id = `${letter}-${next}`;
    this.ids.set(`${letter} ${key}`, id);
    this.entries.push({ id, ...citation });
    return id;
  }
}

const oneLine = (sql: string): string => sql.replace(/\s+/g, ' ').trim();

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
