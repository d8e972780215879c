import { useNavigate, useSearch } from '@tanstack/react-router';
import { EvidenceScreen } from '../../screens/evidence/evidence-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function EvidenceRoute() {
  const place = useSearch({ from: '/case/$caseId/evidence' });
  const navigate = useNavigate({ from: '/case/$caseId/evidence' });
  return (
    <EvidenceScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
