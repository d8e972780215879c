import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import {
  causesPlace,
  actionsPlace,
  comparePlace,
  custodyPlace,
  evidencePlace,
  exhibitsPlace,
  replayPlace,
  reportPlace,
  triagePlace,
  helpPlace,
  mappingPlace,
  settingsPlace,
  timelinePlace,
  turnsPlace,
} from '../../shared/domain/destination.ts';
import { useLive } from '../engine-client/live.ts';
import { askAhead } from '../screens/turns/view-question.ts';
import { NoSuchPlace, OpeningScreen, ScreenFault } from './instead.tsx';
import { firstReplay } from './last-replay.ts';
import { Frame } from './frame.tsx';
import { CaseRoute } from './routes/case-route.tsx';
import { CasesRoute } from './routes/cases-route.tsx';
import { HomeRoute } from './routes/home-route.tsx';

const root = createRootRoute({ component: Frame });
const cases = createRoute({ getParentRoute: () => root, path: '/', component: CasesRoute });
const theCase = createRoute({
  getParentRoute: () => root,
  path: 'case/$caseId',
  component: CaseRoute,
});
const home = createRoute({ getParentRoute: () => theCase, path: 'home', component: HomeRoute });
const evidence = createRoute({
  getParentRoute: () => theCase,
  path: 'evidence',
  validateSearch: (search) => evidencePlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/evidence-route.tsx'), 'EvidenceRoute'),
});
const turns = createRoute({
  getParentRoute: () => theCase,
  path: 'turns',
  validateSearch: (search) => turnsPlace.parse(search),
  loaderDeps: ({ search: { filter, sort } }) => ({ filter, sort }),
  loader: ({ params, deps: { filter, sort } }) => {
    if (useLive.getState().head?.case_id === params.caseId) askAhead(filter, sort);
  },
  shouldReload: ({ cause }) => cause === 'enter',
  component: lazyRouteComponent(() => import('./routes/turns-route.tsx'), 'TurnsRoute'),
});
const replay = createRoute({
  getParentRoute: () => theCase,
  path: 'replay',
  validateSearch: (search) => replayPlace.catch(firstReplay).parse(search),
  component: lazyRouteComponent(() => import('./routes/replay-route.tsx'), 'ReplayRoute'),
});
const report = createRoute({
  getParentRoute: () => theCase,
  path: 'report',
  validateSearch: (search) => reportPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/report-route.tsx'), 'ReportRoute'),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: 'verify',
  validateSearch: (search) => custodyPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/verify-route.tsx'), 'VerifyRoute'),
});
const verifyInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'verify',
  validateSearch: (search) => custodyPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/verify-route.tsx'), 'VerifyInCaseRoute'),
});
const compare = createRoute({
  getParentRoute: () => theCase,
  path: 'compare',
  validateSearch: (search) => comparePlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/compare-route.tsx'), 'CompareRoute'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: 'settings',
  validateSearch: (search) => settingsPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/settings-route.tsx'), 'SettingsRoute'),
});
const settingsInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'settings',
  validateSearch: (search) => settingsPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/settings-route.tsx'), 'SettingsInCaseRoute'),
});
const help = createRoute({
  getParentRoute: () => root,
  path: 'help',
  validateSearch: (search) => helpPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/help-route.tsx'), 'HelpRoute'),
});
const helpInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'help',
  validateSearch: (search) => helpPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/help-route.tsx'), 'HelpInCaseRoute'),
});

const exhibits = createRoute({
  getParentRoute: () => theCase,
  path: 'exhibits',
  validateSearch: (search) => exhibitsPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/exhibits-route.tsx'), 'ExhibitsRoute'),
});

const triage = createRoute({
  getParentRoute: () => theCase,
  path: 'triage',
  validateSearch: (search) => triagePlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/triage-route.tsx'), 'TriageRoute'),
});

const causes = createRoute({
  getParentRoute: () => theCase,
  path: 'causes',
  validateSearch: (search) => causesPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/causes-route.tsx'), 'CausesRoute'),
});

const timeline = createRoute({
  getParentRoute: () => theCase,
  path: 'timeline',
  validateSearch: (search) => timelinePlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/timeline-route.tsx'), 'TimelineRoute'),
});
const actions = createRoute({
  getParentRoute: () => theCase,
  path: 'actions',
  validateSearch: (search) => actionsPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/actions-route.tsx'), 'ActionsRoute'),
});

const sqlConsole = createRoute({
  getParentRoute: () => theCase,
  path: 'sql',
  component: lazyRouteComponent(() => import('./routes/console-route.tsx'), 'ConsoleRoute'),
});

const mapping = createRoute({
  getParentRoute: () => theCase,
  path: 'mapping',
  validateSearch: (search) => mappingPlace.parse(search),
  component: lazyRouteComponent(() => import('./routes/mapping-route.tsx'), 'MappingRoute'),
});

/** Every place in the app is an address behind the hash. */
export const router = createRouter({
  routeTree: root.addChildren([
    cases,
    verify,
    settings,
    help,
    theCase.addChildren([
      home,
      evidence,
      turns,
      replay,
      verifyInCase,
      report,
      compare,
      exhibits,
      triage,
      causes,
      settingsInCase,
      helpInCase,
      timeline,
      actions,
      sqlConsole,
      mapping,
    ]),
  ]),
  history: createHashHistory(),
  defaultPreload: false,
  // The screen before stays until the next one's code is there; where that takes longer, it is said.
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  defaultPendingComponent: OpeningScreen,
  defaultErrorComponent: ScreenFault,
  defaultNotFoundComponent: NoSuchPlace,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
