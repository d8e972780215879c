import { useNavigate, useSearch } from '@tanstack/react-router';
import { CompareScreen } from '../../screens/compare/compare-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function CompareRoute() {
  const place = useSearch({ from: '/case/$caseId/compare' });
  const navigate = useNavigate({ from: '/case/$caseId/compare' });
  return (
    <CompareScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
