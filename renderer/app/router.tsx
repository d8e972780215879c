import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
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
import { CaseRoute } from './case-route.tsx';
import { NoSuchPlace, ScreenFault } from './faults.tsx';
import { firstReplay } from './last-replay.ts';
import { Frame } from './frame.tsx';
import {
  ActionsRoute,
  CasesRoute,
  CausesRoute,
  CompareRoute,
  ConsoleRoute,
  EvidenceRoute,
  ExhibitsRoute,
  HomeRoute,
  MappingRoute,
  ReplayRoute,
  ReportRoute,
  TriageRoute,
  HelpInCaseRoute,
  HelpRoute,
  SettingsInCaseRoute,
  SettingsRoute,
  TimelineRoute,
  TurnsRoute,
  VerifyInCaseRoute,
  VerifyRoute,
} from './screen-routes.tsx';

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
  component: EvidenceRoute,
});
const turns = createRoute({
  getParentRoute: () => theCase,
  path: 'turns',
  validateSearch: (search) => turnsPlace.parse(search),
  component: TurnsRoute,
});
const replay = createRoute({
  getParentRoute: () => theCase,
  path: 'replay',
  validateSearch: (search) => replayPlace.catch(firstReplay).parse(search),
  component: ReplayRoute,
});
const report = createRoute({
  getParentRoute: () => theCase,
  path: 'report',
  validateSearch: (search) => reportPlace.parse(search),
  component: ReportRoute,
});

const verify = createRoute({
  getParentRoute: () => root,
  path: 'verify',
  validateSearch: (search) => custodyPlace.parse(search),
  component: VerifyRoute,
});
const verifyInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'verify',
  validateSearch: (search) => custodyPlace.parse(search),
  component: VerifyInCaseRoute,
});
const compare = createRoute({
  getParentRoute: () => theCase,
  path: 'compare',
  validateSearch: (search) => comparePlace.parse(search),
  component: CompareRoute,
});
const settings = createRoute({
  getParentRoute: () => root,
  path: 'settings',
  validateSearch: (search) => settingsPlace.parse(search),
  component: SettingsRoute,
});
const settingsInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'settings',
  validateSearch: (search) => settingsPlace.parse(search),
  component: SettingsInCaseRoute,
});
const help = createRoute({
  getParentRoute: () => root,
  path: 'help',
  validateSearch: (search) => helpPlace.parse(search),
  component: HelpRoute,
});
const helpInCase = createRoute({
  getParentRoute: () => theCase,
  path: 'help',
  validateSearch: (search) => helpPlace.parse(search),
  component: HelpInCaseRoute,
});

const exhibits = createRoute({
  getParentRoute: () => theCase,
  path: 'exhibits',
  validateSearch: (search) => exhibitsPlace.parse(search),
  component: ExhibitsRoute,
});

const triage = createRoute({
  getParentRoute: () => theCase,
  path: 'triage',
  validateSearch: (search) => triagePlace.parse(search),
  component: TriageRoute,
});

const causes = createRoute({
  getParentRoute: () => theCase,
  path: 'causes',
  validateSearch: (search) => causesPlace.parse(search),
  component: CausesRoute,
});

const timeline = createRoute({
  getParentRoute: () => theCase,
  path: 'timeline',
  validateSearch: (search) => timelinePlace.parse(search),
  component: TimelineRoute,
});
const actions = createRoute({
  getParentRoute: () => theCase,
  path: 'actions',
  validateSearch: (search) => actionsPlace.parse(search),
  component: ActionsRoute,
});

const sqlConsole = createRoute({
  getParentRoute: () => theCase,
  path: 'sql',
  component: ConsoleRoute,
});

const mapping = createRoute({
  getParentRoute: () => theCase,
  path: 'mapping',
  validateSearch: (search) => mappingPlace.parse(search),
  component: MappingRoute,
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
  defaultErrorComponent: ScreenFault,
  defaultNotFoundComponent: NoSuchPlace,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
