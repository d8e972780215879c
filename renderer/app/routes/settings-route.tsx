import { useNavigate, useSearch } from '@tanstack/react-router';
import { SettingsScreen } from '../../screens/settings/settings-screen.tsx';
import { usePlaced } from './use-placed.ts';

/** Settings and help are there without a case too. */
export function SettingsRoute() {
  const place = useSearch({ from: '/settings' });
  const navigate = useNavigate({ from: '/settings' });
  return (
    <SettingsScreen {...usePlaced(place, (search, replace) => navigate({ search, replace }))} />
  );
}

export function SettingsInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/settings' });
  const navigate = useNavigate({ from: '/case/$caseId/settings' });
  return (
    <SettingsScreen {...usePlaced(place, (search, replace) => navigate({ search, replace }))} />
  );
}
