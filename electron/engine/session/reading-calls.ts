import { statedFacts } from '../../../shared/domain/intake.ts';
import { fileJoinsIn } from '../case/joins.ts';
import { readChainOn } from '../custody/read-on.ts';
import { saidOfReferences } from '../custody/references.ts';
import { readingsOf, repairActsOf } from '../custody/readings.ts';
import { intakeForm, readIntakeFacts } from '../import/intake-form.ts';
import { completenessOf } from '../register/completeness.ts';
import { heldRecordsOf } from '../register/held-records.ts';
import { recordBytesOf } from '../register/record-bytes.ts';
import { recordTextOf } from '../register/record-text.ts';
import { evidenceFileOf, registerOf } from '../register/register.ts';
import { citationOf } from '../replay/cite.ts';
import { messagePageOf } from '../replay/message-page.ts';
import { openConversation } from '../replay/open-conversation.ts';
import { railOf } from '../replay/rail.ts';
import { referenceTextOf } from '../replay/references.ts';
import { textWindowOf } from '../replay/text-window.ts';
import { turnHeadOf } from '../replay/turn-head.ts';
import { turnMatchesOf } from '../replay/turn-matches.ts';
import { turnTimingOf } from '../replay/turn-timing.ts';
import { refusedImports } from '../custody/refused.ts';
import { lostInPlace } from '../evidence/store.ts';
import { reachedIn } from '../case/unfinished-import.ts';
import { unchangedSinceOf } from '../replay/unchanged-since.ts';
import { completeFilter } from '../search/complete.ts';
import { readFilter } from '../search/read-filter.ts';
import { answered, type EvidenceCalls, type ReplayCalls, type ViewCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { writeGranted } from './write-granted.ts';

export const evidenceCalls = (window: DeskWindow): EvidenceCalls => ({
  register: (_, signal) =>
    window.read(async (connection, { layout, evidence }) => {
      const held = await registerOf(connection);
      const { entries } = readChainOn(layout.custody);
      const said = saidOfReferences(entries);
      return {
        ...held,
        references: held.references.map((reference) => ({
          ...reference,
          ...(said[reference.reference_id - 1] ?? { kind: null, note: null }),
        })),
        refused: refusedImports(entries),
        changed_in_place: held.files.flatMap((file) => lostInPlace(evidence, file) ?? []),
        unfinished_import: reachedIn(layout),
      };
    }, signal),
  completeness: ({ evidence_id }, signal) =>
    window.read((connection) => completenessOf(connection, evidence_id), signal),
  held: (asked, signal) => window.read((connection) => heldRecordsOf(connection, asked), signal),
  readings: ({ evidence_id }, signal) =>
    window.read(async (connection, { layout }) => {
      const { sha256 } = await evidenceFileOf(connection, evidence_id);
      const { entries } = readChainOn(layout.custody);
      return { readings: readingsOf(entries, sha256), repairs: repairActsOf(entries, sha256) };
    }, signal),
  repairs: ({ record_id }, signal) =>
    window.read(async (connection, { layout, evidence }) => {
      const { repairsOfRecord } = await import('../rebuild/repair-offers.ts');
      const custody = readChainOn(layout.custody).entries;
      return repairsOfRecord({ connection, layout, evidence, custody }, record_id);
    }, signal),
  repairable: ({ evidence_id, rule }, signal) =>
    window.read(async (connection, { layout, evidence }) => {
      const { repairableIn } = await import('../rebuild/repair-offers.ts');
      const custody = readChainOn(layout.custody).entries;
      return repairableIn({ connection, layout, evidence, custody }, evidence_id, rule, { signal });
    }, signal),
  readIntake: ({ grant }) =>
    answered(() => ({ facts: statedFacts(readIntakeFacts(window.granted(grant))) })),
  saveIntakeForm: ({ grant }) =>
    answered(() => {
      writeGranted(window.granted(grant), intakeForm());
      return {};
    }),
  joins: ({ evidence_id, ...page }, signal) =>
    window.read((connection) => fileJoinsIn(connection, evidence_id, page), signal),
  bytes: ({ record_id, offset, length }, signal) =>
    window.read(
      (connection, { evidence }) => recordBytesOf(connection, evidence, record_id, offset, length),
      signal,
    ),
  text: ({ record_id, form }, signal) =>
    window.read(
      (connection, { evidence }) => recordTextOf(connection, evidence, record_id, form),
      signal,
    ),
});

export const viewCalls = (window: DeskWindow): ViewCalls => ({
  open: async ({ filter, sort, first = 0 }, signal) =>
    await (await window.session.views()).openView(window.id, filter, sort, first, signal),
  page: async ({ view, offset, limit }, signal) =>
    await (await window.session.views()).page(window.id, view, offset, limit, signal),
  position: async ({ view, turn_id }, signal) => ({
    position: await (await window.session.views()).position(window.id, view, turn_id, signal),
  }),
  close: async ({ view }) => {
    await (await window.shown?.views())?.close(window.id, view);
    return {};
  },
  facets: async ({ filter }, signal) =>
    await (await window.session.views()).facets(window.id, filter, signal),
  read: ({ filter }) => answered(() => readFilter(filter)),
  complete: ({ filter, caret }, signal) =>
    window.read((connection) => completeFilter(connection, filter, caret), signal),
});

export const replayCalls = (window: DeskWindow): ReplayCalls => ({
  open: ({ conversation }, signal) =>
    window.read((connection) => openConversation(connection, conversation), signal),
  rail: ({ conversation_id, offset, limit }, signal) =>
    window.read((connection) => railOf(connection, conversation_id, offset, limit), signal),
  turn: ({ turn_id }, signal) =>
    window.read((connection) => turnHeadOf(connection, turn_id), signal),
  since: ({ turn_id }, signal) =>
    window.read((connection) => unchangedSinceOf(connection, turn_id), signal),
  timing: ({ turn_id }, signal) =>
    window.read((connection) => turnTimingOf(connection, turn_id), signal),
  referenceText: ({ reference_id, from }, signal) =>
    window.read(
      (connection, { evidence }) => referenceTextOf(connection, evidence, reference_id, from),
      signal,
    ),
  matches: ({ turn_id }, signal) =>
    window.read((connection) => turnMatchesOf(connection, turn_id), signal),
  messages: ({ turn_id, group, offset, limit }, signal) =>
    window.read((connection) => messagePageOf(connection, turn_id, group, offset, limit), signal),
  text: ({ content_id, from, length }, signal) =>
    window.read((connection) => textWindowOf(connection, content_id, from, length), signal),
  cite: ({ turn_id, span }, signal) =>
    window.read(
      (connection, { evidence }) => citationOf(connection, evidence, turn_id, span),
      signal,
    ),
});
