import type { ComparisonMetric, ComparisonSide } from '../../../shared/domain/comparison.ts';
import type { HeldComparison } from '../../../shared/domain/comparison-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { verdictWords } from '../../../shared/text/verdict-words.ts';
import { Badge } from '../../design/badge.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { Table } from '../../design/table.tsx';
import { alignedWords, figure, metricWords, pWords, signed } from './compare-words.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './compare.module.css';

/** What came out: pairs, by how much they differ, and what differs beside the answers. */
export function Summary({ held }: { held: HeldComparison }) {
  const { comparison: of, verdicts, again } = held;
  const { dateTimeZoned } = useTimes();
  const judged = Object.values(verdicts).reduce((sum, pairs) => sum + pairs, 0);
  const widest = new Map(of.metrics.map((metric) => [metric.name, reach(metric)]));
  return (
    <section className={styles['summary']} aria-label="Summary">
      <div className={styles['summary-side']}>
        <p className="u-strong">
          {counted(of.pairs, 'pair')}{' '}
          <span className="u-quiet">
            of {count(of.a.turns)} and {counted(of.b.turns, 'turn')}
          </span>{' '}
          {held.stale ? (
            <Badge tone="warn" icon="clock">
              stale
            </Badge>
          ) : null}
        </p>
        {again === null ? null : (
          <p>
            {again.agrees ? (
              <Badge tone="ok" icon="check">
                the same result
              </Badge>
            ) : (
              <Badge tone="fail" icon="error">
                another result
              </Badge>
            )}{' '}
            {again.agrees
              ? `as comparison ${again.number} of ${dateTimeZoned(again.at)}`
              : `than comparison ${again.number} of ${dateTimeZoned(again.at)}: the case has changed since`}
          </p>
        )}
        <KeyValues
          label="Pairs"
          keyWidth="140px"
          pairs={[
            ['Changed answer', count(of.changed)],
            ['Identical answer', count(of.identical)],
            ...Object.entries(of.aligned_by).flatMap(([way, pairs]) =>
              pairs === 0 || !isWay(way)
                ? []
                : [[capital(alignedWords[way]), count(pairs)] as const],
            ),
            of.ambiguous > 0 && ['Asked several times', count(of.ambiguous)],
            ['Without a partner', `${count(of.only_a)} in A, ${count(of.only_b)} in B`],
            [
              'Judged',
              judged === 0
                ? `0 of ${count(of.pairs)}`
                : `${count(judged)} of ${count(of.pairs)}: ${Object.entries(verdicts)
                    .flatMap(([verdict, pairs]) =>
                      pairs > 0 && isVerdict(verdict)
                        ? [`${count(pairs)} ${verdictWords[verdict]}`]
                        : [],
                    )
                    .join(', ')}`,
            ],
            ['Seed', String(of.seed)],
          ]}
        />
      </div>
      <div className={styles['summary-main']}>
        <Table
          label="Measures, B minus A"
          rows={of.metrics}
          keyOf={({ name }) => name}
          columns={[
            {
              id: 'name',
              head: 'Measure, B minus A',
              width: '184px',
              wraps: true,
              cell: ({ name, unit }) => `${metricWords(name)}, ${unit}`,
            },
            { id: 'n', head: 'Pairs', isNumber: true, width: '56px', cell: ({ n }) => count(n) },
            {
              id: 'a',
              head: 'Mean A',
              isNumber: true,
              width: '76px',
              cell: ({ a }) => <Exact value={a}>{figure(a)}</Exact>,
            },
            {
              id: 'b',
              head: 'Mean B',
              isNumber: true,
              width: '76px',
              cell: ({ b }) => <Exact value={b}>{figure(b)}</Exact>,
            },
            {
              id: 'difference',
              head: 'Difference',
              isNumber: true,
              width: '84px',
              cell: ({ difference }) => <Exact value={difference}>{signed(difference)}</Exact>,
            },
            {
              id: 'interval',
              head: '95 % interval',
              width: '320px',
              cell: (metric) => (
                <span className={styles['interval']}>
                  <Interval metric={metric} reach={widest.get(metric.name) ?? 1} />
                  <span title={`${metric.low} to ${metric.high}`}>
                    {signed(metric.low)} to {signed(metric.high)}
                  </span>
                </span>
              ),
            },
            {
              id: 'p',
              head: 'p',
              isNumber: true,
              width: '72px',
              cell: ({ p }) => <Exact value={p}>{pWords(p)}</Exact>,
            },
          ]}
          empty={<p className="u-quiet">No pair has a value on both sides.</p>}
        />
        <Sides a={of.a} b={of.b} />
        {of.notes.map((note) => (
          <p key={note} className={styles['note']}>
            {note}
          </p>
        ))}
      </div>
    </section>
  );
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** The exact number stands in the title. */
function Exact({ value, children }: { value: number; children: string }) {
  return <span title={String(value)}>{children}</span>;
}

const isWay = (way: string): way is keyof typeof alignedWords => Object.hasOwn(alignedWords, way);
const isVerdict = (verdict: string): verdict is keyof typeof verdictWords =>
  Object.hasOwn(verdictWords, verdict);

const reach = ({ low, high, difference }: ComparisonMetric): number =>
  Math.max(Math.abs(low), Math.abs(high), Math.abs(difference)) || 1;

const WIDTH = 160;

/** The difference as a square, its interval as a line, zero in the middle. */
function Interval({ metric, reach: most }: { metric: ComparisonMetric; reach: number }) {
  const x = (value: number): number => WIDTH / 2 + (value / most) * (WIDTH / 2 - 6);
  const excludesZero = metric.low > 0 || metric.high < 0;
  return (
    <svg width={WIDTH} height={16} aria-hidden className={styles['plot']} data-sure={excludesZero}>
      <line className={styles['zero']} x1={WIDTH / 2} x2={WIDTH / 2} y1={0} y2={16} />
      <line x1={x(metric.low)} x2={x(metric.high)} y1={8} y2={8} />
      <line x1={x(metric.low)} x2={x(metric.low)} y1={5} y2={11} />
      <line x1={x(metric.high)} x2={x(metric.high)} y1={5} y2={11} />
      <rect x={x(metric.difference) - 3} y={5} width={6} height={6} />
    </svg>
  );
}

/** Read these before blaming a model. */
function Sides({ a, b }: { a: ComparisonSide; b: ComparisonSide }) {
  const rows = [
    ['Models', a.models, b.models],
    ['Prompt versions', a.prompt_versions, b.prompt_versions],
    ['Index versions', a.index_versions, b.index_versions],
  ] as const;
  return (
    <Table
      label="What else differs"
      rows={rows}
      keyOf={([name]) => name}
      columns={[
        { id: 'name', head: 'Beside the answers', width: '184px', cell: ([name]) => name },
        { id: 'a', head: 'A', wraps: true, cell: ([, of]) => <Values of={of} /> },
        { id: 'b', head: 'B', wraps: true, cell: ([, , of]) => <Values of={of} /> },
        {
          id: 'differs',
          head: 'A and B',
          width: '96px',
          cell: ([, ofA, ofB]) =>
            ofA.length === 0 && ofB.length === 0 ? (
              <span className="u-quiet">not known</span>
            ) : JSON.stringify(ofA) === JSON.stringify(ofB) ? (
              <span className="u-quiet">the same</span>
            ) : (
              <Badge tone="warn">differs</Badge>
            ),
        },
      ]}
    />
  );
}

function Values({ of }: { of: readonly string[] }) {
  if (of.length === 0) return <span className="u-quiet">not logged</span>;
  return <EvidenceText text={of.join(', ')} />;
}
