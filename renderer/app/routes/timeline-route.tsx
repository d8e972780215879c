import { useNavigate, useSearch } from '@tanstack/react-router';
import { TimelineScreen } from '../../screens/timeline/timeline-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function TimelineRoute() {
  const place = useSearch({ from: '/case/$caseId/timeline' });
  const navigate = useNavigate({ from: '/case/$caseId/timeline' });
  return (
    <TimelineScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
