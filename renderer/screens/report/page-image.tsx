import { skipToken, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './report.module.css';

/** A page as an image: what is drawn in it can neither run nor reach anything. */
export function PageImage(props: { preview: string | null; page: number; isThumbnail?: boolean }) {
  const { preview, page, isThumbnail = false } = props;
  const { data, error } = useQuery({
    ...ask.report.pages.queryOptions({
      input: preview === null ? skipToken : { preview, from: page, to: page },
    }),
    placeholderData: (before) => before,
    gcTime: 10_000,
    retry: false,
  });
  const svg = data?.pages[0]?.svg;
  const source = useMemo(
    () =>
      svg === undefined
        ? undefined
        : `data:image/svg+xml;charset=utf-8,${svg.replaceAll('%', '%25').replaceAll('#', '%23')}`,
    [svg],
  );
  const trouble = error === null ? null : troubleOf(error);
  if (source === undefined && trouble !== null && trouble.kind !== 'cancelled' && !isThumbnail)
    return (
      <p role="alert" className={styles['nothing']}>
        {`Page ${page} could not be drawn. ${trouble.sentence}`}
      </p>
    );
  if (source === undefined) return <span className={styles['sheet-empty']} aria-hidden />;
  return (
    <img
      className={styles['sheet']}
      src={source}
      alt={isThumbnail ? '' : `Page ${page} of the draft`}
      draggable={false}
    />
  );
}
