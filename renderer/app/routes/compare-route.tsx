import { useNavigate, useSearch } from '@tanstack/react-router';
import { CompareScreen } from '../../screens/compare/compare-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function CompareRoute() {
  const place = useSearch({ from: '/case/$caseId/compare' });
  const navigate = useNavigate({ from: '/case/$caseId/compare' });
  return (
    <CompareScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
