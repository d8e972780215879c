import { EvidenceText } from '../../design/evidence-text.tsx';
import { cutEnd } from './facet-words.ts';
import styles from './turns.module.css';

const PLAIN = /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u024f]*$/;

/** True for characters that are all seen and run from left to right. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** A short value that a log gave: what it hides is shown, and it turns no other text around. */
export function LogText({ text }: { text: string }) {
  return isPlain(text) ? text : <EvidenceText text={text} isLine />;
}

/** Names of models and files often differ at the end alone: it stays in sight. */
export function CutInTheMiddle({ text }: { text: string }) {
  if (!isPlain(text)) return <LogText text={text} />;
  const end = cutEnd(text);
  return (
    <span className={styles['cut-middle']} title={text}>
      <span>{text.slice(0, text.length - end.length)}</span>
      <span>{end}</span>
    </span>
  );
}
