import type { Accounted } from '../../../shared/domain/completeness.ts';
import type { EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Icon } from '../../design/icon.tsx';
import { PanelSection } from '../../design/pane.tsx';
import styles from './evidence.module.css';
import { accountedBytes, contentBytes, statusWords } from './file-words.ts';

/** Records and bytes by what became of them: their sum is the file, or something is wrong. */
export function BytesAccounted(props: { accounted: Accounted; file: EvidenceFile }) {
  const { accounted, file } = props;
  const bytes = contentBytes(file);
  const whole = accountedBytes(accounted, bytes);
  return (
    <PanelSection
      title="Bytes accounted"
      end={
        whole === null ? (
          <span className="u-quiet">columnar: counted in rows</span>
        ) : whole.isWhole ? (
          <span className={styles['adds-up']}>
            <Icon name="check" size={12} /> 100 %
          </span>
        ) : (
          <span className={styles['adds-not']}>
            <Icon name="error" size={12} /> {`${count(bytes - whole.sum)} missing`}
          </span>
        )
      }
    >
      <table className={styles['sum']} aria-label="Bytes accounted">
        <thead className="u-hidden">
          <tr>
            <th scope="col">What became of it</th>
            <th scope="col">Records</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {accounted.map(({ what, records, bytes: own }) => (
            <tr key={what}>
              <th
                scope="row"
                title={
                  what === 'structure'
                    ? 'Line ends, punctuation of arrays, byte order mark'
                    : undefined
                }
              >
                {statusWords[what]}
              </th>
              <td className="u-quiet">{records === null ? '' : count(records)}</td>
              <td>{own === null ? '' : count(own)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {file.unpacked_bytes === null ? 'bytes of the file' : 'bytes, unpacked'}
            </th>
            <td />
            <td>{count(bytes)}</td>
          </tr>
        </tfoot>
      </table>
    </PanelSection>
  );
}
