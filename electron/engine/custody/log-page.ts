import type { CustodyKind, CustodyLine, CustodyPage } from '../../../shared/domain/custody-log.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { type ChainEntry, readChain } from './chain.ts';

export interface CustodyAsked {
  /** Words that a line must hold, all of them; letter case is ignored. */
  readonly words: string;
  readonly kind: CustodyKind;
  readonly offset: number;
  readonly limit: number;
}

/** A page of the custody log, newest first. The chain is checked whenever it is read. */
export function custodyLogPage(path: string, asked: CustodyAsked): CustodyPage {
  const { entries, head, fault } = readChain(path);
  const names = namesByJob(entries);
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  const matched = entries
    .filter(({ act }) => BELONGS[asked.kind](act))
    .map((entry) => lineOf(entry, names))
    .filter((line) => {
      const text = `${line.what} ${line.of} ${line.line}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .reverse();
  return {
    total: entries.length,
    matched: matched.length,
    offset: asked.offset,
    lines: matched.slice(asked.offset, asked.offset + asked.limit),
    head,
    fault,
  };
}

const BELONGS: Readonly<Record<CustodyKind, (act: string) => boolean>> = {
  all: () => true,
  intake: (act) => /^(case|import|reference)\./.test(act),
  issued: (act) => act.startsWith('report.'),
};

function lineOf(entry: ChainEntry, names: ReadonlyMap<unknown, string>): CustodyLine {
  const { seq, at, actor, act, data, hash, prev } = entry;
  return {
    seq,
    at,
    actor,
    what: act.replaceAll(/[._]/g, ' '),
    of: nameIn(data) ?? names.get(data['job_no']) ?? '',
    hash,
    prev,
    // The chain holds only lines in canonical form, so this is the line itself.
    line: canonicalJson(entry),
  };
}

/** What ended a job names it by its number; what began it says on what. */
function namesByJob(entries: readonly ChainEntry[]): ReadonlyMap<unknown, string> {
  return new Map(
    entries.flatMap(({ data }) => {
      const name = nameIn(data);
      return name === null || typeof data['job_no'] !== 'number' ? [] : [[data['job_no'], name]];
    }),
  );
}

function nameIn(data: ChainEntry['data']): string | null {
  for (const key of ['report_id', 'title', 'name']) {
    const value = data[key];
    if (typeof value === 'string') return value;
  }
  const { rules, checks } = data;
  if (Array.isArray(rules)) return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
  return typeof checks === 'number' ? `${checks} checks` : null;
}
