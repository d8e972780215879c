import { useNavigate, useSearch } from '@tanstack/react-router';
import { EvidenceScreen } from '../../screens/evidence/evidence-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function EvidenceRoute() {
  const place = useSearch({ from: '/case/$caseId/evidence' });
  const navigate = useNavigate({ from: '/case/$caseId/evidence' });
  return (
    <EvidenceScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
