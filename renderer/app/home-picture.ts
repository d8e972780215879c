import { useIsFetching, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { BUILD } from '../../shared/contract/build.ts';
import type { HomePicture } from '../../shared/domain/home-picture.ts';
import { applyTextSize } from '../design/text-size.ts';
import { applyTheme, type Theme } from '../design/theme.ts';
import { useConnection } from '../engine-client/connection.ts';
import { ask, engine } from '../engine-client/engine.ts';
import { useHandedOver, useLive } from '../engine-client/live.ts';

/**
 * The home as the last start drew it, over the page until the page shows the same. after-picture.ts tends it: it hears from
 * here how far the page is.
 */
const picture = document.getElementById('picture');
const say = (what: 'drawn' | 'settled' | 'moot'): void => {
  picture?.dispatchEvent(new Event(what));
};

/** As large as windows are made. */
const opened = [window.outerWidth, window.outerHeight];

/** Dresses the page as the picture is, until settings are known, which are those that the picture was drawn under. */
export function dressAsPicture(): void {
  const { dataset, style } = document.documentElement;
  if (picture !== null) applyTextSize(100 * Number(style.getPropertyValue('--text')));
  applyTheme(
    picture === null ? 'system' : (themeIn(dataset['theme']) ?? 'system'),
    dataset['density'] === 'relaxed' ? 'relaxed' : 'compact',
  );
}

/** Takes the picture away where the page is about to show something else than the home of the case that it was opened on. */
export function tendPicture(): void {
  if (picture === null) return;
  const sayMoot = (): void => say('moot');
  useConnection.subscribe(({ state }) => {
    if (state !== 'connecting' && state !== 'ready') sayMoot();
  });
  // What could not be opened is said by another screen.
  useHandedOver.subscribe(({ opening }) => {
    if (!opening && useLive.getState().head === null) sayMoot();
  });
  useLive.subscribe(({ head, trouble }, before) => {
    if (trouble !== null || (before.head !== null && before.head !== head)) sayMoot();
  });
}

/** Once the home is wholly drawn: the picture of the last start goes, and one is kept for the next. */
export function useHomePicture(): void {
  const place = useRouterState({ select: ({ location }) => location.pathname });
  const isHome = place.endsWith('/home');
  const isFetching = useIsFetching() > 0;
  const { data: home } = useQuery({
    ...ask.cases.home.queryOptions({ input: {} }),
    enabled: isHome,
  });
  const known = isHome ? home?.as_of : undefined;
  const as_of = isFetching ? undefined : known;
  useEffect(() => {
    if (!isHome && place !== '/') say('moot');
  }, [isHome, place]);
  useEffect(() => {
    if (picture === null || known === undefined) return;
    return whenInPage(isHomeDrawn, () => say('drawn'));
  }, [known]);
  useEffect(() => {
    if (as_of === undefined) return;
    let stop: () => void;
    const keep = (): void => {
      stop = whenInPage(isAtRest, () => {
        say('settled');
        const drawn = pictureOf(as_of);
        if (drawn !== null) engine.cases.keepPicture(drawn).catch(() => undefined);
      });
    };
    const again = (): void => {
      stop();
      keep();
    };
    keep();
    window.addEventListener('resize', again);
    return () => {
      stop();
      window.removeEventListener('resize', again);
    };
  }, [as_of]);
}

const isHomeDrawn = (page: HTMLElement): boolean =>
  page.querySelector('main [data-screen-title]') !== null;

const isAtRest = (page: HTMLElement): boolean => page.querySelector('main [data-waiting]') === null;

/** Calls back when the page is idle and as is asked for. Answers how to give it up. */
function whenInPage(isSo: (page: HTMLElement) => boolean, then: () => void): () => void {
  const page = document.getElementById('exhibit');
  if (page === null) return () => undefined;
  let idle = 0;
  const look = (): void => {
    cancelIdleCallback(idle);
    idle = requestIdleCallback(() => {
      if (!isSo(page)) return;
      changes.disconnect();
      then();
    });
  };
  const changes = new MutationObserver(look);
  changes.observe(page, { childList: true, subtree: true });
  look();
  return () => {
    cancelIdleCallback(idle);
    changes.disconnect();
  };
}

/**
 * What is said for a moment is not of the next start; what people wrote into a case is kept nowhere but there, nor is what
 * only addresses and tips say. The room of it all stays.
 */
function withoutUnkept(page: HTMLElement): string {
  const copy = page.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return '';
  const unkept = '[data-unkept]';
  const heights = [...page.querySelectorAll(unkept)].map(({ clientHeight }) => clientHeight);
  for (const [at, element] of copy.querySelectorAll<HTMLElement>(unkept).entries()) {
    element.replaceChildren();
    element.style.height = `${heights[at] ?? 0}px`;
  }
  for (const link of copy.querySelectorAll('[href]')) link.setAttribute('href', '#');
  for (const element of copy.querySelectorAll('[title]')) element.removeAttribute('title');
  return copy.innerHTML;
}

/** Null where the page shows more than its home, or otherwise than a window begins: what runs, what a person has opened or resized. */
function pictureOf(as_of: string): HomePicture | null {
  const page = document.getElementById('exhibit');
  const isMore =
    window.outerWidth !== opened[0] ||
    window.outerHeight !== opened[1] ||
    useLive.getState().jobs.some(({ state }) => state === 'running') ||
    document.querySelector('[role="alertdialog"], [role="dialog"], [role="menu"]') !== null;
  if (page === null || isMore) return null;
  const { dataset, style } = document.documentElement;
  const theme = themeIn(dataset['theme']);
  if (theme === null) return null;
  return {
    as_of,
    build: BUILD,
    width: window.outerWidth,
    height: window.outerHeight,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    dress: {
      theme,
      density: dataset['density'] === 'relaxed' ? 'relaxed' : 'compact',
      text: Number(style.getPropertyValue('--text')),
      narrow: dataset['narrow'] === 'true',
      stacked: dataset['stacked'] === 'true',
      short: dataset['short'] === 'true',
    },
    html: withoutUnkept(page),
  };
}

const themeIn = (text: string | undefined): Theme | null =>
  text === 'light' || text === 'dark' || text === 'hc' ? text : null;
