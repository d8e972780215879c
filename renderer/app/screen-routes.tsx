import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { SkeletonRows } from '../design/skeleton.tsx';
import { useHandedOver } from '../engine-client/live.ts';
import { CasesScreen } from '../screens/cases/cases-screen.tsx';
import { SampleProgress } from '../screens/cases/sample-progress.tsx';
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
const SettingsScreen = lazy(async () => ({
  default: (await import('../screens/settings/settings-screen.tsx')).SettingsScreen,
}));
const HelpScreen = lazy(async () => ({
  default: (await import('../screens/help/help-screen.tsx')).HelpScreen,
}));

const ExhibitsScreen = lazy(async () => ({
  default: (await import('../screens/exhibits/exhibits-screen.tsx')).ExhibitsScreen,
}));

const TriageScreen = lazy(async () => ({
  default: (await import('../screens/triage/triage-screen.tsx')).TriageScreen,
}));

const CausesScreen = lazy(async () => ({
  default: (await import('../screens/causes/causes-screen.tsx')).CausesScreen,
}));

const TimelineScreen = lazy(async () => ({
  default: (await import('../screens/timeline/timeline-screen.tsx')).TimelineScreen,
}));

const ActionsScreen = lazy(async () => ({
  default: (await import('../screens/actions/actions-screen.tsx')).ActionsScreen,
}));

const ConsoleScreen = lazy(async () => ({
  default: (await import('../screens/console/console-screen.tsx')).ConsoleScreen,
}));

const MappingScreen = lazy(async () => ({
  default: (await import('../screens/mapping/mapping-screen.tsx')).MappingScreen,
}));

export function CasesRoute() {
  const opening = useHandedOver((handed) => handed.opening);
  if (opening)
    return (
      <>
        <SampleProgress />
        <SkeletonRows label="Opening the case" />
      </>
    );
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

export function ExhibitsRoute() {
  const place = useSearch({ from: '/case/$caseId/exhibits' });
  const navigate = useNavigate({ from: '/case/$caseId/exhibits' });
  return (
    <WhenLoaded>
      <ExhibitsScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function TimelineRoute() {
  const place = useSearch({ from: '/case/$caseId/timeline' });
  const navigate = useNavigate({ from: '/case/$caseId/timeline' });
  return (
    <WhenLoaded>
      <TimelineScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

/** Settings and help are there without a case too. */
export function SettingsRoute() {
  const place = useSearch({ from: '/settings' });
  const navigate = useNavigate({ from: '/settings' });
  return (
    <WhenLoaded>
      <SettingsScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />
    </WhenLoaded>
  );
}

export function TriageRoute() {
  const place = useSearch({ from: '/case/$caseId/triage' });
  const navigate = useNavigate({ from: '/case/$caseId/triage' });
  return (
    <WhenLoaded>
      <TriageScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function ActionsRoute() {
  const place = useSearch({ from: '/case/$caseId/actions' });
  const navigate = useNavigate({ from: '/case/$caseId/actions' });
  return (
    <WhenLoaded>
      <ActionsScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function SettingsInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/settings' });
  const navigate = useNavigate({ from: '/case/$caseId/settings' });
  return (
    <WhenLoaded>
      <SettingsScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />
    </WhenLoaded>
  );
}

export function CausesRoute() {
  const place = useSearch({ from: '/case/$caseId/causes' });
  const navigate = useNavigate({ from: '/case/$caseId/causes' });
  return (
    <WhenLoaded>
      <CausesScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
    </WhenLoaded>
  );
}

export function HelpRoute() {
  const place = useSearch({ from: '/help' });
  const navigate = useNavigate({ from: '/help' });
  return (
    <WhenLoaded>
      <HelpScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />
    </WhenLoaded>
  );
}

export function HelpInCaseRoute() {
  const place = useSearch({ from: '/case/$caseId/help' });
  const navigate = useNavigate({ from: '/case/$caseId/help' });
  return (
    <WhenLoaded>
      <HelpScreen {...placed(place, (search, replace) => navigate({ search, replace }))} />
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

export function MappingRoute() {
  const place = useSearch({ from: '/case/$caseId/mapping' });
  const navigate = useNavigate({ from: '/case/$caseId/mapping' });
  return (
    <WhenLoaded>
      <MappingScreen
        {...useNavigation()}
        {...placed(place, (search, replace) => navigate({ search, replace }))}
      />
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
