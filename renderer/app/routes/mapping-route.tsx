import { useNavigate, useSearch } from '@tanstack/react-router';
import { MappingScreen } from '../../screens/mapping/mapping-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function MappingRoute() {
  const place = useSearch({ from: '/case/$caseId/mapping' });
  const navigate = useNavigate({ from: '/case/$caseId/mapping' });
  return (
    <MappingScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
