import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../design/button.tsx';
import { Fault } from '../design/fault.tsx';
import { SkeletonRows } from '../design/skeleton.tsx';
import { useNavigation } from './navigation.ts';

export function OpeningScreen() {
  return <SkeletonRows label="Opening the screen" />;
}

/** In place of a screen that failed to draw: what stands around it goes on. */
export function ScreenFault({ error, reset }: ErrorComponentProps) {
  return (
    <Fault
      what="This screen failed to draw."
      where="Nothing in the case was changed by it."
      details={error instanceof Error ? (error.stack ?? error.message) : String(error)}
      actions={
        <>
          <Button variant="primary" onPress={reset}>
            Try again
          </Button>
          {/* A part of the program that failed to load is asked for again by a new page alone. */}
          <Button onPress={() => window.location.reload()}>Load the window anew</Button>
          <ToCases />
        </>
      }
    />
  );
}

/** An address that leads nowhere. */
export function NoSuchPlace() {
  return (
    <Fault
      what="There is no such place in Exhibit."
      where="The address that led here names none."
      actions={<ToCases />}
    />
  );
}

function ToCases() {
  const { go } = useNavigation();
  return <Button onPress={() => go({ screen: 'cases' })}>All cases</Button>;
}
