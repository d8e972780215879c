import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { classNames } from './class-names.ts';
import { Icon, type IconName } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './tabs.module.css';

/** A tab and what it shows. */
export interface TabItem<I extends string> {
  id: I;
  label: Words;
  count?: Words;
  icon?: IconName | undefined;
  isDisabled?: boolean | undefined;
  panel?: ReactNode;
}

/** Tabs over one panel; only the panel of the selected tab is there. */
export function Tabs<I extends string>(props: {
  label: string;
  tabs: readonly TabItem<I>[];
  selected: I;
  onSelect: (id: I) => void;
  end?: ReactNode;
  className?: string | undefined;
}) {
  const { label, tabs, selected, end } = props;
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.id === key);
        if (chosen !== undefined && chosen.id !== selected) props.onSelect(chosen.id);
      }}
      className={classNames(styles['tabs'], props.className)}
    >
      <div className={styles['tabs-bar']}>
        <TabList aria-label={label} className={styles['tabs-list'] ?? ''}>
          {tabs.map((tab) => (
            <Tab
              key={tab.id}
              id={tab.id}
              isDisabled={tab.isDisabled === true}
              className={styles['tab'] ?? ''}
            >
              {tab.icon === undefined ? null : <Icon name={tab.icon} size={12} />}
              {tab.label}
              {tab.count === undefined ? null : (
                <span className={styles['tab-count']}>{tab.count}</span>
              )}
            </Tab>
          ))}
        </TabList>
        {end === undefined ? null : <div className={styles['tabs-end']}>{end}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles['tab-panel'] ?? ''}>
          {tab.panel}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
