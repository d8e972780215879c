import { useState } from 'react';
import { attempt } from '../commands/attempt.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useConnection } from '../engine-client/connection.ts';
import { useLive } from '../engine-client/live.ts';
import { setSettingsAside, useSettings } from '../engine-client/settings.ts';

/** What concerns the whole window: the engine is away, or the case cannot be read. */
export function Notices() {
  const state = useConnection((connection) => connection.state);
  const trouble = useLive((live) => live.trouble);
  return (
    <>
      {state === 'lost' ? (
        <Banner tone="warn" title="The engine ended and is being started anew.">
          Evidence and what was logged are safe on disk; the case and this screen come back by
          themselves. An import that was under way was rolled back.
        </Banner>
      ) : null}
      {state === 'gone' ? (
        <Banner tone="fail" title="The engine does not start.">
          Nothing in a case was changed. Close Exhibit and start it again; faults.log in Exhibit’s
          own folder says what happened.
        </Banner>
      ) : null}
      {state === 'other-version' ? (
        <Banner tone="fail" title="This window and the engine are of different versions.">
          Nothing was read or changed. Close all windows of Exhibit and start it again.
        </Banner>
      ) : null}
      {trouble === null ? null : (
        <Banner tone="warn" title="The case cannot be read at the moment.">
          {trouble}
        </Banner>
      )}
      <SettingsTrouble />
    </>
  );
}

/** The file stays as it is until the person says otherwise. */
function SettingsTrouble() {
  const trouble = useSettings()?.file.trouble ?? null;
  const [closed, setClosed] = useState<string | null>(null);
  if (trouble === null || trouble === closed) return null;
  return (
    <Banner
      tone="warn"
      title="Settings are not kept."
      actions={
        <Button onPress={() => attempt(setSettingsAside)}>Set the file aside, begin anew</Button>
      }
      onClose={() => setClosed(trouble)}
    >
      {trouble}
    </Banner>
  );
}
