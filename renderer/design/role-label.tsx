import { classNames } from './class-names.ts';
import type { Words } from './words.ts';
import styles from './role-label.module.css';

const looks = new Map<string, string | undefined>([
  ['system', styles['role-system']],
  ['developer', styles['role-system']],
  ['user', styles['role-user']],
  ['assistant', styles['role-assistant']],
  ['tool', styles['role-tool']],
  ['context', styles['role-context']],
  ['retrieval', styles['role-context']],
]);

/** Who speaks, by word and colour. Roles the log made up itself are shown as they are, quietly. */
export function RoleLabel(props: { role: string; words?: Words; className?: string | undefined }) {
  const { role, words = capital(role) } = props;
  return (
    <span
      className={classNames(
        styles['role'],
        looks.get(role) ?? styles['role-other'],
        props.className,
      )}
    >
      {words}
    </span>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
