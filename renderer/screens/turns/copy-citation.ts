import { tell } from '../../commands/attempt.ts';
import { copyAndSay } from '../../design/handle.tsx';
import { engine } from '../../engine-client/engine.ts';

/** Copies the citation of a whole turn. */
export function copyCitation(turn: number): void {
  engine.replay
    .cite({ turn_id: turn, span: null })
    .then(({ text }) => copyAndSay(text, 'citation'), tell);
}
