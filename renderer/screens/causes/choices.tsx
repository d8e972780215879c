import { Segmented } from '../../design/segmented.tsx';
import { type Confidence, confidences, type Standing, standings } from './cause-words.ts';
import styles from './causes.module.css';

/** Standing and confidence, each one of three. */
export function Choices(props: {
  standing: Standing;
  confidence: Confidence;
  onStanding: (standing: Standing) => void;
  onConfidence: (confidence: Confidence) => void;
}) {
  return (
    <div className={styles['choices']}>
      <div className={styles['choice']}>
        <span aria-hidden className={styles['choice-label']}>
          Standing
        </span>
        <Segmented
          label="Standing"
          options={standings}
          value={props.standing}
          onChange={props.onStanding}
        />
      </div>
      <div className={styles['choice']}>
        <span aria-hidden className={styles['choice-label']}>
          Confidence
        </span>
        <Segmented
          label="Confidence"
          options={confidences}
          value={props.confidence}
          onChange={props.onConfidence}
        />
      </div>
    </div>
  );
}
