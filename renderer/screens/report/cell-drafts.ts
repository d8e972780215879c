import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';

/** What was typed into a field of the report and is not entered yet. */
export interface CellDraft {
  readonly text: string;
  /** What the field said when it was begun, or was shown to say since. */
  readonly base: string;
  /** What of it is being entered. */
  readonly sent: string | undefined;
}

/** Drafts by case and field: they outlive the screen and a refusal. */
const useDrafts = create<{ readonly drafts: ReadonlyMap<string, CellDraft> }>(() => ({
  drafts: new Map(),
}));

/** Where what is typed into a field of a case is kept. The first word of a name is the field of the report. */
export const cellKey = (caseKey: string, name: string): string => `${name}\n${caseKey}`;

export const draftAt = (key: string): CellDraft | undefined => useDrafts.getState().drafts.get(key);
export const useDraftAt = (key: string): CellDraft | undefined =>
  useDrafts(({ drafts }) => drafts.get(key));

export function putDraft(key: string, draft: CellDraft | null): void {
  useDrafts.setState(({ drafts }) => {
    const next = new Map(drafts);
    if (draft === null) next.delete(key);
    else next.set(key, draft);
    return { drafts: next };
  });
}

/** Fields of the report of a case in which something is typed that is not entered, nor being entered. */
export function useWaitingFields(caseKey: string): readonly string[] {
  return useDrafts(
    useShallow(({ drafts }) => {
      const typed = [...drafts].flatMap(([key, { sent }]) => (sent === undefined ? [key] : []));
      const ofCase = typed.filter((key) => key.endsWith(`\n${caseKey}`));
      return [...new Set(ofCase.map((key) => key.split(/[ \n]/, 1).join('')))];
    }),
  );
}

type DraftState = 'none' | 'typed' | 'sent';

/** Of each group of fields: whether something is typed in one, or being entered. */
export function useDraftStates(groups: readonly (readonly string[])[]): readonly DraftState[] {
  return useDrafts(
    useShallow(({ drafts }) =>
      groups.map((keys): DraftState => {
        const found = keys.flatMap((key) => drafts.get(key) ?? []);
        if (found.length === 0) return 'none';
        return found.some(({ sent }) => sent !== undefined) ? 'sent' : 'typed';
      }),
    ),
  );
}

/** Whether the field came to say something else than was looked at: then what was typed is not written over it. */
export function isChangedUnder({ text, base, sent }: CellDraft, saved: string): boolean {
  return [text, base, sent].every((known) => known === undefined || !isSaid(known, saved));
}

export const isSaid = (one: string, other: string): boolean => one.trim() === other.trim();
