import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { SkeletonRows } from '../design/skeleton.tsx';
import { useHandedOver } from '../engine-client/live.ts';
import { CasesScreen } from '../screens/cases/cases-screen.tsx';
import { HomeScreen } from '../screens/home/home-screen.tsx';
import { rememberReplay } from './last-replay.ts';
import { useNavigation } from './navigation.ts';

const EvidenceScreen = lazy(async () => ({
  default: (await import('../screens/evidence/evidence-screen.tsx')).EvidenceScreen,
}));
export const loadTurnsScreen = () => import('../screens/turns/turns-screen.tsx');
const TurnsScreen = lazy(async () => ({ default: (await loadTurnsScreen()).TurnsScreen }));
const ReplayScreen = lazy(async () => ({
  default: (await import('../screens/replay/replay-screen.tsx')).ReplayScreen,
}));
const ReportScreen = lazy(async () => ({
  default: (await import('../screens/report/report-screen.tsx')).ReportScreen,
}));

const VerifyScreen = lazy(async () => ({
  default: (await import('../screens/verify/verify-screen.tsx')).VerifyScreen,
}));

const CompareScreen = lazy(async () => ({
  default: (await import('../screens/compare/compare-screen.tsx')).CompareScreen,
}));

const ConsoleScreen = lazy(async () => ({
  default: (await import('../screens/console/console-screen.tsx')).ConsoleScreen,
}));

export function CasesRoute() {
  const opening = useHandedOver((handed) => handed.opening);
  if (opening) return <SkeletonRows label="Opening the case" />;
  return <ListOfCases />;
}

function ListOfCases() {
  return <CasesScreen {...useNavigation()} />;
}

export function HomeRoute() {
  return <HomeScreen {...useNavigation()} />;
}

export function EvidenceRoute() {
  const place = useSearch({ from: '/case/$caseId/evidence' });
  const navigate = useNavigate({ from: '/case/$caseId/evidence' });
  return (
    <WhenLoaded>
      <EvidenceScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function TurnsRoute() {
  const place = useSearch({ from: '/case/$caseId/turns' });
  const navigate = useNavigate({ from: '/case/$caseId/turns' });
  return (
    <WhenLoaded>
      <TurnsScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function ReplayRoute() {
  const place = useSearch({ from: '/case/$caseId/replay' });
  const navigate = useNavigate({ from: '/case/$caseId/replay' });
  rememberReplay(place);
  return (
    <WhenLoaded>
      <ReplayScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function ReportRoute() {
  const place = useSearch({ from: '/case/$caseId/report' });
  const navigate = useNavigate({ from: '/case/$caseId/report' });
  return (
    <WhenLoaded>
      <ReportScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

/** Reports and packages can be verified without a case. */
export function VerifyRoute() {
  const place = useSearch({ from: '/verify' });
  const navigate = useNavigate({ from: '/verify' });
  return (
    <WhenLoaded>
      <VerifyScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function VerifyInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/verify' });
  const navigate = useNavigate({ from: '/case/$caseId/verify' });
  return (
    <WhenLoaded>
      <VerifyScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function CompareRoute() {
  const place = useSearch({ from: '/case/$caseId/compare' });
  const navigate = useNavigate({ from: '/case/$caseId/compare' });
  return (
    <WhenLoaded>
      <CompareScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function ConsoleRoute() {
  return (
    <WhenLoaded>
      <ConsoleScreen {...useNavigation()} />
    </WhenLoaded>
  );
}

function WhenLoaded({ children }: { children: ReactNode }) {
  return <Suspense fallback={<SkeletonRows label="Opening the screen" />}>{children}</Suspense>;
}

/** A screen's place in the address, and how the screen changes it. */
function placed<Place>(place: Place, navigate: (search: Place, replace: boolean) => Promise<void>) {
  return {
    place,
    onPlace: (next: Place, how: 'push' | 'replace'): void => {
      navigate(next, how === 'replace').catch((error: unknown) => console.error(error));
    },
  };
}
