import { afterEach } from 'vitest';
import { sayAllThatIsShown } from './at-failure.ts';

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await sayAllThatIsShown(task.name);
});
