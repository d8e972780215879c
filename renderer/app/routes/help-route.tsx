import { useNavigate, useSearch } from '@tanstack/react-router';
import { HelpScreen } from '../../screens/help/help-screen.tsx';
import { usePlaced } from './use-placed.ts';

export function HelpRoute() {
  const place = useSearch({ from: '/help' });
  const navigate = useNavigate({ from: '/help' });
  return <HelpScreen {...usePlaced(place, (search, replace) => navigate({ search, replace }))} />;
}

export function HelpInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/help' });
  const navigate = useNavigate({ from: '/case/$caseId/help' });
  return <HelpScreen {...usePlaced(place, (search, replace) => navigate({ search, replace }))} />;
}
