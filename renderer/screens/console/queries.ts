import { create } from 'zustand';
import type { ConsoleAnswer } from '../../../shared/domain/console.ts';
import type { Chosen } from '../../design/monaco/sql-field.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useLive } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';

/** A query as it was asked. */
export interface Asked {
  readonly sql: string;
  /** Where it begins in the text of the editor: line and column from 1. */
  readonly line: number;
  readonly column: number;
  /** Number of the last job that had changed the tables then. */
  readonly tables: number | null;
}

export type Standing =
  | { readonly what: 'nothing' }
  | { readonly what: 'running'; readonly asked: Asked; readonly began: number }
  | { readonly what: 'answered'; readonly asked: Asked; readonly answer: ConsoleAnswer }
  | { readonly what: 'cancelled'; readonly asked: Asked; readonly ms: number }
  | { readonly what: 'refused'; readonly asked: Asked; readonly sentence: string };

/** What one case has on its console: kept as long as the window, whatever screen it shows. */
export interface Written {
  readonly text: string;
  /** Time limit in seconds. */
  readonly seconds: number;
  readonly standing: Standing;
  /** Newest first, each once. */
  readonly history: readonly string[];
  /** The row under the cursor. */
  readonly row: number;
}

const nothing: Written = {
  text: '',
  seconds: 60,
  standing: { what: 'nothing' },
  history: [],
  row: 0,
};
const MOST_KEPT = 20;

const useWritten = create<Readonly<Record<string, Written>>>(() => ({}));
const stops = new Map<string, AbortController>();

export const useConsole = (caseId: string): Written => useWritten((all) => all[caseId] ?? nothing);

export function change(caseId: string, to: Partial<Written>): void {
  useWritten.setState((all) => ({ [caseId]: { ...(all[caseId] ?? nothing), ...to } }));
}

const of = (caseId: string): Written => useWritten.getState()[caseId] ?? nothing;

/** Asks, unless a query is running: one answers at a time. */
export async function ask(caseId: string, { text, line, column }: Chosen): Promise<void> {
  const { standing, history, seconds } = of(caseId);
  if (standing.what === 'running' || text.trim() === '') return;
  const asked: Asked = { sql: text, line, column, tables: useLive.getState().tables };
  const stop = new AbortController();
  const began = performance.now();
  stops.set(caseId, stop);
  change(caseId, {
    standing: { what: 'running', asked, began },
    history: [text, ...history.filter((past) => past !== text)].slice(0, MOST_KEPT),
    row: 0,
  });
  change(caseId, { standing: await standingOf(asked, seconds, stop.signal, began) });
}

async function standingOf(
  asked: Asked,
  seconds: number,
  signal: AbortSignal,
  began: number,
): Promise<Standing> {
  try {
    const answer = await engine.console.run({ sql: asked.sql, seconds }, { signal });
    return { what: 'answered', asked, answer };
  } catch (error) {
    if (signal.aborted) return { what: 'cancelled', asked, ms: performance.now() - began };
    return { what: 'refused', asked, sentence: troubleOf(error).sentence };
  }
}

export function cancel(caseId: string): void {
  stops.get(caseId)?.abort();
}
