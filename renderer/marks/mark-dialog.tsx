import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Marked } from '../../shared/domain/mark.ts';
import { counted } from '../../shared/text/numbers.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { TextArea, TextField } from '../design/field.tsx';
import { SuggestField } from '../design/suggest-field.tsx';
import { ask } from '../engine-client/engine.ts';
import { useCaseKey } from '../engine-client/live.ts';
import { troubleOf } from '../engine-client/trouble.ts';
import { leftDrafts } from './left-drafts.ts';
import { change, dismiss, note, pin, pinReference, tag } from './mark-acts.ts';
import type { MarkTarget } from './mark-target.ts';
import { Standing } from './standing.tsx';

/** What is asked before a mark is laid. */
export type Asked =
  | { readonly what: 'pin' | 'note' | 'tag'; readonly target: MarkTarget }
  /** Null: which one is chosen in the dialog. */
  | { readonly what: 'pin-reference'; readonly reference: NamedReference | null }
  | { readonly what: 'dismiss'; readonly finding: number; readonly words: string }
  | { readonly what: 'change'; readonly handle: string; readonly text: string };

interface NamedReference {
  readonly reference_id: number;
  readonly title: string;
}

interface Asking {
  readonly question: string;
  readonly label: string;
  readonly hint?: string;
  readonly first: string;
  readonly missing: string;
  readonly button: string;
  readonly field: 'line' | 'lines' | 'tag';
  /** What the field of references is called, where a reference is asked for, and what stands in it first. */
  readonly reference?: { readonly label: string; readonly first: string };
  /** `seen` is what stood first, or what was shown to stand meanwhile. */
  readonly act: (text: string, reference: string, seen: string) => Promise<Marked>;
}

const isText = (text: string): boolean => text.trim() !== '';
const useLeftText = leftDrafts(isText);
const useLeftReference = leftDrafts(isText);
/** What stood when a text that was left was begun. */
const useLeftSeen = leftDrafts<string>(() => true);

/** One question with one field: Enter answers it, in a field of several lines Ctrl+Enter does. */
export function MarkDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const asking = askingOf(asked);
  const { question, label, hint, first, missing, button, field, act } = asking;
  // What is typed for a mark stays with it, whatever it came to say meanwhile.
  const key = JSON.stringify([
    useCaseKey(),
    asked.what === 'change' ? [asked.what, asked.handle] : asked,
  ]);
  const [text, setText, forgetText] = useLeftText(key, first);
  const [isBegun] = useState(text !== first);
  const [leftSeen, setSeen, forgetSeen] = useLeftSeen(key, first);
  const seen = isBegun ? leftSeen : first;
  const [standing, setStanding] = useState(seen === first ? null : first);
  const [reference, setReference, forgetReference] = useLeftReference(
    key,
    asking.reference?.first ?? '',
  );
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const forget = (): void => {
    forgetText();
    forgetReference();
    forgetSeen();
  };
  const submit = (): void => {
    if (isBusy) return;
    if (text.trim() === '') {
      setError(missing);
      return;
    }
    setBusy(true);
    act(text.trim(), reference.trim(), standing ?? seen).then(
      () => {
        forget();
        onClose();
      },
      (thrown: unknown) => {
        const { sentence, code, detail } = troubleOf(thrown);
        setBusy(false);
        setError(sentence);
        if (code === 'changed-meanwhile') setStanding(detail);
      },
    );
  };
  const common = {
    label,
    hint,
    error,
    value: text,
    onChange: (value: string) => {
      setText(value);
      setSeen(seen);
      setError(undefined);
    },
  };
  return (
    <Dialog
      question={question}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      isBusy={isBusy}
      actions={
        <Button
          variant="primary"
          size="large"
          type="submit"
          keyHint={field === 'lines' ? 'Ctrl Enter' : 'Enter'}
          isBusy={isBusy}
        >
          {standing === null ? button : 'Replace with yours'}
        </Button>
      }
    >
      {field === 'line' ? (
        <Line {...common} isProposed={!isBegun} />
      ) : field === 'lines' ? (
        <TextArea {...common} autoFocus isRequired rows={5} maxLength={10_000} />
      ) : (
        <TagField {...common} />
      )}
      {asking.reference === undefined ? null : (
        <ReferenceField
          label={asking.reference.label}
          value={reference}
          onChange={(value) => {
            setReference(value);
            setError(undefined);
          }}
        />
      )}
      {standing === null ? null : (
        <Standing
          text={standing}
          both={{
            ...{ yours: text, standing, between: field === 'lines' ? '\n\n' : ' ' },
            onWrite: common.onChange,
          }}
          onDrop={() => {
            forget();
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}

function askingOf(asked: Asked): Asking {
  switch (asked.what) {
    case 'pin':
      return {
        question: `Pin ${asked.target.words} as an exhibit`,
        label: 'Caption',
        ...(asked.target.turns.length > 1
          ? { hint: 'Each turn becomes an exhibit of its own with this caption.' }
          : {}),
        first: asked.target.caption,
        missing: 'Write what it shows.',
        button: 'Pin',
        field: 'line',
        reference: { label: 'Held against (optional)', first: '' },
        act: (text, reference) => pin(asked.target, text, reference),
      };
    case 'pin-reference': {
      const { reference } = asked;
      return {
        question: `Pin ${reference === null ? 'a reference' : handleOf(reference)} as an exhibit`,
        label: 'Caption',
        first: reference?.title ?? '',
        missing: 'Write what it shows.',
        button: 'Pin',
        field: 'line',
        reference: {
          label: 'Reference, and where in it',
          first: reference === null ? '' : handleOf(reference),
        },
        act: (text, named) => pinReference(named, text),
      };
    }
    case 'note':
      return {
        question: `Note on ${asked.target.words}`,
        label: 'Note',
        first: '',
        missing: 'Write the note.',
        button: 'Write note',
        field: 'lines',
        act: (text) => note(asked.target, text),
      };
    case 'tag':
      return {
        question: `Tag ${asked.target.words}`,
        label: 'Tag',
        hint: 'A word of your own; tag: finds it.',
        first: '',
        missing: 'Write or choose a tag.',
        button: 'Tag',
        field: 'tag',
        act: (text) => tag(asked.target, text),
      };
    case 'dismiss':
      return {
        question: `Dismiss ${asked.words}`,
        label: 'Reason',
        hint: 'It stands in the log and in the report.',
        first: '',
        missing: 'Say why it is dismissed.',
        button: 'Dismiss',
        field: 'line',
        act: (text) => dismiss(asked.finding, text),
      };
    case 'change':
      return {
        question: `Change ${asked.handle}`,
        label: asked.handle.startsWith('E') ? 'Caption' : 'Note',
        first: asked.text,
        missing: 'Write some words; to take it back, remove it.',
        button: 'Change',
        field: asked.handle.startsWith('E') ? 'line' : 'lines',
        act: (text, _, seen) => change(asked.handle, text, seen),
      };
  }
}

interface FieldProps {
  label: string;
  hint: string | undefined;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** What is proposed is selected, so that typing replaces it; what was typed before is not. */
function Line({ isProposed, ...props }: FieldProps & { isProposed: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isProposed) input.current?.select();
  }, [isProposed]);
  return <TextField {...props} autoFocus isRequired inputRef={input} maxLength={500} spellCheck />;
}

const handleOf = ({ reference_id }: NamedReference): string => `D-${reference_id}`;

/** Only where the case has references: what said what was right, pinned with the answer or by itself. */
function ReferenceField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { data } = useQuery(ask.evidence.register.queryOptions({ input: {} }));
  const references = data?.references ?? [];
  if (references.length === 0) return null;
  return (
    <SuggestField
      {...props}
      hint="A reference, and where in it: D-1 section 4.2"
      maxLength={500}
      suggestions={references.map((one) => ({
        value: handleOf(one),
        label: `${handleOf(one)} ${one.title}`,
      }))}
    />
  );
}

function TagField(props: FieldProps) {
  const { data } = useQuery(ask.marks.tags.queryOptions({ input: {} }));
  const suggestions = (data?.tags ?? []).map(({ tag: word, turns }) => ({
    value: word,
    label: word,
    note: counted(turns, 'turn'),
  }));
  return <SuggestField {...props} autoFocus isRequired maxLength={60} suggestions={suggestions} />;
}
