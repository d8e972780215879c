import { stemHash } from './stem.ts';
import { StemSet } from './stem-set.ts';

/** English words that say nothing of the matter; in other languages their frequency alone tells. */
const COMMON =
  'a about after all also am an and any are as at be because been before being but by can cannot could did do does ' +
  'doing done for from get had has have having he her here him his how i if in into is it its just like made make may ' +
  'me might more most must my need no not now of on only or other our out over please said same say she should so some ' +
  'such than that the their them then there these they this those to too under up upon us use very want was way we well ' +
  'were what when where which while who whom why will with within without would yes you your';

export const COMMON_STEMS: StemSet = new StemSet(
  COMMON.split(' ').map((word) => stemHash(word, 0, word.length)),
);
