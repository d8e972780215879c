import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReportScreen } from '../../screens/report/report-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { usePlaced } from './use-placed.ts';

export function ReportRoute() {
  const place = useSearch({ from: '/case/$caseId/report' });
  const navigate = useNavigate({ from: '/case/$caseId/report' });
  return (
    <ReportScreen
      {...useNavigation()}
      {...usePlaced(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
