import type { MappingTrial, TrialTurn } from '../../../shared/domain/mapping-trial.ts';
import { count } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { RoleLabel } from '../../design/role-label.tsx';
import { Table } from '../../design/table.tsx';
import styles from './mapping.module.css';
import { turnWords } from './mapping-words.ts';

/** Why records do not map, and the first turns as they would be read. */
export function Trial({ trial }: { trial: MappingTrial }) {
  return (
    <>
      {trial.warnings.length === 0 ? null : (
        <Table
          label="Look at this before importing"
          rows={trial.warnings}
          keyOf={(warning) => warning}
          columns={[
            {
              id: 'warning',
              head: 'Look at this before importing',
              wraps: true,
              cell: (warning) => <bdi>{visibleLine(warning)}</bdi>,
            },
          ]}
        />
      )}
      {trial.reasons.length === 0 ? null : (
        <Table
          label="Records that do not map"
          rows={trial.reasons}
          keyOf={({ reason }) => reason}
          columns={[
            {
              id: 'reason',
              head: 'Why records do not map',
              wraps: true,
              cell: ({ reason }) => <bdi>{visibleLine(reason)}</bdi>,
            },
            {
              id: 'records',
              head: 'Records',
              width: '88px',
              isNumber: true,
              cell: ({ records }) => count(records),
            },
            {
              id: 'first',
              head: 'First',
              width: '88px',
              isNumber: true,
              cell: ({ first }) => count(first),
            },
          ]}
        />
      )}
      <ol aria-label="First turns" className={styles['turns']}>
        {trial.first.map((turn) => (
          <Turn key={turn.turn} turn={turn} />
        ))}
      </ol>
    </>
  );
}

function Turn({ turn }: { turn: TrialTurn }) {
  const { started_at, model, messages } = turn;
  return (
    <li>
      <div className={styles['turn-head']}>
        <b className="u-medium">{turnWords(turn)}</b>
        <span className="u-quiet">{started_at ?? 'without a time'}</span>
        {model === null ? null : <bdi className="u-soft">{visibleLine(model)}</bdi>}
      </div>
      {messages.map(({ side, role, text }, index) => (
        <div key={index} className={styles['message']}>
          <RoleLabel role={visibleLine(role ?? side)} />
          <EvidenceText text={text ?? ''} />
        </div>
      ))}
    </li>
  );
}
