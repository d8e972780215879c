import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReportScreen } from '../../screens/report/report-screen.tsx';
import { useNavigation } from '../navigation.ts';
import { placed } from './placed.ts';

export function ReportRoute() {
  const place = useSearch({ from: '/case/$caseId/report' });
  const navigate = useNavigate({ from: '/case/$caseId/report' });
  return (
    <ReportScreen
      {...useNavigation()}
      {...placed(place, (search, replace) => navigate({ search, replace }))}
    />
  );
}
