import { create } from 'zustand';
import { troubleOf } from '../../engine-client/trouble.ts';
import { changeCause } from './cause-acts.ts';

interface Draft {
  readonly text: string;
  /** Why it was not saved, in one sentence. */
  readonly error: string | undefined;
  readonly isSaving: boolean;
}

/** Rationales that were written and are not yet acts, by case and cause: they outlive the row, the screen, a refusal. */
const useDrafts = create<{ readonly drafts: ReadonlyMap<string, Draft> }>(() => ({
  drafts: new Map(),
}));

export interface RationaleOf {
  readonly caseId: string;
  readonly cause_no: number;
  /** As it stands in the log. */
  readonly rationale: string;
}

const keyOf = ({ caseId, cause_no }: RationaleOf): string => `${caseId} ${cause_no}`;

export const useDraft = (of: RationaleOf): Draft | undefined =>
  useDrafts(({ drafts }) => drafts.get(keyOf(of)));

function put(of: RationaleOf, draft: Draft | null): void {
  useDrafts.setState(({ drafts }) => {
    const next = new Map(drafts);
    if (draft === null) next.delete(keyOf(of));
    else next.set(keyOf(of), draft);
    return { drafts: next };
  });
}

export const writeDraft = (of: RationaleOf, text: string): void =>
  put(of, text === of.rationale ? null : { text, error: undefined, isSaving: false });

/** Makes the draft one act. What says the same as before is none; what is refused stays, with the reason. */
export function saveDraft(of: RationaleOf): void {
  const draft = useDrafts.getState().drafts.get(keyOf(of));
  if (draft === undefined || draft.isSaving) return;
  const text = draft.text.trim();
  if (text === of.rationale) {
    put(of, null);
    return;
  }
  if (text === '') {
    put(of, { ...draft, error: 'Write why; to take the cause back, remove it.' });
    return;
  }
  put(of, { ...draft, isSaving: true });
  changeCause({ cause_no: of.cause_no, rationale: text }).then(
    () => {
      // What was typed meanwhile is a draft still.
      const now = useDrafts.getState().drafts.get(keyOf(of));
      if (now?.isSaving === true) put(of, null);
    },
    (error: unknown) => {
      const now = useDrafts.getState().drafts.get(keyOf(of)) ?? draft;
      put(of, { ...now, isSaving: false, error: troubleOf(error).sentence });
    },
  );
}
