import { copyAndSay } from '../../design/handle.tsx';
import { toast } from '../../design/toast-queue.ts';
import { engine } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';

/** Copies the citation of a whole turn. */
export function copyCitation(turn: number): void {
  engine.replay.cite({ turn_id: turn, span: null }).then(
    ({ text }) => copyAndSay(text, 'citation'),
    (error: unknown) => {
      const { kind, sentence } = troubleOf(error);
      if (kind !== 'cancelled') toast({ words: sentence, tone: 'fail' });
    },
  );
}
