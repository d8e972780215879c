import { create } from 'zustand';
import { troubleOf } from '../../engine-client/trouble.ts';
import { changeCause } from './cause-acts.ts';

interface Draft {
  readonly text: string;
  /** Why it was not saved, in one sentence. */
  readonly error: string | undefined;
  readonly isSaving: boolean;
  /** What stood in the log when it was begun, or was shown to stand since. */
  readonly seen: string;
  /** What somebody else made of it meanwhile: then it is not written over by merely leaving the field. */
  readonly standing: string | null;
}

/** Rationales that were written and are not yet acts, by case and cause: they outlive the row, the screen, a refusal. */
const useDrafts = create<{ readonly drafts: ReadonlyMap<string, Draft> }>(() => ({
  drafts: new Map(),
}));

export interface RationaleOf {
  /** Where the case lies: a copy of it is another. */
  readonly case_path: string;
  readonly cause_no: number;
  /** As it stands in the log. */
  readonly rationale: string;
}

const keyOf = ({ case_path, cause_no }: RationaleOf): string =>
  JSON.stringify([case_path, cause_no]);

const draftOf = (of: RationaleOf): Draft | undefined => useDrafts.getState().drafts.get(keyOf(of));

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

export function writeDraft(of: RationaleOf, text: string): void {
  const { seen = of.rationale, standing = null } = draftOf(of) ?? {};
  put(
    of,
    text === of.rationale ? null : { text, error: undefined, isSaving: false, seen, standing },
  );
}

export const dropDraft = (of: RationaleOf): void => put(of, null);

/** The field is left: what nobody changed meanwhile is saved. */
export function leaveDraft(of: RationaleOf): void {
  if (draftOf(of)?.standing === null) saveDraft(of);
}

/** Makes the draft one act. What says the same as before is none; what is refused stays, with the reason. */
export function saveDraft(of: RationaleOf): void {
  const draft = draftOf(of);
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
  const { cause_no, case_path } = of;
  changeCause({ cause_no, case_path, rationale: text, seen_rationale: draft.seen }).then(
    () => {
      // What was typed meanwhile is a draft still, of what was written now.
      const now = draftOf(of);
      if (now === undefined) return;
      put(of, now.isSaving ? null : { ...now, seen: text, standing: null });
    },
    (error: unknown) => {
      const { sentence, code, detail } = troubleOf(error);
      const now = { ...(draftOf(of) ?? draft), isSaving: false, error: sentence };
      put(
        of,
        code === 'changed-meanwhile' && detail !== null
          ? { ...now, seen: detail, standing: detail }
          : now,
      );
    },
  );
}
