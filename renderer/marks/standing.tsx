import { Button } from '../design/button.tsx';
import { EvidenceText } from '../design/evidence-text.tsx';
import styles from './standing.module.css';

interface Both {
  yours: string;
  /** What stands now, as it is written behind yours. */
  standing: string;
  between: string;
  onWrite: (text: string) => void;
}

/** What somebody else made of a text since another was begun here: neither is lost by looking. */
export function Standing(props: {
  text: string;
  /** Why it was not written, where no field says so. */
  why?: string;
  /** How both are kept in one text. */
  both?: Both;
  onDrop: () => void;
  /** Where no other button writes it. */
  onReplace?: () => void;
}) {
  return (
    <section aria-label="What stands now" className={styles['standing']}>
      {props.why === undefined ? null : (
        <p role="alert" className="u-fail">
          {props.why}
        </p>
      )}
      <p className="u-quiet">
        Since you began, it was changed to this. Yours is kept in the field above.
      </p>
      <EvidenceText text={props.text} className={styles['standing-text']} />
      <div className="u-row u-wrap">
        {props.both === undefined || props.both.standing === '' ? null : (
          <AddToYours both={props.both} />
        )}
        {props.onReplace === undefined ? null : (
          <Button onPress={props.onReplace}>Replace with yours</Button>
        )}
        <Button onPress={props.onDrop}>Leave it so, drop yours</Button>
      </div>
    </section>
  );
}

/** Once: pressed twice it would stand in yours twice. */
function AddToYours({ both: { yours, standing, between, onWrite } }: { both: Both }) {
  return (
    <Button
      onPress={() => onWrite(yours === '' ? standing : `${yours}${between}${standing}`)}
      isDisabled={yours.includes(standing)}
      reason="It stands in yours already."
    >
      Add this to yours
    </Button>
  );
}
