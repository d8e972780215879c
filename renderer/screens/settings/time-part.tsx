import type { Settings } from '../../../shared/domain/settings.ts';
import { timesIn } from '../../../shared/text/times.ts';
import { changeSettings } from '../../commands/change-settings.ts';
import { Button } from '../../design/button.tsx';
import { ComboBox } from '../../design/combo-box.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { Section } from './setting.tsx';
import styles from './settings.module.css';

/** What runtimes list by the name it had before. */
const RENAMED = [
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Kanton',
];

const zones = [
  'UTC',
  ...[...new Set([...Intl.supportedValuesOf('timeZone'), ...RENAMED])]
    .filter((zone) => zone !== 'UTC')
    .sort(),
];

/** Half a year apart, so that a zone with summer time shows both of its offsets. */
const examples = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'] as const;

/** The zone in which screens show times. */
export function TimePart({ settings: { zone } }: { settings: Settings }) {
  const known = zones.includes(zone) ? zones : [...zones, zone];
  return (
    <Section
      title="Time zone"
      note="Times on screens are shown in this zone; the bar at the top names it. Charts, filters, copied citations, evidence, reports and the command line stay in UTC."
    >
      <div className={styles['fields']}>
        <ComboBox
          label="Show times in"
          className={styles['wide']}
          value={zone}
          options={known.map((name) => ({ value: name, label: name }))}
          placeholder="UTC, Europe/Berlin…"
          hint="Type a part of a name, such as a city."
          onChange={(chosen) => {
            if (chosen !== null && chosen !== zone) changeSettings({ zone: chosen });
          }}
        />
        {zone === 'UTC' ? null : (
          <Button size="large" onPress={() => changeSettings({ zone: 'UTC' })}>
            Back to UTC
          </Button>
        )}
      </div>
      <KeyValues
        label="How times are shown"
        keyWidth="196px"
        pairs={examples.map((at) => [
          timesIn('UTC').minuteZoned(at),
          timesIn(zone).minuteZoned(at),
        ])}
      />
      <p className="u-quiet">
        Where clocks are put back, an hour comes twice; times in it carry their offset from UTC.
      </p>
    </Section>
  );
}
