import type { Check } from '../../../shared/domain/check.ts';
import { shortHashes } from '../../../shared/text/checks.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { Icon } from '../../design/icon.tsx';
import styles from './verify.module.css';

/** Every check by name with its result; failed ones first, passed ones may be folded, with their number. */
export function Checks(props: {
  checks: readonly Check[];
  arePassedShown: boolean;
  onPassedShown: (areShown: boolean) => void;
}) {
  const failed = props.checks.filter(({ ok }) => !ok);
  const passed = props.checks.filter(({ ok }) => ok);
  return (
    <>
      {failed.length === 0 ? null : (
        <ul aria-label={`${counted(failed.length, 'check')} failed`}>
          {failed.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ul>
      )}
      {passed.length === 0 ? null : (
        <details
          open={props.arePassedShown}
          onToggle={(event) => props.onPassedShown(event.currentTarget.open)}
        >
          <summary
            className={styles['fold']}
          >{`${counted(passed.length, 'check')} passed`}</summary>
          <ul aria-label={`${counted(passed.length, 'check')} passed`}>
            {passed.map((check) => (
              <CheckRow key={check.name} check={check} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function CheckRow({ check: { name, ok, detail } }: { check: Check }) {
  return (
    <li className={ok ? styles['check'] : styles['check-failed']}>
      <span className={ok ? 'u-ok' : 'u-fail'}>
        <Icon name={ok ? 'check' : 'error'} label={ok ? 'passed' : 'failed'} />
      </span>
      <span className="u-medium">{name}</span>
      <bdi className="u-soft" title={detail}>
        {ok ? shortHashes(detail) : detail}
      </bdi>
    </li>
  );
}
