import { triageHead, triageHits } from '../triage/queue.ts';
import { triageSummaryOf } from '../triage/summary.ts';
import { triageTimelineOf } from '../triage/timeline.ts';
import type { TriageCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

export const triageCalls = (window: DeskWindow): TriageCalls => ({
  summary: ({ filter }, signal) =>
    window.read((connection) => triageSummaryOf(connection, filter), signal),
  head: (asked, signal) => window.read((connection) => triageHead(connection, asked), signal),
  hits: (asked, signal) => window.read((connection) => triageHits(connection, asked), signal),
  timeline: ({ filter }, signal) =>
    window.read((connection) => triageTimelineOf(connection, filter), signal),
});
