import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Fault } from '../design/fault.tsx';
import { SkeletonRows } from '../design/skeleton.tsx';
import { useCaseHead } from '../engine-client/live.ts';
import { openCase } from '../engine-client/session.ts';
import { type Trouble, troubleOf } from '../engine-client/trouble.ts';
import { useNavigation } from './navigation.ts';

/** Sees to it that the case of the address is open: a link or a reload may name one that is not. */
export function CaseRoute() {
  const { caseId } = useParams({ from: '/case/$caseId' });
  const { go } = useNavigation();
  const isOpen = useCaseHead()?.case_id === caseId;
  const [failed, setFailed] = useState<{ caseId: string; trouble: Trouble } | null>(null);

  useEffect(() => {
    if (isOpen) return;
    openCase({ recent: caseId }).catch((error: unknown) =>
      setFailed({ caseId, trouble: troubleOf(error) }),
    );
  }, [caseId, isOpen]);

  if (isOpen) return <Outlet />;
  if (failed?.caseId !== caseId) return <SkeletonRows label="Opening the case" />;
  return (
    <Fault
      what="This case cannot be opened."
      next={failed.trouble.sentence}
      {...(failed.trouble.code === null ? {} : { code: failed.trouble.code })}
      actions={
        <Button variant="primary" onPress={() => go({ screen: 'cases' })}>
          All cases
        </Button>
      }
    />
  );
}
