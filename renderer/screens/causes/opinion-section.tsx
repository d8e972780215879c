import { useEffect, useRef } from 'react';
import type { ListedCause } from '../../../shared/domain/cause.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { TextArea } from '../../design/field.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { changeCause } from './cause-acts.ts';
import { confidences, RATIONALE, standings } from './cause-words.ts';
import { type RationaleOf, saveDraft, useDraft, writeDraft } from './rationale-drafts.ts';
import styles from './causes.module.css';

/** Standing, confidence and rationale. Each choice is one act; the rationale is one when its field is left. */
export function OpinionSection({ cause, caseId }: { cause: ListedCause; caseId: string }) {
  const { cause_no, rationale, standing, confidence } = cause;
  const of: RationaleOf = { caseId, cause_no, rationale };
  const draft = useDraft(of);
  const current = useRef(of);
  useEffect(() => {
    current.current = of;
  });
  // A place that is left by a key never takes the focus off the field first.
  useEffect(() => () => saveDraft(current.current), []);
  useCommands({ 'cause.save': () => saveDraft(of) });
  return (
    <PanelSection title="Opinion" isInset className={styles['opinion']}>
      <div className={styles['choices']}>
        <Segmented
          label="Standing"
          options={standings}
          value={standing}
          onChange={(next) => attempt(() => changeCause({ cause_no, standing: next }))}
        />
        <Segmented
          label="Confidence"
          options={confidences}
          value={confidence}
          onChange={(next) => attempt(() => changeCause({ cause_no, confidence: next }))}
        />
      </div>
      <TextArea
        label="Rationale"
        rows={8}
        maxLength={10_000}
        value={draft?.text ?? rationale}
        onChange={(text) => writeDraft(of, text)}
        onLeave={() => saveDraft(of)}
        error={draft?.error}
        id={RATIONALE}
        hint={
          draft === undefined
            ? 'Printed in the report under your name.'
            : 'Not saved yet: it is when the field is left, or with Ctrl Enter.'
        }
      />
    </PanelSection>
  );
}
