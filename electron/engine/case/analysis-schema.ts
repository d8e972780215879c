/**
 * Tables of the investigator's work. They live in memory only: the activity log is replayed into them when a case
 * opens. Rows point to evidence by place (file hash, record ordinal), never by table ids; views join them to turns.
 * `act_seq` is the line of the activity log that made the row.
 */
export const ANALYSIS_TABLES = {
  exhibit: `
    number INTEGER NOT NULL, caption VARCHAR NOT NULL, evidence VARCHAR, ordinal BIGINT,
    record_sha256 VARCHAR, side VARCHAR, seq INTEGER, part INTEGER, char_start INTEGER, char_end INTEGER,
    quotation VARCHAR, pinned_at TIMESTAMPTZ NOT NULL, pinned_by VARCHAR NOT NULL, turn_index INTEGER,
    held_against VARCHAR[] NOT NULL, act_seq BIGINT NOT NULL`,
  cause: `
    cause_no INTEGER NOT NULL, cause_id VARCHAR NOT NULL, standing VARCHAR NOT NULL, confidence VARCHAR NOT NULL,
    rationale VARCHAR NOT NULL, grounds_for VARCHAR[] NOT NULL, grounds_against VARCHAR[] NOT NULL,
    evidence VARCHAR, ordinal BIGINT, turn_index INTEGER, tagged_at TIMESTAMPTZ NOT NULL, tagged_by VARCHAR NOT NULL,
    act_seq BIGINT NOT NULL`,
  event: `
    event_no INTEGER NOT NULL, kind VARCHAR NOT NULL, "at" TIMESTAMPTZ NOT NULL, text VARCHAR NOT NULL,
    basis VARCHAR, grounds VARCHAR[] NOT NULL, entered_at TIMESTAMPTZ NOT NULL, entered_by VARCHAR NOT NULL,
    as_entered VARCHAR, act_seq BIGINT NOT NULL`,
  action: `
    action_no INTEGER NOT NULL, title VARCHAR NOT NULL, category VARCHAR NOT NULL, owner VARCHAR, due DATE,
    status VARCHAR NOT NULL, verification VARCHAR, causes VARCHAR[] NOT NULL,
    entered_at TIMESTAMPTZ NOT NULL, entered_by VARCHAR NOT NULL,
    act_seq BIGINT NOT NULL`,
  note: `
    note_no INTEGER NOT NULL, text VARCHAR NOT NULL, evidence VARCHAR, ordinal BIGINT, turn_index INTEGER,
    noted_at TIMESTAMPTZ NOT NULL, noted_by VARCHAR NOT NULL, side VARCHAR, seq INTEGER, part INTEGER,
    char_start INTEGER, char_end INTEGER, quotation VARCHAR, act_seq BIGINT NOT NULL`,
  tag: `
    tag_no INTEGER NOT NULL, tag VARCHAR NOT NULL, evidence VARCHAR NOT NULL, ordinal BIGINT NOT NULL,
    turn_index INTEGER NOT NULL, side VARCHAR, seq INTEGER, part INTEGER, char_start INTEGER, char_end INTEGER,
    quotation VARCHAR, tagged_at TIMESTAMPTZ NOT NULL, tagged_by VARCHAR NOT NULL, act_seq BIGINT NOT NULL`,
  review: `
    rule_id VARCHAR NOT NULL, rule_version VARCHAR NOT NULL, record_sha256 VARCHAR NOT NULL, ordinal BIGINT NOT NULL,
    side VARCHAR, seq INTEGER, part INTEGER, char_start INTEGER, char_end INTEGER,
    decision VARCHAR NOT NULL, reason VARCHAR, reviewed_at TIMESTAMPTZ NOT NULL, reviewed_by VARCHAR NOT NULL,
    evidence VARCHAR NOT NULL, turn_index INTEGER NOT NULL, act_seq BIGINT NOT NULL`,
  report: `
    report_id VARCHAR NOT NULL, template VARCHAR NOT NULL, issued_at TIMESTAMPTZ NOT NULL, signer VARCHAR,
    extract_sha256 VARCHAR NOT NULL, pdf_sha256 VARCHAR NOT NULL, package_sha256 VARCHAR NOT NULL`,
  judged_pair: `
    a_evidence VARCHAR NOT NULL, a_ordinal BIGINT NOT NULL, a_turn_index INTEGER NOT NULL,
    b_evidence VARCHAR NOT NULL, b_ordinal BIGINT NOT NULL, b_turn_index INTEGER NOT NULL,
    verdict VARCHAR NOT NULL, note VARCHAR, judged_at TIMESTAMPTZ NOT NULL, judged_by VARCHAR NOT NULL,
    act_seq BIGINT NOT NULL`,
} as const;

export type AnalysisTableName = keyof typeof ANALYSIS_TABLES;
