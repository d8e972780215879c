import { useEffect, useRef } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { SearchField } from 'react-aria-components/SearchField';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';
import styles from './palette.module.css';

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  words: string;
  group: string;
  icon?: IconName | undefined;
  keyHint?: string | undefined;
  note?: string | undefined;
  onPress: () => void;
}

/** A field over the window and what it leads to; the caller decides which items a text brings up. */
export function PaletteDialog(props: {
  label: string;
  placeholder: string;
  isOpen: boolean;
  onClose: () => void;
  text: string;
  onText: (text: string) => void;
  items: readonly PaletteItem[];
  emptyWords: string;
}) {
  const groups = [...new Set(props.items.map(({ group }) => group))];
  const chosen = useRef<(() => void) | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const choose = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    chosen.current = item.onPress;
    props.onClose();
  };
  // Only once the palette is gone can what was chosen take the focus; before, the palette would take it back.
  useEffect(() => {
    if (props.isOpen) return;
    chosen.current?.();
    chosen.current = null;
  }, [props.isOpen]);
  /**
   * The line that is drawn as marked, else the first: Enter may come before one is. The list's own way to it goes by
   * the id of an element, which may have been drawn anew under another.
   */
  const meant = (): PaletteItem | undefined => {
    const key = list.current?.querySelector('[data-focused]')?.getAttribute('data-key');
    return props.items.find(({ id }) => id === key) ?? props.items[0];
  };
  return (
    <ModalOverlay
      isOpen={props.isOpen}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      className={styles['palette-veil'] ?? ''}
    >
      <Modal className={styles['palette-box'] ?? ''}>
        <AriaDialog aria-label={props.label} className={styles['palette'] ?? ''}>
          <Autocomplete inputValue={props.text} onInputChange={props.onText}>
            <SearchField
              aria-label={props.label}
              autoFocus
              className={styles['palette-field'] ?? ''}
              onKeyDown={(event) => {
                if (event.key === 'Escape') props.onClose();
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(meant());
              }}
            >
              <Icon name="search" />
              <Input placeholder={props.placeholder} className={styles['palette-input'] ?? ''} />
            </SearchField>
            <Menu
              ref={list}
              aria-label={props.label}
              className={styles['palette-list'] ?? ''}
              onAction={(key) => choose(props.items.find(({ id }) => id === key))}
              renderEmptyState={() => <p className={styles['palette-empty']}>{props.emptyWords}</p>}
            >
              {groups.map((group) => (
                <MenuSection key={group} aria-label={group}>
                  <Header className={styles['palette-head'] ?? ''}>{group}</Header>
                  {props.items
                    .filter((item) => item.group === group)
                    .map((item) => (
                      <MenuItem
                        key={item.id}
                        id={item.id}
                        textValue={item.words}
                        className={styles['palette-item'] ?? ''}
                      >
                        {item.icon === undefined ? null : <Icon name={item.icon} />}
                        <span className={styles['palette-words']}>{item.words}</span>
                        {item.note === undefined ? null : (
                          <span className={styles['palette-note']}>{item.note}</span>
                        )}
                        {item.keyHint === undefined ? null : <KeyHint keys={item.keyHint} />}
                      </MenuItem>
                    ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
