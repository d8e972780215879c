import { Banner } from '../design/banner.tsx';
import { useConnection } from '../engine-client/connection.ts';
import { useLive } from '../engine-client/live.ts';

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
    </>
  );
}
