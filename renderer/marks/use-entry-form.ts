import type { QueryKey } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Marked } from '../../shared/domain/mark.ts';
import { tell } from '../commands/attempt.ts';
import { toast } from '../design/toast-queue.ts';
import { useCaseKey } from '../engine-client/live.ts';
import { queries } from '../engine-client/queries.ts';
import { troubleOf } from '../engine-client/trouble.ts';
import { done } from './mark-acts.ts';
import { type KeptDrafts, useDrafts } from './use-drafts.ts';

/** An act that is to be written. */
type Write = () => Promise<Marked>;

/** What a form enters and changes: events, actions. */
export interface EntryKind<Entry, Fields extends object> {
  /** What shows what was written. */
  readonly shown: QueryKey;
  readonly nothing: Fields;
  readonly drafts: KeptDrafts<Fields>;
  /** What the fields of drafts said when they were begun. */
  readonly begun: KeptDrafts<Fields>;
  readonly numberOf: (entry: Entry) => number;
  readonly fieldsOf: (entry: Entry) => Fields;
  /** What is amiss with the fields that were typed, each in one sentence. */
  readonly faultsOf: (fields: Fields) => FieldFaults<Fields>;
  /** The field that the engine alone can judge: what it refuses is said there. */
  readonly judged: keyof Fields;
  /** Null where there is nothing to enter. */
  readonly enter: (fields: Fields) => Write | null;
  /**
   * Null where nothing differs. `seen` is what the fields said when they were typed, `shown` what a refusal said that
   * stands instead, if that is to be written over.
   */
  readonly change: (
    entry: Entry,
    saved: Fields,
    fields: Fields,
    seen: Fields,
    shown: string | undefined,
  ) => Write | null;
  readonly withdraw: (entry: Entry) => Write;
}

/** Somebody else changed what is being changed here: the sentence, and what stands. */
export interface Conflict {
  readonly why: string;
  readonly standing: string;
  readonly onReplace: () => void;
}

type FieldFaults<Fields extends object> = Partial<Record<keyof Fields, string>>;

export interface EntryPlace {
  /** The entry that is open, or the form of a new one. */
  readonly opened: number | 'new' | undefined;
  readonly open: (number: number | undefined) => void;
  readonly focusOpened: () => void;
  readonly focusList: () => void;
}

/** The form beside a list: what is typed is kept per entry until it is written as one act. */
export function useEntryForm<Entry, Fields extends object>(
  kind: EntryKind<Entry, Fields>,
  entries: readonly Entry[],
  { opened, open, focusOpened, focusList }: EntryPlace,
) {
  const drafts = useDrafts(kind.drafts, useCaseKey());
  const [faults, setFaults] = useState<{
    readonly key: string;
    readonly of: FieldFaults<Fields>;
  } | null>(null);
  const begun = useDrafts(kind.begun, useCaseKey());
  const [conflict, setConflict] = useState<{
    readonly key: string;
    readonly of: Pick<Conflict, 'why' | 'standing'>;
  } | null>(null);
  const writing = useRef(false);
  const entry = entries.find((one) => kind.numberOf(one) === opened) ?? null;
  const isNew = opened === 'new';
  const key = isNew ? 'new' : entry === null ? '' : String(kind.numberOf(entry));
  const draft = drafts.of(key);
  const saved = entry === null ? kind.nothing : kind.fieldsOf(entry);
  const fields: Fields = { ...saved, ...draft };

  const goes = useRef<number | null>(null);
  useEffect(() => {
    if (goes.current !== opened) return;
    goes.current = null;
    focusOpened();
  });

  /** Writes over what somebody else wrote meanwhile where that is what was `shown`, and over nothing else. */
  const write = async (shown?: string): Promise<void> => {
    if (writing.current || (entry === null && !isNew) || (entry !== null && draft === undefined))
      return;
    const wrong = kind.faultsOf(fields);
    setFaults({ key, of: wrong });
    if (Object.keys(wrong).length > 0) return;
    writing.current = true;
    try {
      await (entry === null ? enter(draft ?? {}) : change(entry, draft ?? {}, shown));
      setConflict(null);
    } catch (error) {
      const { kind: trouble, sentence, code, detail } = troubleOf(error);
      if (code === 'changed-meanwhile') {
        await queries.refetchQueries({ queryKey: kind.shown });
        setConflict({ key, of: { why: sentence, standing: detail ?? '' } });
        return;
      }
      const refused: FieldFaults<Fields> = {};
      refused[kind.judged] = sentence;
      if (trouble === 'refused') setFaults({ key, of: refused });
      else tell(error);
    } finally {
      writing.current = false;
    }
  };
  /** What is shown is read before the draft goes, so that nothing older is seen in between. */
  const written = async (act: Write): Promise<Marked> => {
    const marked = await done(act, [kind.shown]);
    // It is being asked again already: that answer is waited for.
    await queries.refetchQueries({ queryKey: kind.shown }, { cancelRefetch: false });
    return marked;
  };
  const change = async (changed: Entry, typed: Partial<Fields>, shown?: string): Promise<void> => {
    const act = kind.change(changed, saved, fields, { ...saved, ...begun.of(key) }, shown);
    if (act !== null) await written(act);
    if (drafts.written(key, typed)) begun.discard(key);
    // What was typed meanwhile is a draft still, of what was written now.
    else begun.change(key, typed);
  };
  const enter = async (typed: Partial<Fields>): Promise<void> => {
    const act = kind.enter(fields);
    if (act === null) return;
    const { handles } = await written(act);
    drafts.written(key, typed);
    const number = Number(handles[0]?.slice(2));
    goes.current = number;
    open(number);
  };
  const discard = (): void => {
    drafts.discard(key);
    begun.discard(key);
    setFaults(null);
    setConflict(null);
  };
  const stands =
    conflict === null || conflict.key !== key || draft === undefined
      ? null
      : { ...conflict.of, onReplace: () => void write(conflict.of.standing).catch(tell) };
  /** What somebody else changed meanwhile waits for a choice. */
  const save = (): void => {
    if (stands === null) write().catch(tell);
    else
      toast({
        words: 'It was changed meanwhile: choose Replace with yours, or Leave it so, drop yours.',
        tone: 'warn',
      });
  };
  const remove = (): void => {
    if (entry === null) return;
    discard();
    done(kind.withdraw(entry), [kind.shown]).catch(tell);
  };
  return {
    isOpen: isNew || entry !== null,
    entry,
    isDraft: (number: number) => drafts.has(String(number)),
    save,
    remove,
    props: {
      fields,
      isDraft: draft !== undefined,
      faults: faults?.key === key ? faults.of : {},
      conflict: stands,
      onChange: (typed: Partial<Fields>) => {
        // What a field said when it was first typed into.
        const first: Partial<Fields> = {};
        for (const field in typed) first[field] = saved[field];
        begun.change(key, { ...first, ...begun.of(key) });
        drafts.change(key, typed);
        setFaults(null);
      },
      onSave: save,
      onRemove: remove,
      onDiscard: discard,
      onEscape: () => {
        if (isNew) open(undefined);
        focusList();
      },
    },
  };
}
