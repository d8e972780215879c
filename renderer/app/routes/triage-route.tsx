import { useNavigate, useSearch } from '@tanstack/react-router';
import { TriageScreen } from '../../screens/triage/triage-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function TriageRoute() {
  const place = useSearch({ from: '/case/$caseId/triage' });
  const navigate = useNavigate({ from: '/case/$caseId/triage' });
  return (
    <TriageScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
