import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { KeyHint } from '../design/key-hint.tsx';
import { commands, isCommandId, keyHint } from '../commands/table.ts';
import styles from './frame.module.css';

const GRID_KEYS = [
  ['↑ ↓ or J K', 'Move'],
  ['Enter', 'Open'],
  ['X or Space', 'Select'],
  ['Shift ↑ ↓', 'Select a range'],
  ['Ctrl ↑', 'Go to the column heads'],
  ['Esc', 'Close, then clear the selection'],
] as const;

/** All keys, from the one table of commands. */
export function KeysHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const withKeys = Object.keys(commands)
    .filter(isCommandId)
    .filter((id) => commands[id].keys !== null);
  const groups = [...new Set(withKeys.map((id) => commands[id].group))];
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
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {withKeys
                .filter((id) => commands[id].group === group)
                .map((id) => (
                  <li key={id}>
                    {commands[id].words}
                    <KeyHint keys={keyHint(id) ?? ''} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <section>
          <h3>In grids and lists</h3>
          <ul>
            {GRID_KEYS.map(([keys, words]) => (
              <li key={keys}>
                {words}
                <KeyHint keys={keys} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}
