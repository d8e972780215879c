import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import type { Trouble } from '../../engine-client/trouble.ts';
import styles from './turns.module.css';

const SKELETON = ['36px', '76px', '140px', '156px', 'minmax(0, 1fr)', '184px', '90px'];

/** In place of the grid: why it is not there, or that it is on its way. */
export function TurnsInstead(props: {
  trouble: Trouble | null;
  /** The filter of the place is no filter: what is wrong stands beside the field. */
  isRefused: boolean;
  onAgain: () => void;
  onFilter: (filter: string) => void;
}) {
  const { trouble } = props;
  return (
    <div className={styles['grid']}>
      {props.isRefused ? (
        <Empty
          words="This filter is not understood, so no turn is shown."
          action={<Button onPress={() => props.onFilter('')}>Clear filter</Button>}
        />
      ) : trouble === null || trouble.kind === 'cancelled' ? (
        <SkeletonRows label="Opening the turns" rows={24} columns={SKELETON} />
      ) : (
        <Fault
          what="The turns could not be read."
          where={trouble.sentence}
          next={trouble.detail ?? undefined}
          code={trouble.code ?? undefined}
          actions={
            <Button icon="refresh" onPress={props.onAgain}>
              Try again
            </Button>
          }
        />
      )}
    </div>
  );
}
