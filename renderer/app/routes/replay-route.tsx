import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReplayScreen } from '../../screens/replay/replay-screen.tsx';
import { rememberReplay } from '../last-replay.ts';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function ReplayRoute() {
  const place = useSearch({ from: '/case/$caseId/replay' });
  const navigate = useNavigate({ from: '/case/$caseId/replay' });
  rememberReplay(place);
  return (
    <ReplayScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
