import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button, IconButton } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { List } from '../../design/list.tsx';
import { Pane, PaneBody } from '../../design/pane.tsx';
import { ToolBar } from '../../design/screen-bar.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { PageImage } from './page-image.tsx';
import { useInView } from './use-in-view.ts';
import styles from './report.module.css';

type Zoom = 'page' | 'width' | '150';

/** The real pages as they would be issued now, marked as a draft. */
export function PreviewPane(props: {
  signer: string | null;
  page: number;
  onPage: (page: number) => void;
}) {
  const { page, onPage } = props;
  const [zoom, setZoom] = useState<Zoom>('width');
  const preview = useQuery({
    ...ask.report.preview.queryOptions({ input: { signer: props.signer } }),
    placeholderData: (before) => before,
    // The engine holds the pages of the last preview alone: one of before, under another signer, has none any more.
    staleTime: 0,
    retry: false,
  });
  const trouble = preview.error === null ? null : troubleOf(preview.error);
  const failed = trouble !== null && trouble.kind !== 'cancelled' ? trouble : null;
  const name = preview.data?.preview ?? null;
  const pages = preview.data?.pages ?? 0;
  const at = Math.min(Math.max(1, page), Math.max(1, pages));
  return (
    <Pane label="Preview" className={styles['preview']}>
      <ToolBar
        label="Preview"
        end={
          <Segmented
            label="Size of the page"
            options={[
              { value: 'page', label: 'Page' },
              { value: 'width', label: 'Width' },
              { value: '150', label: '150 %' },
            ]}
            value={zoom}
            onChange={setZoom}
          />
        }
      >
        <span className="u-medium" role="status">
          {pages === 0 ? 'Setting the pages' : `Page ${at} of ${pages}`}
        </span>
        <IconButton
          icon="chevron-up"
          label="Previous page"
          isDisabled={at <= 1}
          onPress={() => onPage(at - 1)}
        />
        <IconButton
          icon="chevron-down"
          label="Next page"
          isDisabled={at >= pages}
          onPress={() => onPage(at + 1)}
        />
        <Badge tone="line">draft, not signed</Badge>
        {preview.isFetching && pages > 0 ? <span className="u-quiet">setting anew…</span> : null}
      </ToolBar>
      {failed !== null ? (
        <div className={styles['preview-fault']}>
          <Fault
            what="The pages cannot be shown."
            where={failed.sentence}
            code={failed.code ?? undefined}
            actions={
              <Button
                onPress={() => {
                  preview.refetch().catch(() => undefined);
                }}
              >
                Try again
              </Button>
            }
          />
        </div>
      ) : pages === 0 ? (
        <div className={styles['preview-fault']}>
          <SkeletonText label="Setting the pages" lines={6} />
        </div>
      ) : (
        <div className={styles['preview-work']}>
          <List
            label="Pages"
            className={styles['thumbs']}
            items={Array.from({ length: pages }, (_, index) => index + 1)}
            idOf={String}
            textOf={(one) => `Page ${one}`}
            cursor={String(at)}
            onCursor={(id) => onPage(Number(id))}
            selection="single"
            selected={new Set([String(at)])}
            onSelect={(chosen) => {
              for (const id of chosen) onPage(Number(id));
            }}
          >
            {(one) => <Thumbnail preview={name} page={one} isAt={one === at} />}
          </List>
          <PaneBody label="Page" className={styles['page-well']}>
            <div className={styles['page']} data-zoom={zoom}>
              <PageImage preview={name} page={at} />
            </div>
          </PaneBody>
        </div>
      )}
    </Pane>
  );
}

function Thumbnail({
  preview,
  page,
  isAt,
}: {
  preview: string | null;
  page: number;
  isAt: boolean;
}) {
  const { ref, isInView } = useInView();
  return (
    <span ref={ref} className={styles['thumb']} data-at={isAt}>
      <span className={styles['thumb-sheet']}>
        {isInView ? <PageImage preview={preview} page={page} isThumbnail /> : null}
      </span>
      <span className={styles['thumb-number']}>{page}</span>
    </span>
  );
}
