import type { Destination } from '../../../shared/domain/destination.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows, SkeletonText } from '../../design/skeleton.tsx';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './home.module.css';

export function HomeLoading() {
  return (
    <div className={styles['screen']}>
      <div className={styles['loading-head']}>
        <SkeletonText label="Home of the case" lines={2} />
      </div>
      <SkeletonRows label="Counts of the case" rows={8} columns={['2fr', '1fr', '1fr', '1fr']} />
    </div>
  );
}

export function HomeFault(props: {
  error: unknown;
  go: (to: Destination) => void;
  onAgain: () => void;
}) {
  const { sentence, code, detail } = troubleOf(props.error);
  return (
    <Fault
      what="The home of this case could not be read."
      next={sentence}
      {...(code === null ? {} : { code })}
      {...(detail === null ? {} : { details: `${sentence}\n${detail}` })}
      actions={
        <>
          <Button onPress={props.onAgain}>Read it again</Button>
          <Button onPress={() => props.go({ screen: 'cases' })}>All cases</Button>
        </>
      }
    />
  );
}
