-- The record: one SQLite file. Every comment inside a table's brackets is kept in the file itself (`.schema` shows it).
--
-- Offsets (`start`, `stop`) are Unicode code points of the page's `text`, counted from 0, `stop` not included:
--     SELECT substr(p.text, s.start + 1, s.stop - s.start) FROM statement_spans s JOIN statements … JOIN pages p …
-- Dates come in six columns: `…_edtf` (EDTF level 1), `…_earliest` and `…_latest` (days, both included),
-- `…_basis` (stated, metadata, item, inferred, unknown), `…_evidence` (JSON list of [start, stop] on the page) and
-- `…_why` (the reason, in words). Lists of words are JSON.
--
-- Kept for ever: kept_copies, sources, captures, decisions, log. Made anew by `onrecord rebuild`: everything else but what watching feeds needs.

CREATE TABLE meta (
  -- Facts about the record as a whole.
  name TEXT PRIMARY KEY,        -- `resolved_for`: a hash of the pages, decisions and version that the relations were made of
  value TEXT NOT NULL           -- the fact
) WITHOUT ROWID;

CREATE TABLE kept_copies (
  -- The raw bytes of every page, as they were given to us.
  number INTEGER PRIMARY KEY,   -- in order of arrival
  sha256 TEXT NOT NULL UNIQUE,  -- of the raw bytes, hexadecimal
  size INTEGER NOT NULL,        -- of the raw bytes
  encoding TEXT NOT NULL,       -- how `bytes` is packed: `zstd`
  bytes BLOB NOT NULL           -- the packed bytes
);

CREATE TABLE sources (
  -- Every path or address that gave the bytes of a kept copy. The first is the page's path.
  number INTEGER PRIMARY KEY,   -- in order of arrival
  copy INTEGER NOT NULL REFERENCES kept_copies(number), -- the kept copy
  path TEXT NOT NULL,           -- as it was named to us
  url TEXT,                     -- the page's own address, where known
  added_at TEXT NOT NULL,       -- when, in UTC
  UNIQUE (copy, path)
);

CREATE TABLE decisions (
  -- What people decided, and what they took back. Rows are only ever added.
  number INTEGER PRIMARY KEY,   -- in order of decision
  kind TEXT NOT NULL,           -- `same-actor`, `different-actors`, `reject` or `undo`
  decision TEXT,                -- the decision as JSON; none for an undo
  entry TEXT,                   -- for a reject, the id that is left out
  undoes INTEGER REFERENCES decisions(number), -- for an undo, the decision that it takes back
  by TEXT NOT NULL,             -- who
  why TEXT NOT NULL,            -- the reason given; may be empty
  at TEXT NOT NULL              -- when, in UTC
);
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions BEGIN SELECT raise(ABORT, 'decisions are never changed: add an undo'); END;
CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decisions BEGIN SELECT raise(ABORT, 'decisions are never deleted: add an undo'); END;
CREATE VIEW active_decisions AS
  SELECT * FROM decisions WHERE kind <> 'undo' AND number NOT IN (SELECT undoes FROM decisions WHERE undoes IS NOT NULL);

CREATE TABLE log (
  -- What was done to the record. Rows are only ever added.
  number INTEGER PRIMARY KEY,   -- in order
  run TEXT NOT NULL,            -- the run of the program: when the record was opened for it, in UTC
  program TEXT NOT NULL,        -- the program's version
  at TEXT NOT NULL,             -- when, in UTC
  what TEXT NOT NULL            -- in words
);
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT raise(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_is_kept BEFORE DELETE ON log BEGIN SELECT raise(ABORT, 'the log is never deleted'); END;

CREATE TABLE pages (
  -- Every page, with its readable text.
  number INTEGER PRIMARY KEY REFERENCES kept_copies(number), -- the same as its kept copy's
  id TEXT NOT NULL UNIQUE,      -- `p` and the first 20 digits of the SHA-256
  sha256 TEXT NOT NULL,         -- of the raw bytes, hexadecimal
  path TEXT NOT NULL,           -- where the bytes first came from
  url TEXT,                     -- the page's own address, where known
  outlet TEXT,                  -- the outlet's name, where known
  outlet_domain TEXT,           -- its host, where known
  language TEXT,                -- of the text (BCP 47), where known
  format TEXT NOT NULL,         -- what the bytes are: text, html, feed, row
  title TEXT NOT NULL,          -- the first headline, or the first words
  words INTEGER NOT NULL,       -- how many words stand outside boilerplate
  text TEXT NOT NULL            -- the readable text, to which all offsets refer
);
CREATE INDEX pages_by_outlet ON pages(outlet);

CREATE TABLE readings (
  -- What the program read on each page: the relations across pages are made of these, without reading a page again.
  page INTEGER PRIMARY KEY REFERENCES pages(number), -- the page
  program TEXT NOT NULL,        -- the version that read it
  encoding TEXT NOT NULL,       -- how `reading` is packed: `zstd`
  reading BLOB NOT NULL         -- the reading as packed JSON, without the text; its offsets are UTF-8 bytes
);

CREATE TABLE notes (
  -- What a reader should know about how a page was read.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in order
  message TEXT NOT NULL,        -- in one sentence
  start INTEGER,                -- where on the page, if it is about a place
  stop INTEGER,                 -- its end
  PRIMARY KEY (page, position)
) WITHOUT ROWID;

CREATE TABLE boilerplate (
  -- What is on a page and is not news.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  start INTEGER NOT NULL,       -- its first code point
  stop INTEGER NOT NULL,        -- its end
  PRIMARY KEY (page, position)
) WITHOUT ROWID;

CREATE TABLE items (
  -- The self-contained pieces of pages.
  number INTEGER PRIMARY KEY,   -- in order of page and place
  id TEXT NOT NULL UNIQUE,      -- stable: made of the page, the kind and the span
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  kind TEXT NOT NULL,           -- article, livepost, section, feed-item, teaser
  start INTEGER NOT NULL,       -- its first code point, title and byline included
  stop INTEGER NOT NULL,        -- its end
  title TEXT,                   -- its headline
  title_start INTEGER,          -- where the headline stands
  title_stop INTEGER,           -- its end
  byline TEXT,                  -- its author line
  byline_start INTEGER,         -- where that stands
  byline_stop INTEGER,          -- its end
  published_edtf TEXT,          -- when it was published
  published_earliest TEXT,      -- the first day that this can be
  published_latest TEXT,        -- the last
  published_basis TEXT NOT NULL, -- how we know
  published_evidence TEXT NOT NULL, -- the words that say it, as JSON spans
  published_why TEXT NOT NULL,  -- the reason, for a reader
  language TEXT,                -- of its own words (BCP 47), where they tell; `und-` and a script where they tell only that; else it is the page's
  UNIQUE (page, position)
);

CREATE TABLE actors (
  -- Who is spoken of on one page. `actor_members` says who that is in the record.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  id TEXT NOT NULL,             -- `a1`, `a2`, …: local to the page
  position INTEGER NOT NULL,    -- in order of first mention
  name TEXT NOT NULL,           -- the fullest that the page gives
  type TEXT NOT NULL,           -- person, organization, government, country, place, group, unnamed
  wikidata TEXT,                -- the Wikidata item, where known
  aliases TEXT NOT NULL,        -- every name on the page, a JSON list
  roles TEXT NOT NULL,          -- offices and descriptions, a JSON list
  PRIMARY KEY (page, id)
) WITHOUT ROWID;

CREATE TABLE mentions (
  -- Where a page speaks of an actor.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  actor TEXT NOT NULL,          -- the actor's id on the page
  form TEXT NOT NULL,           -- name, role, pronoun
  start INTEGER NOT NULL,       -- its first code point
  stop INTEGER NOT NULL,        -- its end
  words TEXT NOT NULL,          -- the words there
  PRIMARY KEY (page, position)
) WITHOUT ROWID;

CREATE TABLE times (
  -- The time expressions of a page.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  type TEXT NOT NULL,           -- DATE, TIME, DURATION, SET
  value TEXT NOT NULL,          -- the TIMEX3 value
  earliest TEXT,                -- the first day that it covers
  latest TEXT,                  -- the last, included
  anchor TEXT NOT NULL,         -- what it was counted from
  start INTEGER NOT NULL,       -- its first code point
  stop INTEGER NOT NULL,        -- its end
  words TEXT NOT NULL,          -- the words there
  PRIMARY KEY (page, position)
) WITHOUT ROWID;

CREATE TABLE statements (
  -- Who said what, by one page.
  number INTEGER PRIMARY KEY,   -- in order of page and place
  id TEXT NOT NULL UNIQUE,      -- stable: made of the page and the spans
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  item TEXT NOT NULL,           -- the id of the item that it stands in
  speaker TEXT,                 -- the speaker's actor id on the page
  speaker_name TEXT NOT NULL,   -- the fullest name that the page gives the speaker; may be empty
  record_speaker TEXT,          -- the speaker in the record: record_actors.id
  source_words TEXT NOT NULL,   -- the words that name the source
  cue_words TEXT NOT NULL,      -- the words that attribute
  words TEXT NOT NULL,          -- what was said: the fragments' words, joined by ' … '
  kind TEXT NOT NULL,           -- direct, mixed, indirect
  mode TEXT NOT NULL,           -- assert, claim, promise, deny, demand, warn, praise, ask, expect, intend, accuse, other
  said_edtf TEXT,               -- when it was said
  said_earliest TEXT,           -- the first day that this can be
  said_latest TEXT,             -- the last
  said_basis TEXT NOT NULL,     -- how we know
  said_evidence TEXT NOT NULL,  -- the words that say it, as JSON spans
  said_why TEXT NOT NULL,       -- the reason, for a reader
  said_day TEXT,                -- the day that the ledger sorts by: said_earliest, or else said_latest
  addressee TEXT,               -- to whom
  venue TEXT,                   -- where, or through which medium
  via TEXT NOT NULL,            -- the chain through which the page has it, nearest last, a JSON list
  certainty REAL NOT NULL,      -- how likely the reading is right, 0 to 1
  rejected INTEGER NOT NULL DEFAULT 0, -- 1 where a decision leaves it out, or its outlet repeats it
  UNIQUE (page, position)
);
CREATE INDEX statements_ledger ON statements(said_day, page, position, record_speaker, mode, kind, said_earliest, said_latest) WHERE rejected = 0;
CREATE INDEX statements_by_speaker ON statements(record_speaker) WHERE rejected = 0;

CREATE TABLE statement_spans (
  -- Where the parts of a statement stand.
  statement INTEGER NOT NULL REFERENCES statements(number), -- the statement
  role TEXT NOT NULL,           -- source, cue or content
  position INTEGER NOT NULL,    -- fragments in page order
  start INTEGER NOT NULL,       -- its first code point
  stop INTEGER NOT NULL,        -- its end
  PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;

CREATE TABLE events (
  -- One report of something that was, is or may be done.
  number INTEGER PRIMARY KEY,   -- in order of page and place
  id TEXT NOT NULL UNIQUE,      -- stable: made of the page, the type and the evidence
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  position INTEGER NOT NULL,    -- in page order
  item TEXT NOT NULL,           -- the id of the item that it stands in
  type TEXT NOT NULL,           -- meeting, call, talks, visit, …
  plover TEXT,                  -- the PLOVER type, where one fits
  place TEXT,                   -- where, in the page's words
  when_edtf TEXT,               -- when it was, is or is to be
  when_earliest TEXT,           -- the first day that this can be
  when_latest TEXT,             -- the last
  when_basis TEXT NOT NULL,     -- how we know
  when_evidence TEXT NOT NULL,  -- the words that say it, as JSON spans
  when_why TEXT NOT NULL,       -- the reason, for a reader
  stage TEXT NOT NULL,          -- planned, expected, possible, ongoing, happened, cancelled, denied, claimed
  duration TEXT,                -- how long, as an ISO 8601 duration
  start INTEGER NOT NULL,       -- where the clause stands that reports it
  stop INTEGER NOT NULL,        -- its end
  words TEXT NOT NULL,          -- the words there
  certainty REAL NOT NULL,      -- how likely the reading is right, 0 to 1
  rejected INTEGER NOT NULL DEFAULT 0, -- 1 where a decision leaves it out, or its outlet repeats it
  UNIQUE (page, position)
);

CREATE TABLE event_participants (
  -- Who takes part in an event, by its page.
  event INTEGER NOT NULL REFERENCES events(number), -- the event
  position INTEGER NOT NULL,    -- in order of mention
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  actor TEXT NOT NULL,          -- the actor's id on the page
  PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX event_participants_by_actor ON event_participants(page, actor, event);

CREATE TABLE record_actors (
  -- Who is spoken of in the record, merged over pages and spellings.
  number INTEGER PRIMARY KEY,   -- by number of mentions, then by name
  id TEXT NOT NULL UNIQUE,      -- stable: made of the name and the type
  name TEXT NOT NULL,           -- the name that most pages use
  type TEXT NOT NULL,           -- person, organization, government, country, place, group, unnamed
  wikidata TEXT,                -- the Wikidata item, where known
  roles TEXT NOT NULL,          -- offices and descriptions, a JSON list
  mentions INTEGER NOT NULL     -- how many there are on all pages
);

CREATE TABLE record_aliases (
  -- Every spelling of an actor's name.
  actor TEXT NOT NULL REFERENCES record_actors(id), -- the actor
  position INTEGER NOT NULL,    -- most frequent first
  name TEXT NOT NULL,           -- as spelt on the pages
  pages INTEGER NOT NULL,       -- on how many it is spelt so
  why TEXT NOT NULL,            -- why it counts as this actor
  PRIMARY KEY (actor, position)
) WITHOUT ROWID;

CREATE TABLE actor_members (
  -- Which actors of which pages an actor of the record is.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  actor TEXT NOT NULL,          -- the actor's id on the page
  record_actor TEXT NOT NULL REFERENCES record_actors(id), -- the actor of the record
  PRIMARY KEY (page, actor)
) WITHOUT ROWID;
CREATE INDEX actor_members_by_record_actor ON actor_members(record_actor);

CREATE TABLE quotations (
  -- Statements that carry the same words or the same claim.
  number INTEGER PRIMARY KEY,   -- in order
  id TEXT NOT NULL UNIQUE,      -- stable: made of the first statement
  speaker TEXT,                 -- the actor of the record, where the statements agree on one
  kind TEXT NOT NULL,           -- same-words or same-claim
  independent INTEGER NOT NULL  -- how many outlets carry it, copies of one report counted once
);

CREATE TABLE quotation_members (
  -- The statements of a quotation.
  quotation TEXT NOT NULL REFERENCES quotations(id), -- the quotation
  position INTEGER NOT NULL,    -- in order of report
  statement TEXT NOT NULL REFERENCES statements(id), -- the statement
  spans TEXT NOT NULL,          -- the words that the statements share, on this page, as JSON spans
  difference TEXT NOT NULL,     -- how the words differ from the first statement's, a JSON list of same, removed, added
  stands TEXT,                  -- for the wording of an earlier version: the statement that counts for it; the row itself does not
  PRIMARY KEY (quotation, position)
) WITHOUT ROWID;
CREATE INDEX quotation_members_by_statement ON quotation_members(statement);

CREATE TABLE event_groups (
  -- Reports of the same event.
  number INTEGER PRIMARY KEY,   -- in order
  id TEXT NOT NULL UNIQUE,      -- stable: made of the first report
  type TEXT NOT NULL,           -- the most specific that the reports give
  participants TEXT NOT NULL,   -- record_actors.id of who takes part, a JSON list
  place TEXT,                   -- the place that most reports give
  when_edtf TEXT,               -- the narrowest date that most reports share
  when_earliest TEXT,           -- the first day that this can be
  when_latest TEXT,             -- the last
  when_basis TEXT NOT NULL,     -- how we know
  when_evidence TEXT NOT NULL,  -- always an empty list: the reports say where
  when_why TEXT NOT NULL,       -- the reason, for a reader
  course TEXT NOT NULL          -- what the reports amount to: announced-then-happened, moved, called-off, denied, announced-only, happened-only, claimed-only
);

CREATE TABLE event_reports (
  -- The reports of an event group; each is a row of `events`.
  event_group TEXT NOT NULL REFERENCES event_groups(id), -- the group
  position INTEGER NOT NULL,    -- in order of report
  event TEXT NOT NULL REFERENCES events(id), -- the event
  stands TEXT,                  -- for the report of an earlier version: the event that counts for it; the row itself does not
  PRIMARY KEY (event_group, position)
) WITHOUT ROWID;
CREATE INDEX event_reports_by_event ON event_reports(event);

CREATE TABLE conflicts (
  -- Two accounts whose values cannot both hold.
  number INTEGER PRIMARY KEY,   -- in order
  id TEXT NOT NULL UNIQUE,      -- stable: made of the two places and the slot
  slot TEXT NOT NULL,           -- what differs: date, place, number, wording, speaker, occurrence
  about TEXT,                   -- the event group or quotation that both belong to
  why TEXT NOT NULL,            -- the difference, in one sentence
  a_page INTEGER NOT NULL REFERENCES pages(number), -- the page of the account reported first
  a_entry TEXT NOT NULL,        -- its statement or event
  a_start INTEGER NOT NULL,     -- where its words stand
  a_stop INTEGER NOT NULL,      -- their end
  a_value TEXT NOT NULL,        -- its value, in words
  b_page INTEGER NOT NULL REFERENCES pages(number), -- the page of the other account
  b_entry TEXT NOT NULL,        -- its statement or event
  b_start INTEGER NOT NULL,     -- where its words stand
  b_stop INTEGER NOT NULL,      -- their end
  b_value TEXT NOT NULL         -- its value, in words
);

CREATE TABLE stories (
  -- Pages that follow the same running story.
  number INTEGER PRIMARY KEY,   -- in order
  id TEXT NOT NULL UNIQUE,      -- stable: made of the first page
  title TEXT NOT NULL           -- the headline of the earliest page that has one
);

CREATE TABLE story_pages (
  -- The pages of a story.
  story TEXT NOT NULL REFERENCES stories(id), -- the story
  position INTEGER NOT NULL,    -- earliest first
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  PRIMARY KEY (story, position)
) WITHOUT ROWID;

CREATE TABLE reuse (
  -- Passages that two pages share. Which copied from which is not known.
  number INTEGER PRIMARY KEY,   -- in order
  id TEXT NOT NULL UNIQUE,      -- stable: made of the two passages
  words INTEGER NOT NULL,       -- how many words both have
  a_page INTEGER NOT NULL REFERENCES pages(number), -- the page published first, as far as known
  a_start INTEGER NOT NULL,     -- where the passage stands there
  a_stop INTEGER NOT NULL,      -- its end
  b_page INTEGER NOT NULL REFERENCES pages(number), -- the other page
  b_start INTEGER NOT NULL,     -- where the passage stands there
  b_stop INTEGER NOT NULL       -- its end
);
CREATE INDEX reuse_by_a ON reuse(a_page);
CREATE INDEX reuse_by_b ON reuse(b_page);

-- Full-text search. `SELECT s.* FROM statement_search f JOIN statements s ON s.number = f.rowid WHERE statement_search MATCH 'word'`
CREATE VIRTUAL TABLE statement_search USING fts5(words, source_words, cue_words, speaker_name,
  content='statements', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE event_search USING fts5(words, place,
  content='events', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE page_search USING fts5(text,
  content='pages', content_rowid='number', tokenize='unicode61 remove_diacritics 2');

-- Since layout 2: what came over the network. Kept for ever: captures. Can be lost without loss to the record: robots, feeds, feed_entries.

CREATE TABLE captures (
  -- Every time that a page was asked for over the network and a server answered.
  number INTEGER PRIMARY KEY,   -- in order of asking
  asked TEXT NOT NULL,          -- the address that was asked for
  url TEXT NOT NULL,            -- the address that answered, after redirects
  at TEXT NOT NULL,             -- when, in UTC
  status INTEGER NOT NULL,      -- the answer's status code: 200 a page, 304 unchanged, 404 not found, …
  redirects TEXT NOT NULL,      -- what led from the one address to the other, a JSON list of [status, address]
  etag TEXT,                    -- what the server calls this state of the page
  last_modified TEXT,           -- since when it has it, as the server says
  sha256 TEXT,                  -- of the answer's body, unpacked, hexadecimal; none where it had none
  copy INTEGER REFERENCES kept_copies(number) -- the kept copy of what was there: of this answer, or of an earlier one that said the same
);
CREATE INDEX captures_by_asked ON captures(asked);
CREATE INDEX captures_by_url ON captures(url);
CREATE TRIGGER captures_stay BEFORE UPDATE ON captures BEGIN SELECT raise(ABORT, 'captures are never changed'); END;
CREATE TRIGGER captures_are_kept BEFORE DELETE ON captures BEGIN SELECT raise(ABORT, 'captures are never deleted'); END;

CREATE TABLE robots (
  -- Robots files, so that the next run need not ask for them again within a day.
  origin TEXT PRIMARY KEY,      -- scheme, host and port that it holds for
  at TEXT NOT NULL,             -- when it was read, in UTC
  text TEXT NOT NULL            -- its text; empty where the site has none
) WITHOUT ROWID;

CREATE TABLE feeds (
  -- Feeds that are watched.
  url TEXT PRIMARY KEY,         -- its address, as it was named to us
  asked_at TEXT,                -- when it was last asked for, in UTC
  next_at TEXT,                 -- when it may be asked for again, in UTC
  failures INTEGER NOT NULL,    -- how many times in a row it could not be had
  answered_by TEXT,             -- the address that gave the next two
  etag TEXT,                    -- what the server calls the last state
  last_modified TEXT,           -- since when it has it
  encoding TEXT NOT NULL,       -- how `answer` is packed: `zstd`
  answer_size INTEGER NOT NULL, -- of the unpacked answer
  answer BLOB NOT NULL,         -- the last answer that brought something new, as a record of a web archive (WARC); may be empty
  listed_by TEXT                -- since layout 6: the list of sitemaps that names it, where it is watched for that list's sake
) WITHOUT ROWID;

CREATE TABLE feed_entries (
  -- What watched feeds have listed.
  feed TEXT NOT NULL REFERENCES feeds(url) ON DELETE CASCADE, -- the feed
  entry TEXT NOT NULL,          -- what the feed calls it: its id, or else its address
  url TEXT NOT NULL,            -- the address of its page
  title TEXT NOT NULL,          -- its headline in the feed; may be empty
  stamp TEXT NOT NULL,          -- its dates in the feed, as given: where they change, its page is asked for again
  state TEXT NOT NULL,          -- waiting, done, refused
  tries INTEGER NOT NULL,       -- how many times its page could not be had
  next_at TEXT,                 -- when it may be tried again, in UTC
  why TEXT NOT NULL,            -- why it could not be had, the last time; may be empty
  seen_at TEXT NOT NULL,        -- when the feed first listed it, in UTC
  PRIMARY KEY (feed, entry)
) WITHOUT ROWID;

-- Since layout 3: a relation across pages, made anew with the others.

CREATE TABLE placed_items (
  -- When items that give no day of their own were published, by dated pages that tell of the same events. `items` keeps what the page itself gives.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  item TEXT NOT NULL REFERENCES items(id), -- the item
  published_edtf TEXT,          -- when it can have been published; none where no day fits all
  published_earliest TEXT,      -- the first day that this can be
  published_latest TEXT,        -- the last
  published_basis TEXT NOT NULL, -- inferred, or unknown where no day fits all
  published_evidence TEXT NOT NULL, -- the item's own words that it rests on, as JSON spans
  published_why TEXT NOT NULL,  -- the reason, for a reader
  rests_on TEXT NOT NULL,       -- pages.id of the dated pages, a JSON list
  events TEXT,                  -- events.id of the reports there that give the day, a JSON list
  PRIMARY KEY (page, item)
) WITHOUT ROWID;

-- Since layout 4: what became of versions, made anew with the relations; and the columns items.language, quotation_members.stands,
-- event_reports.stands and placed_items.events.

CREATE TABLE page_versions (
  -- Pages that share an address are versions of one page, and one source. Pages without another version have no row.
  page INTEGER PRIMARY KEY REFERENCES pages(number), -- the page
  newest INTEGER NOT NULL REFERENCES pages(number), -- the page that was kept last of them
  position INTEGER NOT NULL,    -- in the order in which they were kept, from 1
  kept_at TEXT NOT NULL         -- when it was captured, or else added, in UTC
);
CREATE INDEX page_versions_by_newest ON page_versions(newest, position);

CREATE TABLE earlier_entries (
  -- What became of the statements and events of versions that are not the newest.
  kind TEXT NOT NULL,           -- statement or event
  number INTEGER NOT NULL,      -- statements.number or events.number
  entry TEXT NOT NULL UNIQUE,   -- its id
  fate TEXT NOT NULL,           -- by the newest version: kept (in the same words), changed, removed
  stands TEXT NOT NULL,         -- the id of the entry that counts for it: that of the last version that has it; its own where no later one has
  gone_from INTEGER REFERENCES pages(number), -- the first version without it, where it was removed
  PRIMARY KEY (kind, number)
) WITHOUT ROWID;
CREATE INDEX earlier_entries_by_stands ON earlier_entries(stands);

-- Since layout 5: what repeats across an outlet's pages, made anew with the relations.

CREATE TABLE repeated_lines (
  -- Lines at the edge of items that three pages of their outlet or more have word for word: no news. What is said in them is left out of the ledger.
  page INTEGER NOT NULL REFERENCES pages(number), -- the page
  start INTEGER NOT NULL,       -- where it starts in pages.text
  stop INTEGER NOT NULL,        -- where it ends
  pages INTEGER NOT NULL,       -- how many pages of the outlet have it; versions of a page count once
  statements TEXT NOT NULL,     -- statements.id of those in it, a JSON list
  PRIMARY KEY (page, start)
) WITHOUT ROWID;
