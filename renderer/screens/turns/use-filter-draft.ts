import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ask, engine } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';

/** What is wrong with the filter as it stands in the field. */
export interface FilterProblem {
  readonly sentence: string;
  /** UTF-16 units of the text; null where no character is to blame. */
  readonly at: number | null;
}

export interface FilterDraft {
  readonly text: string;
  readonly problem: FilterProblem | null;
  /** A spell of typing begins. */
  readonly begin: () => void;
  /** Typed: applied after a short rest. */
  readonly type: (text: string) => void;
  /** Something is still being chosen: what was typed waits until it is typed on. */
  readonly wait: () => void;
  /** Enter, or whatever changes the filter in one go. */
  readonly apply: (text: string) => void;
  /** The place goes back to an earlier filter, and what was typed stays to be changed. */
  readonly keepText: (filter: string) => void;
}

/** A person who writes for longer than this without a key has written something. */
const REST_MS = 600;

/**
 * The text of the filter field beside the filter that is applied. Only a text that the engine understands is applied.
 * The first one that a spell of typing leads to is a place of its own to go back from, the next ones take its place.
 */
export function useFilterDraft(props: {
  /** The filter of the place. */
  readonly applied: string;
  readonly onApply: (filter: string, how: 'push' | 'replace') => void;
  /** Why the view of the place could not be opened, where its filter is the reason. */
  readonly refused: string | null;
}): FilterDraft {
  const { applied, refused } = props;
  const [text, setText] = useState(() => oneLine(applied));
  const [problem, setProblem] = useState<FilterProblem | null>(null);
  // The text follows the place, save where the place follows the text.
  const [followed, setFollowed] = useState<string>(applied);
  const [expected, setExpected] = useState<string | null>(null);
  if (applied !== followed) {
    setFollowed(applied);
    setExpected(null);
    if (applied !== expected) {
      setText(oneLine(applied));
      setProblem(null);
    }
  }

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const reading = useRef<AbortController>(undefined);
  const spell = useRef<'push' | 'replace'>('push');
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      reading.current?.abort();
    },
    [],
  );

  const latest = useRef({ ...props, text });
  useEffect(() => {
    latest.current = { ...props, text };
  });

  const settle = async (
    candidate: string,
    how: 'at once' | 'resting',
    signal: AbortSignal,
  ): Promise<void> => {
    const { error } = await engine.views.read({ filter: candidate }, { signal });
    if (signal.aborted) return;
    setProblem(error);
    const filter = candidate.trim();
    if (error !== null || filter === latest.current.applied) return;
    setExpected(filter);
    latest.current.onApply(filter, how === 'resting' ? spell.current : 'push');
    spell.current = how === 'resting' ? 'replace' : 'push';
  };
  const wait = (): void => {
    clearTimeout(timer.current);
    reading.current?.abort();
  };
  const settleOn = (candidate: string, how: 'at once' | 'resting'): void => {
    wait();
    const mine = new AbortController();
    reading.current = mine;
    settle(candidate, how, mine.signal).catch((error: unknown) => {
      const { kind, sentence } = troubleOf(error);
      if (kind !== 'cancelled') setProblem({ sentence, at: null });
    });
  };

  const placeReading = useQuery({
    ...ask.views.read.queryOptions({ input: { filter: applied } }),
    enabled: refused !== null && text === oneLine(applied),
  });
  const placeProblem =
    refused === null || text !== oneLine(applied)
      ? null
      : { sentence: refused, at: placeReading.data?.error?.at ?? null };

  return {
    text,
    problem: problem ?? placeProblem,
    begin: () => {
      spell.current = 'push';
    },
    type: (typed) => {
      setText(typed);
      setProblem(null);
      wait();
      timer.current = setTimeout(() => {
        // Going back meanwhile puts another text there.
        if (latest.current.text === typed) settleOn(typed, 'resting');
      }, REST_MS);
    },
    wait,
    apply: (whole) => {
      setText(whole);
      settleOn(whole, 'at once');
    },
    keepText: setExpected,
  };
}

/** A field has one line; to the filter language a line end is a space. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ');
