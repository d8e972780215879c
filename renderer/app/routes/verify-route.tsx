import { useNavigate, useSearch } from '@tanstack/react-router';
import { VerifyScreen } from '../../screens/verify/verify-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

/** Reports and packages can be verified without a case. */
export function VerifyRoute() {
  const place = useSearch({ from: '/verify' });
  const navigate = useNavigate({ from: '/verify' });
  return (
    <VerifyScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}

export function VerifyInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/verify' });
  const navigate = useNavigate({ from: '/case/$caseId/verify' });
  return (
    <VerifyScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
