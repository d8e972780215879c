import { useNavigate, useSearch } from '@tanstack/react-router';
import { ActionsScreen } from '../../screens/actions/actions-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function ActionsRoute() {
  const place = useSearch({ from: '/case/$caseId/actions' });
  const navigate = useNavigate({ from: '/case/$caseId/actions' });
  return (
    <ActionsScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
