import { useNavigate, useSearch } from '@tanstack/react-router';
import { ExhibitsScreen } from '../../screens/exhibits/exhibits-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function ExhibitsRoute() {
  const place = useSearch({ from: '/case/$caseId/exhibits' });
  const navigate = useNavigate({ from: '/case/$caseId/exhibits' });
  return (
    <ExhibitsScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
