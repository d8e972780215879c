import { useNavigate, useSearch } from '@tanstack/react-router';
import { TriageScreen } from '../../screens/triage/triage-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function TriageRoute() {
  const place = useSearch({ from: '/case/$caseId/triage' });
  const navigate = useNavigate({ from: '/case/$caseId/triage' });
  return (
    <TriageScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
