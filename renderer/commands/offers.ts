import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { type CommandId, isCommandId } from './table.ts';

/** What can be done at the moment: the newest offer of a command counts, so that a dialog goes before its screen. */
type Offer = ReadonlyMap<CommandId, () => void>;
const useOffers = create<{ readonly offers: readonly Offer[] }>(() => ({ offers: [] }));

export type Handlers = Partial<Record<CommandId, (() => void) | undefined>>;

/**
 * Offers commands as long as the component stands. A command whose handler is undefined is not offered. What is offered
 * `everywhere` gives way to what a screen offers, whichever came first.
 */
export function useCommands(handlers: Handlers, reach: 'here' | 'everywhere' = 'here'): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  const offered = Object.entries(handlers)
    .flatMap(([id, handler]) => (handler === undefined ? [] : [id]))
    .join(' ');
  useEffect(() => {
    const ids = offered.split(' ').filter(isCommandId);
    const offer: Offer = new Map(ids.map((id) => [id, () => current.current[id]?.()]));
    useOffers.setState(({ offers }) => ({
      offers: reach === 'everywhere' ? [offer, ...offers] : [...offers, offer],
    }));
    return () =>
      useOffers.setState(({ offers }) => ({ offers: offers.filter((other) => other !== offer) }));
  }, [offered, reach]);
}

export function runCommand(id: CommandId): boolean {
  const handler = handlerOf(useOffers.getState().offers, id);
  handler?.();
  return handler !== undefined;
}

/** Commands that can be given now. */
export function useOffered(): ReadonlySet<CommandId> {
  const offers = useOffers((state) => state.offers);
  return new Set(offers.flatMap((offer) => [...offer.keys()]));
}

const handlerOf = (offers: readonly Offer[], id: CommandId): (() => void) | undefined =>
  offers.findLast((offer) => offer.has(id))?.get(id);
