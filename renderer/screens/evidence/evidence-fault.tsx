import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { troubleOf } from '../../engine-client/trouble.ts';

/** In place of what could not be read. */
export function EvidenceFault(props: { what: string; error: unknown; onAgain: () => void }) {
  const { sentence, code, detail } = troubleOf(props.error);
  return (
    <Fault
      what={props.what}
      next={sentence}
      {...(code === null ? {} : { code })}
      {...(detail === null ? {} : { details: `${sentence}\n${detail}` })}
      actions={<Button onPress={props.onAgain}>Read it again</Button>}
    />
  );
}
