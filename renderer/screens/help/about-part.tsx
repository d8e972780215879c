import { useQuery } from '@tanstack/react-query';
import { attempt } from '../../commands/attempt.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { detailsText } from './about-words.ts';
import styles from './help.module.css';

/** Which program this is, where its guide lies, and what a report of a fault needs. */
export function AboutPart() {
  const { data: about, error, refetch } = useQuery(ask.settings.about.queryOptions({ input: {} }));
  if (about === undefined)
    return error === null ? (
      <SkeletonText label="About Exhibit" lines={6} />
    ) : (
      <Fault
        what="The versions could not be read."
        next={troubleOf(error).sentence}
        actions={<Button onPress={() => attempt(() => refetch())}>Try again</Button>}
      />
    );
  return (
    <>
      <section className={styles['about']} aria-label="Versions">
        <h2 className="u-strong">Versions</h2>
        <KeyValues
          keyWidth="120px"
          pairs={[
            ['Exhibit', about.version],
            ['DuckDB', about.duckdb],
            about.electron !== null && ['Electron', about.electron],
            about.chrome !== null && ['Chromium', about.chrome],
            ['Node', about.node],
            ['System', about.platform],
          ]}
        />
        <div>
          <CopyButton
            variant="edged"
            text={() => detailsText(about)}
            words="Copy details for a report of a fault"
            what="versions and system"
          />
        </div>
        <p className="u-quiet">
          What is copied names versions and the system, and nothing of a case. The file faults.log
          in Exhibit’s own folder has each fault by its id; look through it before you send it.
        </p>
      </section>
      <section className={styles['about']} aria-label="Documentation">
        <h2 className="u-strong">Documentation</h2>
        {about.documentation === null ? (
          <p className="u-soft">
            The guide was not delivered with this program; it is the folder docs of its source.
          </p>
        ) : (
          <Path path={about.documentation} />
        )}
        <p className="u-soft">
          user-guide.md goes through the app screen by screen; filter-language.md has every field of
          a filter; rules.md explains rules of your own; verification.md shows how to verify a
          package without Exhibit.
        </p>
      </section>
      <section className={styles['about']} aria-label="Own files">
        <h2 className="u-strong">Exhibit’s own folder</h2>
        <Path path={about.home} />
      </section>
      <section className={styles['about']} aria-label="Licence">
        <h2 className="u-strong">Licence</h2>
        <p className="u-soft">
          Exhibit is free software under the Apache License 2.0; LICENSE holds its text. What it is
          built with keeps licences of its own, and the fonts are under the SIL Open Font License.
        </p>
      </section>
    </>
  );
}

function Path({ path }: { path: string }) {
  return (
    <p className={styles['path']}>
      <bdi className="u-mono-small">{path}</bdi>
      <CopyButton text={path} what="the path" label={`Copy ${path}`} />
    </p>
  );
}
