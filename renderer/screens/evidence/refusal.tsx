import { visibleLine } from '../../../shared/text/visible.ts';

/** Why what a dialog asked for was not done; nothing where nothing was refused. */
export function Refusal({ sentence }: { sentence: string | null }) {
  return sentence === null ? null : (
    <p role="alert" className="u-fail">
      {visibleLine(sentence)}
    </p>
  );
}
