import { SkeletonRows } from '../../design/skeleton.tsx';
import { useHandedOver } from '../../engine-client/live.ts';
import { CasesScreen } from '../../screens/cases/cases-screen.tsx';
import { SampleProgress } from '../../screens/cases/sample-progress.tsx';
import { useNavigation } from '../navigation.ts';

export function CasesRoute() {
  const opening = useHandedOver((handed) => handed.opening);
  if (opening)
    return (
      <>
        <SampleProgress />
        <SkeletonRows label="Opening the case" />
      </>
    );
  return <ListOfCases />;
}

function ListOfCases() {
  return <CasesScreen {...useNavigation()} />;
}
