import { memo } from 'react';
import { countWords } from '../count-words.ts';
import type { ChartBand, ChartBucket } from './chart-words.ts';

/** The numbers of a chart, for those who do not see it. */
export const ChartTable = memo(function ChartTable(props: {
  label: string;
  buckets: readonly ChartBucket[];
  bands: readonly ChartBand[];
}) {
  const series = props.bands.flatMap((band) => band.series);
  return (
    <table className="u-hidden">
      <caption>{props.label}</caption>
      <thead>
        <tr>
          <th scope="col">Time, UTC</th>
          {series.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.buckets.map(({ id, label }, index) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            {series.map((one) => (
              <td key={one.id}>{countWords(one.counts[index] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
});
