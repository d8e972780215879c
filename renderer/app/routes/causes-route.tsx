import { useNavigate, useSearch } from '@tanstack/react-router';
import { CausesScreen } from '../../screens/causes/causes-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function CausesRoute() {
  const place = useSearch({ from: '/case/$caseId/causes' });
  const navigate = useNavigate({ from: '/case/$caseId/causes' });
  return (
    <CausesScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
