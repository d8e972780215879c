import { keyGroups } from '../commands/key-groups.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { KeyHint } from '../design/key-hint.tsx';
import styles from './frame.module.css';

/** All keys, from the one table of commands. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog
      question="Keys"
      isOpen={isOpen}
      onClose={onClose}
      width={640}
      cancelWords={null}
      footNote="A single letter acts only while a list or grid has the focus."
      actions={
        <Button variant="primary" size="large" onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className={styles['keys']}>
        {keyGroups.map(({ group, keys }) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {keys.map(({ words, keys: hint }) => (
                <li key={words}>
                  {words}
                  <KeyHint keys={hint} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
