import { triageQueue } from '../triage/queue.ts';
import { triageSummaryOf } from '../triage/summary.ts';
import { triageTimelineOf } from '../triage/timeline.ts';
import type { TriageCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

export const triageCalls = (window: DeskWindow): TriageCalls => ({
  summary: ({ range }, signal) =>
    window.read((connection) => triageSummaryOf(connection, range), signal),
  queue: (asked, signal) => window.read((connection) => triageQueue(connection, asked), signal),
  timeline: ({ lane }, signal) =>
    window.read((connection) => triageTimelineOf(connection, lane), signal),
});
