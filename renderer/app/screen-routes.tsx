import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { SkeletonRows } from '../design/skeleton.tsx';
import { CasesScreen } from '../screens/cases/cases-screen.tsx';
import { HomeScreen } from '../screens/home/home-screen.tsx';
import { rememberReplay } from './last-replay.ts';
import { useNavigation } from './navigation.ts';

const EvidenceScreen = lazy(async () => ({
  default: (await import('../screens/evidence/evidence-screen.tsx')).EvidenceScreen,
}));
const TurnsScreen = lazy(async () => ({
  default: (await import('../screens/turns/turns-screen.tsx')).TurnsScreen,
}));
const ReplayScreen = lazy(async () => ({
  default: (await import('../screens/replay/replay-screen.tsx')).ReplayScreen,
}));
const CompareScreen = lazy(async () => ({
  default: (await import('../screens/compare/compare-screen.tsx')).CompareScreen,
}));

export function CasesRoute() {
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
        place={place}
        onPlace={(search, how) => move(navigate({ search, replace: how === 'replace' }))}
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
        place={place}
        onPlace={(search, how) => move(navigate({ search, replace: how === 'replace' }))}
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
        place={place}
        onPlace={(search, how) => move(navigate({ search, replace: how === 'replace' }))}
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
        place={place}
        onPlace={(search, how) => move(navigate({ search, replace: how === 'replace' }))}
      />
    </WhenLoaded>
  );
}

function WhenLoaded({ children }: { children: ReactNode }) {
  return <Suspense fallback={<SkeletonRows label="Opening the screen" />}>{children}</Suspense>;
}

function move(navigation: Promise<void>): void {
  navigation.catch((error: unknown) => console.error(error));
}
