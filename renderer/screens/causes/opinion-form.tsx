import type { TaxonomyEntry } from '../../../shared/domain/cause.ts';
import { Banner } from '../../design/banner.tsx';
import { LinkButton } from '../../design/button.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import type { Confidence, Standing } from './cause-words.ts';
import { Choices } from './choices.tsx';
import styles from './causes.module.css';

/** An opinion as it is written; grounds are handles. */
export interface WrittenOpinion {
  readonly standing: Standing;
  readonly confidence: Confidence;
  readonly rationale: string;
  readonly supporting: string;
  readonly opposing: string;
  readonly turn: string;
}

/** The most cautious opinion. */
export const EMPTY: WrittenOpinion = {
  standing: 'contributing',
  confidence: 'low',
  rationale: '',
  supporting: '',
  opposing: '',
  turn: '',
};

/** What is said of an entry of the taxonomy. */
export function OpinionForm(props: {
  entry: TaxonomyEntry;
  opinion: WrittenOpinion;
  onChange: (change: Partial<WrittenOpinion>) => void;
  missing: string | undefined;
  refused: string | null;
  onOther: () => void;
}) {
  const { entry, opinion, onChange } = props;
  return (
    <div className={styles['form']}>
      <div className={styles['chosen']}>
        <span>{entry.definition}</span>
        <span className="u-soft">In logs: {entry.evidence_in_logs}</span>
        <span>
          <LinkButton onPress={props.onOther}>Choose another</LinkButton>
        </span>
      </div>
      {props.refused === null ? null : <Banner tone="fail">{props.refused}</Banner>}
      <Choices
        standing={opinion.standing}
        confidence={opinion.confidence}
        onStanding={(standing) => onChange({ standing })}
        onConfidence={(confidence) => onChange({ confidence })}
      />
      <TextArea
        label="Rationale"
        rows={6}
        maxLength={10_000}
        autoFocus
        isRequired
        value={opinion.rationale}
        onChange={(rationale) => onChange({ rationale })}
        error={props.missing}
      />
      <div className={styles['two']}>
        <TextField
          label="Grounds for"
          value={opinion.supporting}
          onChange={(supporting) => onChange({ supporting })}
          isMono
          placeholder="E-1, F-12, T-7"
        />
        <TextField
          label="Grounds against"
          value={opinion.opposing}
          onChange={(opposing) => onChange({ opposing })}
          isMono
          placeholder="E-1, F-12, T-7"
        />
      </div>
      <TextField
        label="On turn"
        value={opinion.turn}
        onChange={(turn) => onChange({ turn })}
        isMono
        placeholder="T-12"
        hint="Empty: on the case as a whole."
      />
    </div>
  );
}
