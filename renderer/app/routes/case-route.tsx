import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { useCaseHead } from '../../engine-client/live.ts';
import { openAddressed } from '../../engine-client/session.ts';
import { type Trouble, troubleOf } from '../../engine-client/trouble.ts';
import { useNavigation } from '../navigation.ts';

/** Sees to it that the case of the address is open: a link or a reload may name one that is not. */
export function CaseRoute() {
  const { caseId } = useParams({ from: '/case/$caseId' });
  const { go } = useNavigation();
  const open = useCaseHead()?.case_id ?? null;
  const [failed, setFailed] = useState<{ caseId: string; trouble: Trouble } | null>(null);
  const [attempt, setAttempt] = useState(0);

  // Where another case was opened instead, the address follows in a moment: this one must not be opened over it.
  const isNoneOpen = open === null;
  useEffect(() => {
    let isLeft = false;
    openAddressed(caseId, () => isLeft).then(
      () => setFailed(null),
      (error: unknown) => setFailed({ caseId, trouble: troubleOf(error) }),
    );
    return () => {
      isLeft = true;
    };
  }, [caseId, isNoneOpen, attempt]);

  if (open === caseId) return <Outlet />;
  if (failed?.caseId !== caseId) return <SkeletonRows label="Opening the case" />;
  return (
    <Fault
      what="This case cannot be opened."
      next={failed.trouble.sentence}
      {...(failed.trouble.code === null ? {} : { code: failed.trouble.code })}
      actions={
        <>
          <Button
            variant="primary"
            onPress={() => {
              setFailed(null);
              setAttempt(attempt + 1);
            }}
          >
            Try again
          </Button>
          <Button onPress={() => go({ screen: 'cases' })}>All cases</Button>
        </>
      }
    />
  );
}
