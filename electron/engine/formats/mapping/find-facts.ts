import type { MappedFact } from '../../../../shared/domain/mapping.ts';
import { type Found, found } from './found.ts';
import { fitOfNames, lastKey, lastWords, pathWords } from './key-names.ts';
import { type Step, writePath } from './field-path.ts';
import { areOpinions, areSome, isFinding, isOpinion, isScale, isYesOrNo } from './opinions.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { isBoolean, isNumber, isScalar, isText, isTime } from './value-shapes.ts';

/** Facts about a turn by their names: what users said of it, what judged it, what it was labelled with. */

const FEEDBACK = [
  ...['rating', 'stars', 'thumbs', 'thumb', 'csat', 'nps', 'feedback', 'feedback score', 'vote'],
  ...[
    'feedback rating',
    'feedback value',
    'helpful',
    'was helpful',
    'useful',
    'was useful',
    'user rating',
    'user feedback',
  ],
  ...[
    'liked',
    'satisfaction',
    'reaction',
    'user score',
    'thumbs up',
    'customer rating',
    'feedback thumbs',
    'csat score',
  ],
  ...[
    'opinion',
    'review score',
    'smiley',
    'user vote',
    'user verdict',
    'user reaction',
    'nps score',
  ],
  ...['star rating', 'rated', 'mark', 'found helpful', 'found useful', 'is helpful', 'is useful'],
  ...['thumb up', 'upvote', 'upvoted', 'accepted', 'was accepted', 'user accepted', 'satisfied'],
  ...['feedback action', 'user decision', 'user choice', 'like', 'disliked', 'quality rating'],
];
const COMMENT = [
  ...['comment', 'feedback comment', 'feedback text', 'rating comment', 'feedback note'],
  ...[
    'csat comment',
    'user comment',
    'rating reason',
    'feedback reason',
    'feedback why',
    'comments',
    'why',
    'stars why',
  ],
];
const VERDICT = [
  ...[
    'flagged',
    'blocked',
    'passed',
    'pass',
    'is correct',
    'correct',
    'grade',
    'verdict',
    'moderation',
  ],
  ...[
    'guardrail',
    'safe',
    'unsafe',
    'toxicity',
    'score',
    'judge score',
    'groundedness',
    'faithfulness',
  ],
  ...[
    'relevance',
    'hallucinated',
    'hallucination',
    'judgement',
    'judgment',
    'eval score',
    'grader score',
    'success',
  ],
];
const LABEL = [
  ...[
    'expected',
    'expected output',
    'expected answer',
    'reference answer',
    'reference',
    'ground truth',
  ],
  ...[
    'gold',
    'gold answer',
    'ideal',
    'target',
    'ideal answer',
    'label',
    'category',
    'intent',
    'topic',
  ],
  ...[
    'resolved',
    'resolution',
    'outcome',
    'escalated',
    'intent name',
    'reference output',
    'expected response',
  ],
];

export interface FoundFact {
  readonly kind: 'feedback' | 'verdict' | 'label';
  readonly fact: MappedFact;
  readonly found: Found;
}

export function factsIn(
  all: readonly SamplePath[],
  taken: (at: SamplePath) => boolean,
  write: (steps: readonly Step[]) => string,
): FoundFact[] {
  const most = all.reduce((count, { records }) => Math.max(count, records), 0);
  const able = all.filter(
    (at) =>
      isScalar(at) && !taken(at) && !isTime(at) && (!isListed(at.steps) || areOpinions(at, most)),
  );
  const facts: FoundFact[] = [];
  for (const at of able) {
    const kind = kindOf(at, most);
    if (kind === undefined) continue;
    const words = pathWords(at.steps);
    const key = lastWords(at.steps);
    const what = (BARE.test(key.join('')) ? words : key).join('_') || 'value';
    const named = facts.some((one) => one.fact.what === what) ? words.join('_') : what;
    const comment = kind === 'feedback' ? commentOf(at, able) : undefined;
    facts.push({
      kind,
      fact: {
        what: named,
        value: write(at.steps),
        ...(comment === undefined ? {} : { comment: write(comment.steps) }),
      },
      found: found(at, 0.8, lastKey(at.steps)),
    });
  }
  return withReviews(facts);
}

/** Beside what those think who ask, what somebody of the house found later is a verdict: `review: {by, approved}`. */
function withReviews(facts: readonly FoundFact[]): FoundFact[] {
  const areOfUsers = facts.some((one) => one.kind === 'feedback' && !isReview(one.found.at));
  return facts.map((one) =>
    areOfUsers && one.kind === 'feedback' && isReview(one.found.at)
      ? { ...one, kind: 'verdict' }
      : one,
  );
}

const isReview = ({ steps }: SamplePath): boolean =>
  pathWords(steps).some((word) => REVIEW.test(word)) &&
  !pathWords(steps).some((word) => BY_USER.test(word));
const REVIEW =
  /^(?:review|reviewed|reviewer|revised|qa|qc|audit|audited|auditor|inspection|supervision|supervisor|approval|approved|approver|validation|validated|validator|verified|verifier|checked|checker|moderator|annotator|annotation)$/;
const BY_USER = /^(?:user|customer|client|guest|visitor|rating|feedback|stars|thumbs?|vote)$/;

function kindOf(at: SamplePath, of: number): FoundFact['kind'] | undefined {
  const words = pathWords(at.steps);
  const above = words.slice(0, -1);
  const key = lastWords(at.steps);
  if (words.some((word) => EXPECTED.test(word))) return 'label';
  if (
    (fitOfNames(words, FEEDBACK, key) > 0 && !isOfAll(at, of) && !isFinding(at)) ||
    (above.some((word) => RATED.test(word)) &&
      (isScale(at) || !REMARK.test(key.at(-1) ?? '')) &&
      !NO_RATING.test(key.join(' '))) ||
    isOpinion(at, of)
  )
    return 'feedback';
  // What judges by machine judges all: yes and no of some answers is what people thought.
  if (/^(?:verdict|decision|correct|useful)$/.test(key.join(' ')) && isYesOrNo(at, of))
    return 'feedback';
  if (
    fitOfNames(words, VERDICT, key) > 0 ||
    (above.some((word) => JUDGED.test(word)) && isJudged(at))
  )
    return 'verdict';
  if (fitOfNames(words, LABEL, key) > 0) return 'label';
  return isYesOrNo(at, of) ? 'feedback' : undefined;
}

/** Names of what people say of answers and of what is counted or done with all of them: `accepted: true`, `like: 39`. */
const UNSURE = /^(?:(?:was )?accepted|likes?|mark|rated)$/;
const isOfAll = (at: SamplePath, of: number): boolean =>
  UNSURE.test(lastWords(at.steps).join(' ')) &&
  !(areSome(at, of) && (!isNumber(at) || isScale(at)));

const EXPECTED = /^(?:expected|reference|gold|golden|ideal|truth)$/;
const RATED = /^(?:feedback|rating|satisfaction|csat|survey|vote|review|thumb|thumbs|nps|opinion)$/;
const REMARK =
  /^(?:comment|comments|remark|remarks|note|notes|reason|why|text|explanation|verbatim)$/;
/** Who rated, when, and of which step or message of several. */
const NO_RATING =
  /\b(?:id|by|who|user|name|at|time|date|source|channel|step|index|idx|position|seq|turn|message|msg|round|version|count)\b|^(?:da|von|durch|par|por|door|przez|av|af)$/;
const JUDGED =
  /^(?:scores|evals|evaluation|evaluations|metrics|grades|judgements|judgments|checks|moderation)$/;
const isJudged = (at: SamplePath): boolean => isNumber(at) || isBoolean(at);

/** Names that say nothing without those above them. */
const BARE =
  /^(?:name|value|dir|direction|score|label|answer|output|text|result|id|type|outputs|response|content)$/;

/** Most of the records that have the one have the other: what stands elsewhere is said of something else. */
function standsWith(one: SamplePath, other: SamplePath): boolean {
  const has = new Set(recordsOf(other));
  const records = recordsOf(one);
  return records.filter((record) => has.has(record)).length * 2 >= records.length;
}

const recordsOf = ({ scalars }: SamplePath): readonly number[] =>
  scalars.filter(({ value }) => value !== '').map(({ record }) => record);

/** What stands beside the rating: in its own object any remark, else what is named as a comment. */
function commentOf(at: SamplePath, able: readonly SamplePath[]): SamplePath | undefined {
  const holder = writePath(at.steps.slice(0, -1));
  const beside = able.filter(
    (one) =>
      one !== at &&
      writePath(one.steps.slice(0, -1)) === holder &&
      isText(one) &&
      standsWith(one, at),
  );
  const rated = pathWords(at.steps.slice(0, -1)).some((word) => RATED.test(word));
  return (
    beside.find((one) => fitOfNames(pathWords(one.steps), COMMENT) > 0) ??
    beside.find(
      ({ steps }) =>
        REMARK.test(lastWords(steps).at(-1) ?? '') &&
        (rated || !/text/.test(lastWords(steps).at(-1) ?? '')),
    )
  );
}
