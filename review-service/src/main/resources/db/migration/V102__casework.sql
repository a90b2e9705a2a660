-- REV-02: when the reply clock of a review that was not replied to in time is to be told; null when that is settled.
ALTER TABLE review ADD COLUMN overdue_at timestamptz;
-- REV-01: what an agent made of it.
ALTER TABLE review ADD COLUMN corrected text;
ALTER TABLE review ADD COLUMN corrected_by text;
ALTER TABLE review ADD COLUMN corrected_at timestamptz;
-- REV-04: when the buyer was invited to revise, once.
ALTER TABLE review ADD COLUMN invited_at timestamptz;
UPDATE review SET overdue_at = reply_due_at WHERE replied_at IS NULL OR replied_at > reply_due_at;
CREATE INDEX review_overdue ON review (overdue_at) WHERE overdue_at IS NOT NULL;

-- REV-03: the stages of a negative review.
CREATE TABLE review_stage (
    seller_id    text        NOT NULL,
    review_id    text        NOT NULL,
    stage        text        NOT NULL,
    due_at       timestamptz NOT NULL,
    completed_at timestamptz,
    agent_id     text,                 -- its owner: who completed it; null for what was observed from elsewhere
    outcome      jsonb,                -- what was done, such as the tracking number of the proof
    PRIMARY KEY (seller_id, review_id, stage)
);
CREATE INDEX review_stage_open ON review_stage (seller_id, due_at) WHERE completed_at IS NULL;
SELECT kit_protect('review_stage');

-- This service's own copy of rapport.scores: the newest per seller. Invitations rest on it (CARE-04).
CREATE TABLE seller_scores (
    seller_id    text PRIMARY KEY,
    score        double precision,
    frozen_until timestamptz,
    as_of        timestamptz NOT NULL
);
SELECT kit_protect('seller_scores');
