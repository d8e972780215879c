import { useId, useState, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import type { Words } from './words.ts';
import styles from './pane.module.css';

/** A column of the work: head, body and foot stand in it. It does not scroll itself. */
export function Pane(props: {
  children: ReactNode;
  label?: string | undefined;
  isSide?: boolean | undefined;
  className?: string | undefined;
}) {
  const { label } = props;
  const Element = label === undefined ? 'div' : 'section';
  return (
    <Element
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={classNames(
        styles['pane'],
        props.isSide === true && styles['pane-side'],
        props.className,
      )}
    >
      {props.children}
    </Element>
  );
}

/** The part of a pane that takes the rest and scrolls. With a label it can be scrolled by keys on its own. */
export function PaneBody(props: {
  children: ReactNode;
  isInset?: boolean | undefined;
  label?: string | undefined;
  className?: string | undefined;
}) {
  const { label } = props;
  return (
    <div
      {...(label === undefined ? {} : { role: 'region', 'aria-label': label, tabIndex: 0 })}
      className={classNames(
        styles['pane-body'],
        props.isInset === true && styles['pane-inset'],
        props.className,
      )}
    >
      {props.children}
    </div>
  );
}

/** The bar at the foot of a pane: shown of total, time, what can be done with what is selected. */
export function PaneFoot({
  children,
  className,
}: {
  children: ReactNode;
  className?: string | undefined;
}) {
  return <div className={classNames(styles['pane-foot'], className)}>{children}</div>;
}

/** The head of a pane or a part of one, with its count and controls at the end. */
export function PanelHead(props: {
  children: Words;
  count?: Words;
  end?: ReactNode;
  isRuled?: boolean | undefined;
  level?: 2 | 3 | 4 | undefined;
  id?: string | undefined;
}) {
  const { level = 2, count, end } = props;
  const Heading = `h${level}` as const;
  return (
    <div className={classNames(styles['panel-head'], props.isRuled === true && styles['is-ruled'])}>
      <Heading id={props.id} className={styles['panel-title']}>
        {props.children}
      </Heading>
      {count === undefined ? null : <span className={styles['panel-count']}>{count}</span>}
      {end === undefined ? null : <div className={styles['panel-end']}>{end}</div>}
    </div>
  );
}

/** A part of a pane under its own head; it can fold. */
export function PanelSection(props: {
  title: Words;
  count?: Words;
  end?: ReactNode;
  children: ReactNode;
  isInset?: boolean | undefined;
  isFoldable?: boolean | undefined;
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
  defaultOpen?: boolean | undefined;
  level?: 2 | 3 | 4 | undefined;
  className?: string | undefined;
}) {
  const { title, count, isFoldable = false, level = 3 } = props;
  const [openHere, setOpenHere] = useState(props.defaultOpen ?? true);
  const isOpen = !isFoldable || (props.isOpen ?? openHere);
  const head = useId();
  const body = useId();
  const turn = (): void => {
    setOpenHere(!isOpen);
    props.onOpenChange?.(!isOpen);
  };
  return (
    <section
      aria-labelledby={head}
      className={classNames(styles['panel-section'], props.className)}
    >
      <PanelHead level={level} id={head} count={count} end={props.end}>
        {isFoldable ? (
          <AriaButton
            aria-expanded={isOpen}
            aria-controls={body}
            onPress={turn}
            className={styles['panel-fold'] ?? ''}
          >
            <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
            {title}
          </AriaButton>
        ) : (
          title
        )}
      </PanelHead>
      <div
        id={body}
        hidden={!isOpen}
        className={props.isInset === true ? styles['panel-inset'] : undefined}
      >
        {isOpen ? props.children : null}
      </div>
    </section>
  );
}
