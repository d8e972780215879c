import { type RegisteredRouter, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Destination } from '../../shared/domain/destination.ts';
import { useCaseHead, useLive } from '../engine-client/live.ts';

export interface Navigation {
  readonly go: (to: Destination) => void;
  readonly href: (to: Destination) => string;
}

const usualSort = { column: 'turn', descending: false } as const;

/** The address of a place, as the router takes it. */
export function addressOf(to: Destination, caseId: string) {
  const params = { caseId };
  switch (to.screen) {
    case 'cases':
      return { to: '/' } as const;
    case 'home':
      return { to: '/case/$caseId/home', params } as const;
    case 'evidence':
      return {
        to: '/case/$caseId/evidence',
        params,
        search: { file: to.file, record: to.record, adds: to.adds },
      } as const;
    case 'turns':
      return {
        to: '/case/$caseId/turns',
        params,
        search: {
          filter: to.filter ?? '',
          sort: to.sort ?? usualSort,
          turn: to.turn,
          top: to.top,
        },
      } as const;
    case 'replay':
      return {
        to: '/case/$caseId/replay',
        params,
        search: {
          conversation: to.conversation,
          turn: to.turn,
          finding: to.finding,
          mark: to.mark,
        },
      } as const;
    case 'verify': {
      const search = { words: to.words ?? '', kind: to.kind ?? ('all' as const), entry: to.entry };
      return caseId === ''
        ? ({ to: '/verify', search } as const)
        : ({ to: '/case/$caseId/verify', params, search } as const);
    }
    case 'report':
      return {
        to: '/case/$caseId/report',
        params,
        search: { part: to.part, page: to.page, signer: to.signer },
      } as const;
    case 'compare':
      return {
        to: '/case/$caseId/compare',
        params,
        search: {
          a: to.a ?? '',
          b: to.b ?? '',
          id: to.id,
          which: to.which ?? 'changed',
          sort: to.sort ?? { column: 'pair', descending: false },
          pair: to.pair,
          raw: to.raw,
        },
      } as const;
    case 'exhibits':
      return {
        to: '/case/$caseId/exhibits',
        params,
        search: { words: to.words ?? '', exhibit: to.exhibit },
      } as const;
    case 'triage':
      return {
        to: '/case/$caseId/triage',
        params,
        search: {
          lane: to.lane ?? ('finding' as const),
          failure: to.failure,
          severity: to.severity,
          rule: to.rule,
          review: to.review ?? ('any' as const),
          from: to.from,
          to: to.to,
          hit: to.hit,
        },
      } as const;
    case 'causes':
      return { to: '/case/$caseId/causes', params, search: { cause: to.cause } } as const;
    case 'settings': {
      const search = { part: to.part };
      return caseId === ''
        ? ({ to: '/settings', search } as const)
        : ({ to: '/case/$caseId/settings', params, search } as const);
    }
    case 'help': {
      const search = { part: to.part, words: to.words };
      return caseId === ''
        ? ({ to: '/help', search } as const)
        : ({ to: '/case/$caseId/help', params, search } as const);
    }
    case 'timeline':
      return { to: '/case/$caseId/timeline', params, search: { event: to.event } } as const;
    case 'actions':
      return { to: '/case/$caseId/actions', params, search: { action: to.action } } as const;
    case 'console':
      return { to: '/case/$caseId/sql', params } as const;
    case 'mapping':
      return { to: '/case/$caseId/mapping', params, search: { file: to.file } } as const;
  }
}

/** Resolves when the place is shown. `caseId` is of the case that the window shows, where none is open at the moment. */
export function moveBy(router: RegisteredRouter, caseId = '') {
  return async (to: Destination): Promise<void> => {
    // A case that was opened a moment ago is not yet in what this was made from.
    const now = useLive.getState().head?.case_id ?? caseId;
    // A move that is still to be written would be passed over for this one, and going back would miss it.
    router.history.flush();
    await router.navigate(addressOf(to, now));
  };
}

export function useNavigation(): Navigation {
  const router = useRouter();
  const caseId = useCaseHead()?.case_id ?? '';
  return useMemo(() => {
    const move = moveBy(router, caseId);
    return {
      go: (to) => void move(to).catch((error: unknown) => console.error(error)),
      href: (to) => router.history.createHref(router.buildLocation(addressOf(to, caseId)).href),
    };
  }, [router, caseId]);
}
