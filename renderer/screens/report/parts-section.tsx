import { PanelSection } from '../../design/pane.tsx';
import { ANNEXES, SECTIONS } from './report-parts.ts';
import styles from './report.module.css';

/** What is issued: always the same document, so that it is told and not asked. */
export function PartsSection() {
  return (
    <PanelSection
      title="Root cause analysis"
      level={2}
      count={`${SECTIONS.length} sections, ${ANNEXES.length} annexes`}
      isInset
      isFoldable
      defaultOpen={false}
    >
      <p>Every report has these parts in this order. One that has nothing to say says so.</p>
      <ol className={styles['parts']}>
        {SECTIONS.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
      <ol className={styles['annexes']} aria-label="Annexes">
        {ANNEXES.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ol>
    </PanelSection>
  );
}
