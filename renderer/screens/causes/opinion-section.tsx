import { useEffect, useRef } from 'react';
import type { ListedCause } from '../../../shared/domain/cause.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { TextArea } from '../../design/field.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Standing } from '../../marks/standing.tsx';
import { changeCause } from './cause-acts.ts';
import { RATIONALE } from './cause-words.ts';
import { Choices } from './choices.tsx';
import {
  dropDraft,
  leaveDraft,
  type RationaleOf,
  saveDraft,
  useDraft,
  writeDraft,
} from './rationale-drafts.ts';
import styles from './causes.module.css';

/** Standing, confidence and rationale. Each choice is one act; the rationale is one when its field is left. */
export function OpinionSection({ cause, casePath }: { cause: ListedCause; casePath: string }) {
  const { cause_no, rationale, standing, confidence } = cause;
  const of: RationaleOf = { case_path: casePath, cause_no, rationale };
  const draft = useDraft(of);
  const current = useRef(of);
  useEffect(() => {
    current.current = of;
  });
  // A place that is left by a key never takes the focus off the field first.
  useEffect(() => () => leaveDraft(current.current), []);
  useCommands({ 'cause.save': () => saveDraft(of) });
  return (
    <PanelSection title="Opinion" isInset className={styles['opinion']}>
      <Choices
        standing={standing}
        confidence={confidence}
        onStanding={(next) => attempt(() => changeCause({ cause_no, standing: next }))}
        onConfidence={(next) => attempt(() => changeCause({ cause_no, confidence: next }))}
      />
      <TextArea
        label="Rationale"
        rows={8}
        maxLength={10_000}
        value={draft?.text ?? rationale}
        onChange={(text) => writeDraft(of, text)}
        onLeave={() => leaveDraft(of)}
        error={draft?.error}
        id={RATIONALE}
        hint={
          draft === undefined
            ? 'Printed in the report under your name.'
            : 'Not saved yet: it is when the field is left, or with Ctrl Enter.'
        }
      />
      {draft === undefined || draft.standing === null ? null : (
        <Standing
          text={draft.standing}
          both={{
            ...{ yours: draft.text, standing: draft.standing, between: '\n\n' },
            onWrite: (text) => writeDraft(of, text),
          }}
          onReplace={() => saveDraft(of)}
          onDrop={() => dropDraft(of)}
        />
      )}
    </PanelSection>
  );
}
