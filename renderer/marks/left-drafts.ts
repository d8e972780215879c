import { useState } from 'react';

/** What stands in a dialog, how it is changed, and how it is forgotten once it was written. */
type LeftDraft<Draft> = readonly [draft: Draft, change: (next: Draft) => void, forget: () => void];

/**
 * What was typed into dialogs that were left without writing it, by what they ask: it stands there when the same is asked
 * again. `first` is what stands there otherwise, and where what was left is not worth keeping.
 */
export function leftDrafts<Draft>(
  isWorthKeeping: (draft: Draft) => boolean,
): (key: string, first: Draft) => LeftDraft<Draft> {
  const left = new Map<string, Draft>();
  return function useLeftDraft(key, first) {
    const [draft, setDraft] = useState(left.get(key) ?? first);
    const change = (next: Draft): void => {
      if (isWorthKeeping(next)) left.set(key, next);
      else left.delete(key);
      setDraft(next);
    };
    return [draft, change, () => void left.delete(key)];
  };
}
