import { useEffect, useRef, useState } from 'react';
import type { HelpPlace } from '../../../shared/domain/destination.ts';
import { useCommands } from '../../commands/offers.ts';
import { TextField } from '../../design/field.tsx';
import { Pane, PaneBody } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { AboutPart } from './about-part.tsx';
import { KeysPart } from './keys-part.tsx';
import { WordsPart } from './words-part.tsx';
import styles from './help.module.css';

/** Keys, words of the field, and which program this is. */
export function HelpScreen(props: {
  place: HelpPlace;
  onPlace: (place: HelpPlace, how: 'push' | 'replace') => void;
}) {
  const { part = 'keys', words = '' } = props.place;
  // The place follows what is typed when the router comes to it; the field does not wait for that.
  const [typed, setTyped] = useState(words);
  const search = useRef<HTMLInputElement>(null);
  const toSearch = (): void => search.current?.focus();
  useEffect(toSearch, []);
  useCommands({ 'go.help': toSearch, 'filter.focus': toSearch });
  const move = (to: HelpPlace): void => {
    const place = { part, words: typed, ...to };
    props.onPlace({ ...place, words: place.words === '' ? undefined : place.words }, 'replace');
  };
  return (
    <Screen>
      <ScreenBar
        title="Help"
        end={
          <TextField
            label="Search keys and words"
            isLabelHidden
            type="search"
            icon="search"
            placeholder="Search keys and words"
            className={styles['search']}
            inputRef={search}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              move({ words: text });
            }}
          />
        }
      />
      <Pane label="Help">
        <Tabs
          label="Help"
          className={styles['tabs']}
          selected={part}
          onSelect={(id) => move({ part: id })}
          tabs={[
            {
              id: 'keys',
              label: 'Keys',
              panel: (
                <PaneBody label="Keys" className={styles['body']}>
                  <KeysPart searched={typed} />
                </PaneBody>
              ),
            },
            {
              id: 'words',
              label: 'Words',
              panel: (
                <PaneBody label="Words of the field" className={styles['body']}>
                  <WordsPart searched={typed} />
                </PaneBody>
              ),
            },
            {
              id: 'about',
              label: 'About Exhibit',
              panel: (
                <PaneBody label="About Exhibit" className={styles['body']}>
                  <AboutPart />
                </PaneBody>
              ),
            },
          ]}
        />
      </Pane>
    </Screen>
  );
}
