import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReplayScreen } from '../../screens/replay/replay-screen.tsx';
import { rememberReplay } from '../last-replay.ts';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function ReplayRoute() {
  const place = useSearch({ from: '/case/$caseId/replay' });
  const navigate = useNavigate({ from: '/case/$caseId/replay' });
  rememberReplay(place);
  return (
    <ReplayScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
