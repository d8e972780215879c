import { useNavigate, useSearch } from '@tanstack/react-router';
import { TurnsScreen } from '../../screens/turns/turns-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function TurnsRoute() {
  const place = useSearch({ from: '/case/$caseId/turns' });
  const navigate = useNavigate({ from: '/case/$caseId/turns' });
  return (
    <TurnsScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
