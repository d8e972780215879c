import { useEffect, useRef } from 'react';
import type { SettingsPlace } from '../../../shared/domain/destination.ts';
import { Icon, type IconName } from '../../design/icon.tsx';
import { List } from '../../design/list.tsx';
import { Pane, PaneBody } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { useSettings } from '../../engine-client/settings.ts';
import { CasesPart } from './cases-part.tsx';
import { ExaminerPart } from './examiner-part.tsx';
import { LookPart } from './look-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { TimePart } from './time-part.tsx';
import { TrustPart } from './trust-part.tsx';
import styles from './settings.module.css';

type Part = NonNullable<SettingsPlace['part']>;

const parts: readonly { readonly id: Part; readonly words: string; readonly icon: IconName }[] = [
  { id: 'look', words: 'Look and keys', icon: 'contrast' },
  { id: 'time', words: 'Time zone', icon: 'clock' },
  { id: 'examiner', words: 'Examiner, identities', icon: 'user' },
  { id: 'trust', words: 'Trusted signers', icon: 'shield' },
  { id: 'rules', words: 'Rules', icon: 'filter' },
  { id: 'cases', words: 'Cases and files', icon: 'folder' },
];

/** How one person likes the program. What is changed acts at once, in every window; nothing of it goes into a case. */
export function SettingsScreen(props: {
  place: SettingsPlace;
  onPlace: (place: SettingsPlace, how: 'push' | 'replace') => void;
}) {
  const settings = useSettings();
  const part = props.place.part ?? 'look';
  const side = useRef<HTMLDivElement>(null);
  useEffect(() => {
    side.current?.querySelector<HTMLElement>('[data-list-row][tabindex="0"]')?.focus();
  }, []);
  return (
    <Screen>
      <ScreenBar
        title="Settings"
        note="Changes act at once, in every window. They are kept for you, in no case."
      />
      <div className={styles['work']}>
        <div ref={side} className={styles['side']}>
          <List
            label="Sections of the settings"
            items={parts}
            idOf={({ id }) => id}
            textOf={({ words }) => words}
            cursor={part}
            onCursor={(id) => {
              const chosen = parts.find((one) => one.id === id);
              if (chosen !== undefined) props.onPlace({ part: chosen.id }, 'replace');
            }}
          >
            {({ icon, words }) => (
              <>
                <Icon name={icon} />
                <span className="u-cut u-grow">{words}</span>
              </>
            )}
          </List>
        </div>
        <Pane>
          <PaneBody className={styles['body']}>
            {settings === undefined ? (
              <SkeletonRows label="Settings" rows={6} />
            ) : part === 'look' ? (
              <LookPart settings={settings} />
            ) : part === 'time' ? (
              <TimePart settings={settings} />
            ) : part === 'examiner' ? (
              <ExaminerPart settings={settings} />
            ) : part === 'trust' ? (
              <TrustPart settings={settings} />
            ) : part === 'rules' ? (
              <RulesPart settings={settings} />
            ) : (
              <CasesPart settings={settings} />
            )}
          </PaneBody>
        </Pane>
      </div>
    </Screen>
  );
}
