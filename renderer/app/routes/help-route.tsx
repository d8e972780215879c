import { useNavigate, useSearch } from '@tanstack/react-router';
import { HelpScreen } from '../../screens/help/help-screen.tsx';
import { placed } from './placed.ts';

export function HelpRoute() {
  const place = useSearch({ from: '/help' });
  const navigate = useNavigate({ from: '/help' });
  return <HelpScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />;
}

export function HelpInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/help' });
  const navigate = useNavigate({ from: '/case/$caseId/help' });
  return <HelpScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />;
}
