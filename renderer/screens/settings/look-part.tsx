import type { Settings, TextSize } from '../../../shared/domain/settings.ts';
import { changeSettings } from '../../commands/change-settings.ts';
import { Segmented } from '../../design/segmented.tsx';
import { Toggle } from '../../design/toggle.tsx';
import { Section, Setting } from './setting.tsx';

const sizes: readonly {
  readonly value: string;
  readonly label: string;
  readonly size: TextSize;
}[] = ([100, 112, 125, 150] as const).map((size) => ({
  value: String(size),
  label: `${size} %`,
  size,
}));

/** Colours, height of rows, size of text, and letters that act alone. */
export function LookPart({ settings }: { settings: Settings }) {
  return (
    <>
      <Section title="Look">
        <Setting name="Theme" note="High contrast is dark, with lines around everything.">
          <Segmented
            label="Theme"
            value={settings.theme}
            options={[
              { value: 'system', label: 'System' },
              { value: 'light', label: 'Light', icon: 'sun' },
              { value: 'dark', label: 'Dark', icon: 'moon' },
              { value: 'hc', label: 'High contrast', icon: 'contrast' },
            ]}
            onChange={(theme) => changeSettings({ theme })}
          />
        </Setting>
        <Setting name="Text size" note="Of all text, with the rows and bars that hold it.">
          <Segmented
            label="Text size"
            value={String(settings.text_size)}
            options={sizes}
            onChange={(value) => {
              const chosen = sizes.find((one) => one.value === value);
              if (chosen !== undefined) changeSettings({ text_size: chosen.size });
            }}
          />
        </Setting>
        <Setting name="Rows" note="Relaxed rows and controls are four pixels higher.">
          <Segmented
            label="Rows"
            value={settings.density}
            options={[
              { value: 'compact', label: 'Compact' },
              { value: 'relaxed', label: 'Relaxed' },
            ]}
            onChange={(density) => changeSettings({ density })}
          />
        </Setting>
      </Section>
      <Section title="Keys">
        <Setting
          name="Single letters"
          note="J, K, X and others act while a list or grid has the focus. Other keys act either way."
        >
          <Toggle
            label="Single letters act in lists and grids"
            isOn={settings.letter_keys}
            onChange={(isOn) => changeSettings({ letter_keys: isOn })}
          />
        </Setting>
      </Section>
    </>
  );
}
