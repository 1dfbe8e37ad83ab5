-- The one migration of Tutorline's SQLite store. Instants are UTC seconds, days are days since 1970-01-01, words are
-- those of ARCHITECTURE.md. What must never happen is refused here, whatever the code above does: see the
-- UNIQUE and CHECK clauses and the triggers at the end (RELIABILITY.md names are given beside them). Lists of words are
-- written as pairs: SQLite compares two words in place, but builds a B-tree for a longer list at every row it checks.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

---- People -------------------------------------------------------------------------------------------------------

CREATE TABLE cohort (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  starts_on INTEGER NOT NULL,
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 60),
  sessions_per_week INTEGER NOT NULL CHECK (sessions_per_week BETWEEN 1 AND 5),
  call_minutes INTEGER NOT NULL CHECK (call_minutes BETWEEN 1 AND 120),
  call_mode TEXT NOT NULL CHECK (call_mode IN ('bridged', 'tutor_dials')),
  content_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- How the places were found, a row for each time: with this seed the same files give the same match again. What it reached
-- and what no other can pass (`need_bound`, `cost_bound`); `curve`: students placed with 0, 1, 2.. tutors more.
-- What the seats of the last one are worth, from which the next starts, is in `meta` under match_prices:<cohort's key>.
CREATE TABLE match (
  id INTEGER PRIMARY KEY,
  cohort INTEGER NOT NULL REFERENCES cohort,
  at INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  seed INTEGER NOT NULL,         -- 64 bits; above 2^63 it is stored as a negative number
  students INTEGER NOT NULL,
  placed INTEGER NOT NULL CHECK (placed BETWEEN 0 AND students),
  need_placed INTEGER NOT NULL,
  need_total INTEGER NOT NULL,
  calls_moved INTEGER NOT NULL,
  cost INTEGER NOT NULL,
  need_bound INTEGER NOT NULL,
  cost_bound INTEGER NOT NULL,
  optimal INTEGER NOT NULL CHECK (optimal IN (0, 1)),
  curve TEXT NOT NULL            -- by comma; empty: not worked out
) STRICT;

-- A pause that a coordinator ordered while the cohort runs; planned blackouts live in the programme's file.
CREATE TABLE pause (
  id INTEGER PRIMARY KEY,
  cohort INTEGER NOT NULL REFERENCES cohort,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL CHECK (to_day >= from_day),
  departments TEXT NOT NULL,  -- comma-separated; empty = everywhere
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE household (
  id INTEGER PRIMARY KEY,
  cohort INTEGER NOT NULL REFERENCES cohort,
  key TEXT NOT NULL,
  UNIQUE (cohort, key)
) STRICT;

CREATE TABLE phone (
  id INTEGER PRIMARY KEY,
  e164 TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'unverified'
    CHECK (status IN ('unverified', 'verified') OR status IN ('suspect', 'dead') OR status IN ('wrong', 'recycled')),
  strikes INTEGER NOT NULL DEFAULT 0 CHECK (strikes >= 0),          -- 'not in service' signals since the last good one
  strike_days INTEGER NOT NULL DEFAULT 0 CHECK (strike_days >= 0),  -- on so many different days
  strike_day INTEGER NOT NULL DEFAULT 0,
  texts_stopped_at INTEGER,
  calls_stopped_at INTEGER,
  auto_reply_minutes TEXT NOT NULL DEFAULT '',  -- since 1970, by comma: the automatic answers of the last hour (B32)
  auto_reply_day INTEGER NOT NULL DEFAULT 0,
  auto_replies INTEGER NOT NULL DEFAULT 0,     -- on auto_reply_day
  texts_week INTEGER NOT NULL DEFAULT 0,       -- the week `texts_in_week` counts
  texts_in_week INTEGER NOT NULL DEFAULT 0,    -- automatic texts (B28)
  answered_minute INTEGER,                     -- minute of the week, local, when a call was last answered (B18 b)
  worried_at INTEGER                           -- words to watch, or a safeguarding case
) STRICT;

-- The one question we asked a number and wait for.
CREATE TABLE question (
  phone INTEGER PRIMARY KEY REFERENCES phone,
  kind TEXT NOT NULL,
  student INTEGER REFERENCES student,
  session INTEGER REFERENCES session,
  offered INTEGER,
  item INTEGER REFERENCES item_sent,
  value TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE student (
  id INTEGER PRIMARY KEY,
  cohort INTEGER NOT NULL REFERENCES cohort,
  household INTEGER NOT NULL REFERENCES household,
  key TEXT NOT NULL,
  first_name TEXT NOT NULL,
  caregiver_name TEXT NOT NULL,
  relation TEXT NOT NULL,
  languages TEXT NOT NULL,      -- tags by comma, in order of preference
  text_language TEXT NOT NULL,
  grade INTEGER NOT NULL,       -- 0 = unknown
  level_start INTEGER NOT NULL, -- codes of domain::Level
  mastered INTEGER NOT NULL,
  teach INTEGER NOT NULL,       -- what is taught now
  extension_passed INTEGER NOT NULL DEFAULT 0,
  school TEXT NOT NULL,
  department TEXT NOT NULL,
  area TEXT NOT NULL CHECK (area IN ('unknown', 'urban') OR area = 'rural'),
  sex TEXT NOT NULL CHECK (sex IN ('unknown', 'female') OR sex IN ('male', 'other')),
  birth_year INTEGER,
  support_needs TEXT NOT NULL,
  tutor_gender TEXT NOT NULL,
  zone TEXT NOT NULL,
  windows TEXT NOT NULL,        -- "0 1050-1200;5 480-720": weekday, minutes of the day
  seed INTEGER NOT NULL,        -- of the child's own order of items
  may_call INTEGER NOT NULL DEFAULT 0 CHECK (may_call IN (0, 1)),  -- a live consent covers calls; kept with `consent`
  may_text INTEGER NOT NULL DEFAULT 0 CHECK (may_text IN (0, 1)),
  texts_stopped_at INTEGER,     -- this child's texts alone, on a shared phone
  UNIQUE (cohort, key)
) STRICT;
CREATE INDEX student_household ON student (household);

CREATE TABLE student_phone (
  student INTEGER NOT NULL REFERENCES student,
  position INTEGER NOT NULL,
  phone INTEGER NOT NULL REFERENCES phone,
  blocked TEXT NOT NULL DEFAULT ''
    CHECK (blocked IN ('', 'wrong') OR blocked IN ('recycled', 'withdrawn')),  -- for this student only; withdrawn: the sheet names it no more
  PRIMARY KEY (student, phone)
) STRICT, WITHOUT ROWID;
CREATE INDEX student_phone_phone ON student_phone (phone);

-- Dated and kept for ever, one row a paper; at most one of a student is not revoked (B2, C5). The facts say what changed when.
CREATE TABLE consent (
  id INTEGER PRIMARY KEY,
  student INTEGER NOT NULL REFERENCES student,
  given_by TEXT NOT NULL,
  given_on INTEGER NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('paper', 'voice') OR how = 'sms'),
  text_version TEXT NOT NULL,
  calls INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  recording INTEGER NOT NULL,
  research INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  revoked_at INTEGER,
  UNIQUE (student, given_on, how, text_version)
) STRICT;

CREATE TABLE tutor (
  id INTEGER PRIMARY KEY,
  cohort INTEGER NOT NULL REFERENCES cohort,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  phone INTEGER NOT NULL REFERENCES phone,
  languages TEXT NOT NULL,
  levels TEXT NOT NULL,  -- codes by comma; empty = all
  windows TEXT NOT NULL,
  minutes_per_week INTEGER NOT NULL,
  department TEXT NOT NULL,
  gender TEXT NOT NULL,
  zone TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (cohort, key)
) STRICT;
CREATE INDEX tutor_phone ON tutor (phone);

CREATE TABLE tutor_absence (
  tutor INTEGER NOT NULL REFERENCES tutor,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL CHECK (to_at > from_at),
  reason TEXT NOT NULL,
  PRIMARY KEY (tutor, from_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment (
  id INTEGER PRIMARY KEY,
  student INTEGER NOT NULL UNIQUE REFERENCES student,
  cohort INTEGER NOT NULL REFERENCES cohort,
  tutor INTEGER REFERENCES tutor,          -- NULL = unmatched
  slots TEXT NOT NULL,                     -- half hours of the programme's week by comma
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'unmatched') OR status IN ('waiting', 'withdrawn')),
  reason TEXT NOT NULL DEFAULT '',         -- why unmatched or withdrawn
  missed_in_row INTEGER NOT NULL DEFAULT 0,  -- programme weeks without contact with the child, latest first (B40)
  observed INTEGER NOT NULL DEFAULT 0,       -- lessons that count for the child
  child_sessions INTEGER NOT NULL DEFAULT 0, -- of these, with the child on the line
  red INTEGER NOT NULL DEFAULT 0 CHECK (red IN (0, 1)),
  withdrawn_at INTEGER,
  paused_until INTEGER,                      -- the family is away until then
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX enrollment_tutor ON enrollment (tutor);

-- Who taught whom, when (B11). A change is a new row with its reason.
CREATE TABLE pairing (
  id INTEGER PRIMARY KEY,
  enrollment INTEGER NOT NULL REFERENCES enrollment,
  tutor INTEGER NOT NULL REFERENCES tutor,
  from_at INTEGER NOT NULL,
  to_at INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX pairing_now ON pairing (enrollment) WHERE to_at IS NULL;

---- Sessions -----------------------------------------------------------------------------------------------------

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  enrollment INTEGER NOT NULL REFERENCES enrollment,
  student INTEGER NOT NULL REFERENCES student,
  tutor INTEGER NOT NULL REFERENCES tutor,
  kind TEXT NOT NULL CHECK (kind IN ('onboarding', 'lesson')),
  number INTEGER NOT NULL,        -- 1.. in the round; an onboarding call is 0
  week INTEGER NOT NULL,          -- programme week 1..; 0 before the first
  tutor_number INTEGER NOT NULL CHECK (tutor_number > 0),  -- "#12" in the tutor's texts
  planned_at INTEGER NOT NULL,    -- first promised start
  booked_at INTEGER,              -- start of the tutor's half hour it holds now; NULL once it needs none
  phase TEXT NOT NULL CHECK (phase IN ('planned', 'calling') OR phase IN ('talking', 'awaiting_log') OR phase = 'closed'),
  next_at INTEGER,                -- when the session wants attention; NULL once closed
  closes_at INTEGER NOT NULL,     -- no dial after this instant
  attempts INTEGER NOT NULL DEFAULT 0,
  redials INTEGER NOT NULL DEFAULT 0,
  family_dials INTEGER NOT NULL DEFAULT 0,  -- attempts in which the family's phone was surely rung
  outcome TEXT
    CHECK (outcome IN ('completed', 'short') OR outcome IN ('adult_contact', 'no_contact') OR
           outcome IN ('excused', 'cancelled_programme') OR outcome IN ('withdrawn', 'not_logged')),
  reason TEXT NOT NULL DEFAULT '',
  child_seconds INTEGER NOT NULL DEFAULT 0 CHECK (child_seconds >= 0),
  talk_seconds INTEGER NOT NULL DEFAULT 0 CHECK (talk_seconds >= 0),  -- of the family's legs, by the gateway
  minutes_source TEXT NOT NULL DEFAULT '' CHECK (minutes_source IN ('', 'gateway') OR minutes_source IN ('tutor', 'both')),
  self_reported INTEGER NOT NULL DEFAULT 0 CHECK (self_reported IN (0, 1)),
  checkpoint_item TEXT NOT NULL DEFAULT '',
  checkpoint TEXT NOT NULL DEFAULT '' CHECK (checkpoint IN ('', 'right') OR checkpoint IN ('wrong', 'not_done')),
  checkpoint_reason TEXT NOT NULL DEFAULT '',
  level_taught INTEGER NOT NULL DEFAULT -99,
  level_reported INTEGER NOT NULL DEFAULT -99,
  opens_with_question INTEGER NOT NULL DEFAULT 0 CHECK (opens_with_question IN (0, 1)),  -- "may we go on calling?"
  rides_with INTEGER,             -- a sibling's session whose dial serves this one too (B1)
  carries INTEGER,                -- the sibling's session that rides with this one's dial
  excuse_if_missed TEXT NOT NULL DEFAULT '',  -- told before: should the call fail, it ends as excused
  last_disposition TEXT NOT NULL DEFAULT '',
  contact_ended_at INTEGER,       -- end of the last leg somebody answered
  logged_at INTEGER,
  closed_at INTEGER,
  UNIQUE (student, kind, number),
  UNIQUE (tutor, tutor_number, week),
  CHECK ((phase = 'closed') = (outcome IS NOT NULL)),                         -- R1
  CHECK (phase <> 'closed' OR (booked_at IS NULL AND next_at IS NULL)),
  CHECK (outcome IS NOT 'completed' OR kind = 'onboarding' OR child_seconds > 0)
) STRICT;
-- P1: a tutor never holds two sessions in one half hour.
CREATE UNIQUE INDEX session_booking ON session (tutor, booked_at) WHERE booked_at IS NOT NULL;

-- R2: how a session ended is written once; a correction is a row of its own with author and reason.
CREATE TABLE outcome (
  session INTEGER NOT NULL REFERENCES session,
  version INTEGER NOT NULL CHECK (version >= 1),  -- 1 = how it ended; more = corrections
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (session, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES session,
  n INTEGER NOT NULL,
  phone INTEGER NOT NULL REFERENCES phone,
  slot_at INTEGER NOT NULL,       -- the booked half hour it belongs to
  queued_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'placed') OR state IN ('tutor_joined', 'family_joined') OR state = 'ended'),
  continues INTEGER NOT NULL DEFAULT 0 CHECK (continues IN (0, 1)),  -- a redial after a dropped leg
  disposition TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '' CHECK (source IN ('', 'gateway') OR source IN ('tutor', 'both')),
  raw_code TEXT NOT NULL DEFAULT '',
  provider_id TEXT NOT NULL DEFAULT '',
  legs_ended INTEGER NOT NULL DEFAULT 0,  -- bits: 1 tutor, 2 family: a repeated callback finds its bit set
  tutor_seconds INTEGER NOT NULL DEFAULT 0,
  talk_seconds INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER,
  UNIQUE (session, n)             -- P4: one dial per session and attempt
) STRICT;

-- Every report of a tutor as it came; duplicates stay, `counts` marks the one that decides (B44).
CREATE TABLE session_log (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES session,
  tutor INTEGER NOT NULL REFERENCES tutor,
  inbox INTEGER REFERENCES inbox,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,          -- word of domain::ReportedOutcome, or empty
  minutes INTEGER,
  level INTEGER,
  checkpoint INTEGER,
  self_reported INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  counts INTEGER NOT NULL CHECK (counts IN (0, 1))
) STRICT;
CREATE INDEX session_log_session ON session_log (session);
CREATE UNIQUE INDEX session_log_counts ON session_log (session) WHERE counts = 1;

---- Practice -----------------------------------------------------------------------------------------------------

CREATE TABLE item_sent (
  id INTEGER PRIMARY KEY,
  student INTEGER NOT NULL REFERENCES student,
  item TEXT NOT NULL,             -- id of domain::Item
  skill TEXT NOT NULL,
  week INTEGER NOT NULL,
  message INTEGER REFERENCES message,
  sent_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'hinted') OR state IN ('right', 'shown') OR state = 'expired'),
  tries INTEGER NOT NULL DEFAULT 0,
  texts INTEGER NOT NULL DEFAULT 1,  -- item, hint, worked answer: at most three (B27)
  asked_again INTEGER NOT NULL DEFAULT 0 CHECK (asked_again IN (0, 1)),  -- 'which one?' is asked once
  verdict TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'none') OR verdict IN ('right', 'wrong') OR verdict = 'partial'),
  closed_at INTEGER,
  UNIQUE (student, item)          -- O1: never the same item twice for a child
) STRICT;

CREATE TABLE answer (
  item_sent INTEGER NOT NULL REFERENCES item_sent,
  inbox INTEGER NOT NULL REFERENCES inbox,
  at INTEGER NOT NULL,
  given TEXT NOT NULL,            -- canonical value
  verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong') OR verdict = 'partial'),
  predicted REAL NOT NULL,        -- chance the model gave before it saw the answer
  PRIMARY KEY (item_sent, inbox)  -- I2
) STRICT, WITHOUT ROWID;

-- A family's question for the tutor (B30).
CREATE TABLE child_question (
  inbox INTEGER PRIMARY KEY REFERENCES inbox,
  student INTEGER NOT NULL REFERENCES student,
  tutor INTEGER REFERENCES tutor,
  answer_by INTEGER NOT NULL,
  closed_at INTEGER
) STRICT;
CREATE INDEX child_question_open ON child_question (tutor) WHERE closed_at IS NULL;

-- A child's part of the practice model, all skills in one row: every answer changes two of them.
CREATE TABLE mastery (
  student INTEGER PRIMARY KEY REFERENCES student,
  state BLOB NOT NULL,            -- for each skill: name, number of answers, little-endian doubles (store/sqlite/mastery.cpp)
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE item_difficulty (   -- with rowids: a row of 1.3 kB would need a page of its own beside the tree of its key
  item TEXT PRIMARY KEY NOT NULL,
  state BLOB NOT NULL,
  answers INTEGER NOT NULL
) STRICT;

---- Texts --------------------------------------------------------------------------------------------------------

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'call')),
  phone INTEGER REFERENCES phone, -- NULL: a short code or a name
  sender TEXT NOT NULL,           -- only when there is no phone row
  text TEXT NOT NULL,
  class TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL DEFAULT '',
  verdict TEXT NOT NULL DEFAULT '',
  student INTEGER REFERENCES student,
  tutor INTEGER REFERENCES tutor,
  handled TEXT NOT NULL DEFAULT '' CHECK (handled IN ('', 'answered') OR handled IN ('ignored', 'task')),
  UNIQUE (channel, provider_id)   -- I2
) STRICT;

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  phone INTEGER NOT NULL REFERENCES phone,
  student INTEGER REFERENCES student,
  tutor INTEGER REFERENCES tutor,
  session INTEGER REFERENCES session,
  inbox INTEGER REFERENCES inbox,  -- the text it answers
  kind TEXT NOT NULL DEFAULT '',   -- what it is for: "item", "reminder", "feedback", ..
  key TEXT NOT NULL,               -- message of the catalog
  language TEXT NOT NULL,
  text TEXT NOT NULL,              -- the exact words
  segments INTEGER NOT NULL CHECK (segments BETWEEN 1 AND 10),
  priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 5),
  audience TEXT NOT NULL CHECK (audience IN ('family', 'tutor') OR audience IN ('staff', 'stranger')),
  automatic INTEGER NOT NULL CHECK (automatic IN (0, 1)),  -- nobody asked for it: counts towards the limit per phone
  final_word INTEGER NOT NULL DEFAULT 0 CHECK (final_word IN (0, 1)),  -- the one confirmation of an opt-out (C1)
  created_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,      -- O6
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'sending') OR state IN ('unknown', 'sent') OR state IN ('delivered', 'failed') OR
           state IN ('expired', 'suppressed')),
  state_at INTEGER NOT NULL,
  sends INTEGER NOT NULL DEFAULT 0 CHECK (sends <= 6),  -- O8
  provider_id TEXT NOT NULL DEFAULT '',
  error_code TEXT NOT NULL DEFAULT '',
  once TEXT                        -- what may be said once only, for example "item:17:3"
) STRICT;
CREATE UNIQUE INDEX message_once ON message (once) WHERE once IS NOT NULL;

-- What waits to leave, smaller priority first; texts ('m'), questions about texts ('q') and calls ('c').
CREATE TABLE outbox (
  priority INTEGER NOT NULL,
  due INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('m', 'q') OR kind = 'c'),
  id INTEGER NOT NULL,
  PRIMARY KEY (priority, due, kind, id)
) STRICT, WITHOUT ROWID;

-- What was handed out and not yet reported back.
CREATE TABLE inflight (
  kind TEXT NOT NULL CHECK (kind IN ('m', 'q') OR kind = 'c'),
  id INTEGER NOT NULL,
  leased_at INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

---- Time, people's work, history -----------------------------------------------------------------------------------

CREATE TABLE timer (
  due INTEGER NOT NULL,
  kind INTEGER NOT NULL,           -- ports::TimerKind
  subject INTEGER NOT NULL,
  PRIMARY KEY (due, kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  urgency INTEGER NOT NULL,        -- 0 safeguarding .. 3 when there is time
  student INTEGER REFERENCES student,
  tutor INTEGER REFERENCES tutor,
  session INTEGER REFERENCES session,
  phone INTEGER REFERENCES phone,
  inbox INTEGER REFERENCES inbox,
  detail TEXT NOT NULL DEFAULT '', -- a code, never a person's words
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX task_open ON task (kind, student, tutor) WHERE closed_at IS NULL;

-- B48: append only. `kind` says what `ref` and `value` are.
CREATE TABLE fact (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  student INTEGER,
  tutor INTEGER,
  ref INTEGER,
  detail TEXT
) STRICT;

---- What must never happen ---------------------------------------------------------------------------------------
-- FAIL, not ABORT: these run before the row is touched, so there is nothing of the statement to undo, and SQLite keeps no
-- journal for it. The transaction of the caller is rolled back either way.

CREATE TRIGGER fact_kept BEFORE UPDATE ON fact BEGIN SELECT RAISE(FAIL, 'facts are kept'); END;
CREATE TRIGGER fact_stays BEFORE DELETE ON fact BEGIN SELECT RAISE(FAIL, 'facts are kept'); END;
CREATE TRIGGER outcome_kept BEFORE UPDATE ON outcome BEGIN SELECT RAISE(FAIL, 'outcomes are kept'); END;
CREATE TRIGGER outcome_stays BEFORE DELETE ON outcome BEGIN SELECT RAISE(FAIL, 'outcomes are kept'); END;
CREATE TRIGGER answer_kept BEFORE UPDATE ON answer BEGIN SELECT RAISE(FAIL, 'answers are kept'); END;

-- O3, O5: how a text's state may move. Evidence only climbs: a late 'sent' never overwrites 'delivered'.
CREATE TRIGGER message_climbs BEFORE UPDATE OF state ON message
WHEN OLD.state <> NEW.state AND NOT (
  (OLD.state = 'queued' AND (NEW.state IN ('sending', 'expired') OR NEW.state = 'suppressed')) OR
  (OLD.state = 'sending' AND (NEW.state IN ('queued', 'unknown') OR NEW.state IN ('sent', 'delivered') OR NEW.state = 'failed')) OR
  (OLD.state = 'unknown' AND (NEW.state IN ('queued', 'sent') OR NEW.state IN ('delivered', 'failed') OR NEW.state = 'expired')) OR
  (OLD.state = 'sent' AND NEW.state IN ('delivered', 'failed')) OR
  (OLD.state = 'failed' AND NEW.state = 'delivered'))
BEGIN SELECT RAISE(FAIL, 'a text''s state never goes back'); END;

-- C1: nothing new is written for a number that stopped, but the one confirmation.
-- C5: a family's text about a child needs a consent that covers texts, unless it answers what the family wrote.
-- One trigger for both: each costs a text a call of its own.
CREATE TRIGGER message_allowed BEFORE INSERT ON message
WHEN NEW.final_word = 0 AND NEW.audience IN ('family', 'stranger')
BEGIN
  SELECT RAISE(FAIL, 'this number stopped texts')
  WHERE NEW.priority > 0 AND (SELECT texts_stopped_at FROM phone WHERE id = NEW.phone) IS NOT NULL;
  SELECT RAISE(FAIL, 'no consent for texts')
  WHERE NEW.audience = 'family' AND NEW.student IS NOT NULL AND NEW.inbox IS NULL
    AND (SELECT may_text FROM student WHERE id = NEW.student) = 0;
END;

-- R1: how a session ended changes only together with its outcome row.
CREATE TRIGGER session_outcome_written BEFORE UPDATE OF outcome ON session
WHEN NEW.outcome IS NOT NULL AND NEW.outcome IS NOT OLD.outcome
 AND NEW.outcome IS NOT (SELECT outcome FROM outcome WHERE session = NEW.id ORDER BY version DESC LIMIT 1)
BEGIN SELECT RAISE(FAIL, 'an outcome needs its row'); END;
