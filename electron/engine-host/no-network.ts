/**
 * What the runtime gives every program to speak to a network: this one has its port and nothing else. Loading it would
 * also take a good part of the start, for which a look at one of the names is enough.
 */
const NAMES = ['fetch', 'Request', 'Response', 'Headers', 'WebSocket', 'EventSource'] as const;
for (const name of NAMES) Object.defineProperty(globalThis, name, { value: undefined });

/** The calls ask of every answer whether it is a form; none ever is. */
Object.defineProperty(globalThis, 'FormData', {
  value: class FormData {
    readonly isNone = true;
  },
});
