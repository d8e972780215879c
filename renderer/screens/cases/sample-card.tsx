import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import styles from './cases.module.css';

/** The bundled case, and what it shows. */
export function SampleCard({ onOpen, isBusy }: { onOpen: () => void; isBusy: boolean }) {
  return (
    <section className={styles['sample']} aria-label="Sample case">
      <div className="u-row">
        <h2 className="u-strong">Sample case</h2>
        <span className="u-quiet">everything in it is invented</span>
        <span className="u-grow" />
        <Button onPress={onOpen} isBusy={isBusy} label="Open the sample case">
          Open
        </Button>
      </div>
      <p>
        A shop’s assistant tells customers a wrong return period after a model update. Gateway logs
        of two months with retrieval passages, an evaluation, complaints, a policy, planted attacks
        and leaks, and a few damaged records, as real exports have them.
      </p>
    </section>
  );
}

/** What a person may rely on before anything is added. */
export function Promises() {
  return (
    <ul className={styles['promises']}>
      <Promise words="Works offline. Nothing leaves this machine." />
      <Promise words="Files you add are copied and hashed; your originals are not touched." />
      <Promise words="Nothing is lost: what cannot be read is kept, counted and shown." />
    </ul>
  );
}

function Promise({ words }: { words: string }) {
  return (
    <li>
      <span className="u-ok">
        <Icon name="check" />
      </span>
      <span>{words}</span>
    </li>
  );
}
