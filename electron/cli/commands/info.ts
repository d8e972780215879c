import { joinedWords } from '../../../shared/domain/conversation-joins.ts';
import type { EvidenceChange } from '../../../shared/domain/evidence-change.ts';
import { isOfCalls, wasJoined } from '../../../shared/domain/join.ts';
import type { CompletenessStatement } from '../../../shared/domain/completeness.ts';
import {
  completenessWords,
  type CompletenessWords,
  troubleWords,
} from '../../../shared/text/completeness-words.ts';
import { sendersHashWords } from '../../../shared/domain/intake.ts';
import { noteSentence } from '../../../shared/text/file-notes.ts';
import { heldDates } from '../../../shared/text/in-force.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { unlistedWords, unmatchedLine } from '../../../shared/text/unmatched-words.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { caseInfo } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { table } from '../output.ts';

export const infoCommand: CliCommand = {
  name: 'info',
  describe: (command) =>
    command
      .description('what a case holds: counts, models, time range, evidence, completeness')
      .argument('<case>'),
  run: async ({ args: [path = ''], output }) => {
    const info = await caseInfo(path);
    output.answer(info, () =>
      [
        `${visibleLine(info.title)} (${info.case_id})`,
        `${info.turns} turns and ${info.spans} other steps in ${info.conversations} conversations, ${info.first ?? 'undated'} to ${info.last ?? 'undated'}`,
        ...(info.unfinished_import === null ? [] : [visibleLine(info.unfinished_import)]),
        ...(info.conversations === 0
          ? []
          : [`Conversations are joined: ${joinedWords(info.conversations_joined)}`]),
        '',
        table(
          [
            'evidence',
            'format',
            'records',
            'mapped',
            'unmapped',
            'quarantined',
            'turns',
            'SHA-256',
          ],
          info.evidence.map((file) => [
            file.name,
            file.format,
            ...[file.records, file.mapped, file.unmapped, file.quarantined, file.turns].map(String),
            file.sha256,
          ]),
        ),
        ...info.evidence.flatMap(({ name, notes }) =>
          notes.map((note) => visibleLine(noteSentence(name, note))),
        ),
        ...info.evidence.flatMap(({ name, senders_hash }) =>
          senders_hash === null ? [] : [`${visibleLine(name)} ${sendersHashWords[senders_hash]}.`],
        ),
        ...info.evidence.flatMap(({ name, mapping }) =>
          mapping === null
            ? []
            : [
                `${visibleLine(name)}: read by the mapping ${visibleLine(mapping.name)}, SHA-256 ${mapping.sha256}`,
              ],
        ),
        ...info.evidence.flatMap(({ name, in_place, in_place_change }) =>
          in_place === null
            ? []
            : [
                `${visibleLine(name)}: left in place, the case holds no copy: ${visibleLine(in_place)}`,
                ...(in_place_change === null ? [] : [visibleLine(in_place_change)]),
              ],
        ),
        ...info.refused.map(({ name, at, reason }) =>
          visibleLine(`${name}: not imported, refused ${at}: ${reason}`),
        ),
        '',
        table(
          ['model', 'turns', 'first', 'last'],
          info.models.map(({ model, turns, first, last }) => [
            model ?? '(not logged)',
            String(turns),
            first ?? '',
            last ?? '',
          ]),
        ),
        '',
        table(
          ['what the log gives', 'turns', 'of'],
          info.completeness.map(({ field, turns, of }) => [field, String(turns), String(of)]),
        ),
        '',
        ...statementLines(info.completeness_statement),
        ...info.joins
          .filter(wasJoined)
          .map(
            ({ name, table: of, facts, matched, ambiguous, unmatched }) =>
              `${visibleLine(name)}: ${counted(facts, isOfCalls(of) ? 'record' : 'row')} of ${of}, ${matched} joined, ${ambiguous} ambiguous, ${unmatched} unmatched`,
          ),
        ...info.unmatched.listed.map((fact) => `  ${unmatchedLine(fact)}`),
        ...unlistedWords(
          info.unmatched.total,
          info.unmatched.listed.length,
          'exhibit joins CASE lists them all',
        ).map((words) => `  ${words}`),
        ...(info.detection === null
          ? []
          : [
              standing(
                `${counted(info.detection.rules, 'rule')} ran`,
                info.detection.ran_at,
                info.detection,
              ),
            ]),
        ...info.reports.map((report) => standing(`${report.report} issued`, report.at, report)),
        ...info.references.map(
          ({ reference_id, title, ...held }) =>
            `Reference ${reference_id}: ${[visibleLine(title), heldDates(held)].filter((words) => words !== '').join(', in force ')}`,
        ),
      ].join('\n'),
    );
    return 0;
  },
};

/** All of the case, and of each file what needs a look; --json has all of each. */
function statementLines({ case: whole, files }: CompletenessStatement): string[] {
  return [
    'completeness of the case',
    ...completenessWords(whole, 'case').flatMap(inLines),
    ...files.flatMap(({ name, ...holding }) => {
      const words = troubleWords(holding, 'file');
      return words.length === 0
        ? []
        : [`completeness of ${visibleLine(name)}`, ...words.flatMap(inLines)];
    }),
  ];
}

const inLines = ({ subject, sentences }: CompletenessWords): string[] =>
  sentences.map((sentence) => `  ${subject}: ${visibleLine(sentence)}`);

/** A result with what it has not seen. */
function standing(
  what: string,
  at: string,
  { changed_since }: { readonly changed_since: readonly EvidenceChange[] },
): string {
  const stale = changed_since.length === 0 ? '' : `, stale: ${staleWords(changed_since)}`;
  return `${what} ${at}${stale}`;
}
