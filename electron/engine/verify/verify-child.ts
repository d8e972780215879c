import { z } from 'zod';
import { check, trust } from '../../../shared/domain/check.ts';
import { startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Fault, reasonOf, Refusal } from '../base/errors.ts';
import type { Job } from '../base/job.ts';
import { type Verification, verify } from './verify.ts';

const verifyRequest = z.object({
  path: z.string(),
  full: z.boolean(),
  trusted: z.array(z.string()),
});
export type VerifyRequest = z.infer<typeof verifyRequest>;

const verifyMessage = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('progress'),
    phase: z.string(),
    done: z.number(),
    total: z.number().optional(),
    unit: z.enum(['bytes', 'records', 'turns', 'rules', 'rows', 'steps']),
  }),
  z.object({
    what: z.literal('verified'),
    path: z.string(),
    ok: z.boolean(),
    trust: trust.nullable(),
    checks: z.array(check),
  }),
  z.object({
    what: z.literal('refused'),
    code: z.enum(['not-found', 'case-in-use', 'no-room', 'cancelled']),
    sentence: z.string(),
  }),
  z.object({ what: z.literal('failed'), reason: z.string() }),
]);
type VerifyMessage = z.infer<typeof verifyMessage>;

/** The child's side: verifies, and says how far it is and what it found. */
export async function answerVerify(
  message: unknown,
  say: (message: VerifyMessage) => void,
): Promise<void> {
  try {
    const { path, ...options } = verifyRequest.parse(message);
    const found = await verify(path, options, {
      onProgress: (progress) => say({ what: 'progress', ...progress }),
    });
    say({ what: 'verified', ...found });
  } catch (error) {
    const refused = verifyMessage.safeParse({
      what: 'refused',
      code: error instanceof Refusal ? error.code : null,
      sentence: reasonOf(error),
    });
    say(refused.success ? refused.data : { what: 'failed', reason: reasonOf(error) });
  }
}

/** `verify` in a process of its own: hostile files can hang or crash it, and a cancel ends it at once. */
export async function verifyInChild(request: VerifyRequest, job: Job = {}): Promise<Verification> {
  const child = startChild(entryPoint('verify'), {
    ...process.env,
    EXHIBIT_PASSPHRASE: undefined,
  });
  const stop = (): void => child.kill();
  job.signal?.addEventListener('abort', stop);
  try {
    return await new Promise<Verification>((resolve, reject) => {
      child.onMessage((answer) => {
        const said = verifyMessage.parse(answer);
        if (said.what === 'progress') {
          const { phase, done, total, unit } = said;
          job.onProgress?.({ phase, done, unit, ...(total === undefined ? {} : { total }) });
        } else if (said.what === 'verified') {
          const { path, ok, trust: signer, checks } = said;
          resolve({ path, ok, trust: signer, checks });
        } else if (said.what === 'refused') reject(new Refusal(said.code, said.sentence));
        else reject(new Fault(`verifying failed: ${said.reason}`));
      });
      child.onEnd((how, complaint) =>
        reject(
          job.signal?.aborted
            ? new Refusal('cancelled', 'Cancelled; nothing was verified.')
            : new Fault(`the verifying process ended without an answer (${how}) ${complaint}`),
        ),
      );
      child.send(verifyRequest.parse(request));
      if (job.signal?.aborted) stop();
    });
  } finally {
    job.signal?.removeEventListener('abort', stop);
    stop();
  }
}
