import { useState } from 'react';
import { troubleOf } from './trouble.ts';

/** What a dialog asks of the engine: whether it is under way, and the sentence with which it was refused last. */
export function useRequest() {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const request = (work: () => Promise<void>): void => {
    setRefusal(null);
    setBusy(true);
    work()
      .catch((failure: unknown) => setRefusal(troubleOf(failure).sentence))
      .finally(() => setBusy(false));
  };
  return { isBusy, refusal, request };
}
