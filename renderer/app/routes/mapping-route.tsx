import { useNavigate, useSearch } from '@tanstack/react-router';
import { MappingScreen } from '../../screens/mapping/mapping-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function MappingRoute() {
  const place = useSearch({ from: '/case/$caseId/mapping' });
  const navigate = useNavigate({ from: '/case/$caseId/mapping' });
  return (
    <MappingScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
