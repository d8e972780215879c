import { useIsFetching, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { BUILD } from '../../shared/contract/build.ts';
import type { HomePicture } from '../../shared/domain/home-picture.ts';
import { useConnection } from '../engine-client/connection.ts';
import { ask, engine } from '../engine-client/engine.ts';
import { useHandedOver, useLive } from '../engine-client/live.ts';

/**
 * The home as the last start drew it, over the page until the page shows the same. It takes no part in anything: what a
 * person does goes to the page below, and lifts it.
 */
const picture = document.getElementById('picture');

/** A home that takes longer is waited for with what the page says of it. */
const LONGEST_MS = 3_000;
const ACTS = ['keydown', 'pointerdown', 'wheel'] as const;

function lift(): void {
  for (const act of ACTS) window.removeEventListener(act, lift, { capture: true });
  picture?.remove();
}

/** Lifts the picture, if there is one, at the latest with the first act of a person or the first trouble. */
export function tendPicture(): void {
  if (picture === null) return;
  for (const act of ACTS) window.addEventListener(act, lift, { capture: true });
  setTimeout(lift, LONGEST_MS);
  useConnection.subscribe(({ state }) => {
    if (state !== 'connecting' && state !== 'ready') lift();
  });
  // What could not be opened is said by another screen.
  useHandedOver.subscribe(({ opening }) => {
    if (!opening && useLive.getState().head === null) lift();
  });
}

/** Once the home is wholly drawn: lifts the picture of the last start, and keeps one for the next. */
export function useHomePicture(): void {
  const isHome = useRouterState({ select: ({ location }) => location.pathname.endsWith('/home') });
  const isFetching = useIsFetching() > 0;
  const { data: home } = useQuery({
    ...ask.cases.home.queryOptions({ input: {} }),
    enabled: isHome,
  });
  const as_of = isHome && !isFetching ? home?.as_of : undefined;
  useEffect(() => {
    if (as_of === undefined) return;
    return whenDrawn(() => {
      lift();
      const drawn = pictureOf(as_of);
      if (drawn !== null) engine.cases.keepPicture(drawn).catch(() => undefined);
    });
  }, [as_of]);
}

/** Calls back when the page is at rest and waits for nothing more. Answers how to give it up. */
function whenDrawn(drawn: () => void): () => void {
  const page = document.getElementById('exhibit');
  if (page === null) return () => undefined;
  let atRest = 0;
  const look = (): void => {
    cancelIdleCallback(atRest);
    atRest = requestIdleCallback(() => {
      if (page.querySelector('main [role="status"]') !== null) return;
      changes.disconnect();
      drawn();
    });
  };
  const changes = new MutationObserver(look);
  changes.observe(page, { childList: true, subtree: true });
  look();
  return () => {
    cancelIdleCallback(atRest);
    changes.disconnect();
  };
}

/** What is said for a moment is not of the next start; what people wrote into a case is kept nowhere but there. Its room stays. */
function withoutUnkept(page: HTMLElement): string {
  const copy = page.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  const unkept = '[data-unkept]';
  const heights = [...page.querySelectorAll(unkept)].map(({ clientHeight }) => clientHeight);
  for (const [at, element] of copy.querySelectorAll<HTMLElement>(unkept).entries()) {
    element.replaceChildren();
    element.style.height = `${heights[at] ?? 0}px`;
  }
  return copy.innerHTML;
}

/** Null where the page shows more than its home: what runs, what a person has opened. */
function pictureOf(as_of: string): HomePicture | null {
  const page = document.getElementById('exhibit');
  const isMore =
    useLive.getState().jobs.some(({ state }) => state === 'running') ||
    document.querySelector('[role="alertdialog"], [role="dialog"], [role="menu"]') !== null;
  if (page === null || isMore) return null;
  const { dataset, style } = document.documentElement;
  const { theme, density } = dataset;
  if (theme !== 'light' && theme !== 'dark' && theme !== 'hc') return null;
  return {
    as_of,
    build: BUILD,
    width: window.outerWidth,
    height: window.outerHeight,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    dress: {
      theme,
      density: density === 'relaxed' ? 'relaxed' : 'compact',
      text: Number(style.getPropertyValue('--text')),
      narrow: dataset['narrow'] === 'true',
      stacked: dataset['stacked'] === 'true',
      short: dataset['short'] === 'true',
    },
    html: withoutUnkept(page),
  };
}
