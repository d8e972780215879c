import type { Destination } from '../../shared/domain/destination.ts';
import { attempt } from '../commands/attempt.ts';
import { LinkButton } from '../design/button.tsx';
import { goToMark } from './go-to-mark.ts';

/** Handles side by side, each of which leads to what it names. */
export function HandleLinks(props: {
  handles: readonly string[];
  go: (to: Destination) => void;
  /** What they are to what they stand at: "ground". */
  what: string;
}) {
  return props.handles.map((handle) => (
    <LinkButton
      key={handle}
      className="u-mono-small"
      label={`Go to ${handle}, ${props.what}`}
      onPress={() => attempt(() => goToMark(handle, props.go))}
    >
      {handle}
    </LinkButton>
  ));
}

/** Handles as they are typed: `E-1, F-12`. */
export const handlesIn = (text: string): string[] =>
  text.split(/[\s,;]+/).filter((handle) => handle !== '');
