import type { CliCommand } from '../command.ts';
import { actionCommand } from './action.ts';
import { backupCommand } from './backup.ts';
import { causeCommand } from './cause.ts';
import { checklistCommand } from './checklist.ts';
import { compareCommand } from './compare.ts';
import { demoCommand } from './demo.ts';
import { detectCommand } from './detect.ts';
import { eventCommand } from './event.ts';
import { exhibitCommand } from './exhibit.ts';
import { fieldsCommand } from './fields.ts';
import { formatsCommand } from './formats.ts';
import { identityCommand } from './identity.ts';
import { importCommand } from './import.ts';
import { infoCommand } from './info.ts';
import { mappingCommand } from './mapping.ts';
import { intakeTemplateCommand } from './intake-template.ts';
import { joinsCommand } from './joins.ts';
import { newCommand } from './new.ts';
import { noteCommand } from './note.ts';
import { rebuildCommand } from './rebuild.ts';
import { referenceCommand } from './reference.ts';
import { repairCommand } from './repair.ts';
import { replayCommand } from './replay.ts';
import { reportCommand } from './report.ts';
import { reviewCommand } from './review.ts';
import { rulesCommand } from './rules.ts';
import { searchCommand } from './search.ts';
import { sqlCommand } from './sql.ts';
import { verdictCommand } from './verdict.ts';
import { withdrawCommand } from './withdraw.ts';
import { verifyCommand } from './verify.ts';

/** In the order of an investigation, as help lists them. */
export const COMMANDS: readonly CliCommand[] = [
  newCommand,
  intakeTemplateCommand,
  importCommand,
  referenceCommand,
  formatsCommand,
  mappingCommand,
  infoCommand,
  joinsCommand,
  searchCommand,
  sqlCommand,
  replayCommand,
  detectCommand,
  rulesCommand,
  reviewCommand,
  compareCommand,
  verdictCommand,
  causeCommand,
  exhibitCommand,
  eventCommand,
  actionCommand,
  noteCommand,
  withdrawCommand,
  identityCommand,
  fieldsCommand,
  reportCommand,
  checklistCommand,
  verifyCommand,
  rebuildCommand,
  repairCommand,
  backupCommand,
  demoCommand,
];
