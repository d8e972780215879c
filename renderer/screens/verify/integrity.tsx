import type { VerifyOutcome } from '../../../shared/domain/job-status.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { Icon } from '../../design/icon.tsx';
import styles from './verify.module.css';

/** Whether it is what it was; says nothing of who made it. */
export function Integrity({ outcome }: { outcome: VerifyOutcome }) {
  const failed = outcome.checks.filter(({ ok }) => !ok).length;
  const isSigned = outcome.trust !== null && outcome.trust.state !== 'unsigned';
  return (
    <div className={styles['half']}>
      <span className={outcome.ok ? 'u-ok' : 'u-fail'}>
        <Icon name={outcome.ok ? 'check' : 'warning'} />
      </span>
      <div>
        <p className="u-medium">
          {outcome.ok
            ? `Integrity: unchanged since it was ${isSigned ? 'signed' : 'written'}`
            : 'Integrity: it is not what it was'}
        </p>
        <p className="u-soft">
          {outcome.ok
            ? 'Every part is what its hashes and signatures say.'
            : `${counted(failed, 'check')} failed; what ${failed === 1 ? 'it names' : 'they name'} cannot be relied on in this copy.`}
        </p>
      </div>
    </div>
  );
}
