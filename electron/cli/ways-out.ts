import type { WaysOut } from '../engine/index.ts';

/** What a person of the command line does. */
export const BY_COMMAND: WaysOut = {
  'make-case': 'make one with: exhibit new',
  'bring-forward': 'bring them forward with: exhibit rebuild',
  rebuild: 'exhibit rebuild derives them again',
  verify: 'run exhibit verify',
  'verify-and-rebuild': 'run exhibit verify, then exhibit rebuild',
  'list-formats': 'exhibit formats lists them',
  'empty-intake-form': 'exhibit intake-template writes an empty one',
  'read-otherwise': 'to read it otherwise use exhibit rebuild CASE --file {of}',
  'list-repairs': 'exhibit repair lists what does',
  'list-causes': 'exhibit cause CASE taxonomy lists them',
  'make-identity': 'make it with: exhibit identity new',
  'list-verdicts': 'exhibit verdict CASE lists those that do',
  'compare-sides':
    'compare their sides first (exhibit compare CASE --a FILTER --b FILTER), --pairs FILE lists every pair',
};
