import { reasonOf, Refusal, type Way, type WaysOut, withWayOut } from '../base/errors.ts';

/** What a person of the app does. The app derives no tables anew as a whole: that is a command. */
const IN_APP: WaysOut = {
  'make-case': 'make a new case, or open another',
  'bring-forward': 'the command exhibit rebuild brings them forward',
  rebuild: 'the command exhibit rebuild derives them again',
  verify: 'Verify, Choose a case… says what else is',
  'verify-and-rebuild':
    'Verify, Choose a case… says what is damaged, and the command exhibit rebuild derives them again',
  'list-formats': 'choose one of the list',
  'empty-intake-form': 'Save intake template… writes an empty one',
  'read-otherwise':
    'Change… at the file in Evidence gives it another zone or clock, the command exhibit rebuild another format',
  'list-repairs': 'each record of the list says what applies to it',
  'list-causes': 'Tag a cause… on the screen Causes lists them',
  'make-identity': 'choose another signer, or make a new identity',
  'list-verdicts': 'the pairs of Compare show those that do',
  'compare-sides': 'compare their sides first',
};

export const wayInApp = (sentence: string, way: Way | undefined): string =>
  withWayOut(sentence, way, IN_APP);

/** What went wrong, in the words of the app. */
export const sentenceInApp = (error: unknown): string =>
  error instanceof Refusal ? wayInApp(error.message, error.way) : reasonOf(error);
