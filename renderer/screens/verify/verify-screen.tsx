import type { Granted } from '../../../shared/contract/host.ts';
import type { CustodyPlace, Destination } from '../../../shared/domain/destination.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { DropTint } from '../../design/drop.tsx';
import { Screen, ScreenWork } from '../../design/screen.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Split } from '../../design/split.tsx';
import { engine } from '../../engine-client/engine.ts';
import { useCaseHead } from '../../engine-client/live.ts';
import { useFileDrop } from '../../engine-client/use-file-drop.ts';
import { CustodyLog } from './custody-log.tsx';
import { Results } from './results.tsx';
import { verifyGranted, verifyPicked } from './verify-granted.ts';

interface VerifyScreenProps {
  go: (to: Destination) => void;
  href: (to: Destination) => string;
  place: CustodyPlace;
  onPlace: (place: CustodyPlace, how: 'push' | 'replace') => void;
}

/** Whether a case, a report or a package is what it was, check by check; beside it the custody log of the open case. */
export function VerifyScreen({ go, place, onPlace }: VerifyScreenProps) {
  const head = useCaseHead();
  const verify = (granted: readonly Granted[]): void => attempt(() => verifyGranted(granted));
  const drop = useFileDrop(verify, tell);
  const chooseFile = (): void => attempt(() => verifyPicked('to-verify'));
  const chooseCase = (): void => attempt(() => verifyPicked('case'));
  const results = (
    <Results caseId={head?.case_id ?? null} onChoose={chooseFile} onChooseCase={chooseCase} />
  );
  return (
    <Screen {...drop.handlers}>
      <ScreenBar
        title="Verify"
        note="Drop a case, report or package here. Nothing is written to it."
        end={
          <>
            {head === null ? (
              <Button variant="bare" onPress={() => go({ screen: 'cases' })}>
                All cases
              </Button>
            ) : (
              <>
                <Button
                  variant="bare"
                  tip="Derives the tables again from the evidence and compares"
                  onPress={() => attempt(() => engine.jobs.verify({ full: true }))}
                >
                  Verify this case fully
                </Button>
                <Button
                  variant="bare"
                  keyHint={keyHint('case.verify') ?? ''}
                  onPress={() => attempt(() => engine.jobs.verify({ full: false }))}
                >
                  Verify this case
                </Button>
              </>
            )}
            <Button onPress={chooseCase}>Choose a case…</Button>
            <Button variant="primary" onPress={chooseFile}>
              Choose a report or package…
            </Button>
          </>
        }
      />
      <ScreenWork>
        {head === null ? (
          results
        ) : (
          <Split
            label="Verification and custody log"
            panes={[
              { id: 'results', label: 'results', min: '420px', content: results },
              {
                id: 'custody',
                label: 'custody log',
                size: '596px',
                min: '420px',
                keepsPixels: true,
                content: <CustodyLog place={place} onPlace={onPlace} />,
              },
            ]}
          />
        )}
      </ScreenWork>
      <DropTint
        isOver={drop.over !== null}
        words="Drop to verify. Nothing is written to what is checked."
      />
    </Screen>
  );
}
