import { Button } from '../design/button.tsx';
import { EvidenceText } from '../design/evidence-text.tsx';
import styles from './standing.module.css';

/** What somebody else made of a text since another was begun here: neither is lost by looking. */
export function Standing(props: {
  text: string;
  onBoth: () => void;
  onDrop: () => void;
  /** Where no other button writes it. */
  onReplace?: () => void;
}) {
  return (
    <section aria-label="What stands now" className={styles['standing']}>
      <p className="u-quiet">
        Since you began, it was changed to this. Yours is kept in the field above.
      </p>
      <EvidenceText text={props.text} className={styles['standing-text']} />
      <div className="u-row u-wrap">
        <Button onPress={props.onBoth}>Add this to yours</Button>
        {props.onReplace === undefined ? null : (
          <Button onPress={props.onReplace}>Replace with yours</Button>
        )}
        <Button onPress={props.onDrop}>Leave it so, drop yours</Button>
      </div>
    </section>
  );
}
