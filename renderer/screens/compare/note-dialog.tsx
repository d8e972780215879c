import { useState } from 'react';
import type { OpenedPair } from '../../../shared/domain/comparison-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea } from '../../design/field.tsx';
import { useCaseKey } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { leftDrafts } from '../../marks/left-drafts.ts';

const useLeftNote = leftDrafts((text: string) => text.trim() !== '');

/** Why a verdict was given. An emptied note is taken off. */
export function NoteDialog(props: {
  pair: OpenedPair['pair'];
  verdict: NonNullable<OpenedPair['verdict']>;
  onNote: (note: string | null) => Promise<unknown>;
  onClose: () => void;
}) {
  const { pair, verdict, onClose } = props;
  // Every comparison numbers its pairs from 1: the turns are what the note is on.
  const [text, setText, forget] = useLeftNote(
    JSON.stringify([useCaseKey(), pair.a.turn_id, pair.b.turn_id, verdict.note]),
    verdict.note ?? '',
  );
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  const submit = (): void => {
    if (isBusy) return;
    setBusy(true);
    props.onNote(textOrNull(text)).then(
      () => {
        forget();
        onClose();
      },
      (thrown: unknown) => {
        setBusy(false);
        setError(troubleOf(thrown).sentence);
      },
    );
  };
  return (
    <Dialog
      question={`Why pair ${count(pair.pair)} is judged: ${verdictWords[verdict.verdict]}`}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      isBusy={isBusy}
      actions={
        <Button variant="primary" size="large" type="submit" keyHint="Ctrl Enter" isBusy={isBusy}>
          Write note
        </Button>
      }
    >
      <TextArea
        label="Note"
        autoFocus
        rows={5}
        maxLength={10_000}
        value={text}
        error={error}
        onChange={(value) => {
          setText(value);
          setError(undefined);
        }}
      />
    </Dialog>
  );
}
