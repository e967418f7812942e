// The views of the record, as the server writes them: the same names and the same words as in the program.

/** A half-open range. Code points as the server sends it; UTF-16 units once a page went through `toUtf16`. */
export type Range = [number, number];

export type Mode =
  | 'assert' | 'claim' | 'promise' | 'deny' | 'demand' | 'warn' | 'praise' | 'ask' | 'expect' | 'intend' | 'accuse' | 'other';
export type StatementKind = 'direct' | 'mixed' | 'indirect';
export type Stage = 'planned' | 'expected' | 'possible' | 'ongoing' | 'happened' | 'cancelled' | 'denied' | 'claimed';
export type Course =
  | 'announced-then-happened' | 'moved' | 'called-off' | 'denied' | 'announced-only' | 'happened-only' | 'claimed-only';
export type Slot = 'date' | 'place' | 'number' | 'wording' | 'speaker' | 'occurrence';
export type Basis = 'stated' | 'metadata' | 'item' | 'inferred' | 'unknown';

export interface Dating {
  edtf: string | null;
  earliest: string | null;
  latest: string | null;
  basis: Basis;
  evidence?: Range[];
  why?: string;
}

export interface Count { value: string; count: number }
export interface OutletCount { outlet: string; pages: number; copies: number; statements: number }
export interface PageNote { page: string; path: string; message: string }
export interface ActorRef { id: string; name: string; type: string }
export interface QuotationRef { id: string; statements: number; independent: number }
export interface Alias { name: string; pages: number; why: string }

export interface ActorRow extends ActorRef {
  wikidata: string | null;
  aliases: Alias[];
  roles: string[];
  mentions: number;
  statements: number;
  events: number;
  pages: number;
}

export interface Overview {
  pages: number;
  earlier_versions: number;
  independent_pages: number;
  items: number;
  statements: number;
  events: number;
  actors: number;
  quotations: number;
  event_groups: number;
  conflicts: number;
  decisions: number;
  first_day: string | null;
  last_day: string | null;
  dated: Count[];
  modes: Count[];
  stages: Count[];
  outlets: OutletCount[];
  speakers: ActorRow[];
  days: Count[];
  notes: PageNote[];
}

export interface PagePlace {
  page: string;
  path: string;
  url: string | null;
  outlet: string | null;
  item: string;
  item_title: string | null;
  published: Dating;
  /** When it was published by other pages, where the page itself leaves the day open. */
  inferred: Dating | null;
}

export interface StatementRow {
  id: string;
  place: PagePlace;
  speaker: ActorRef | null;
  source_words: string;
  cue_words: string;
  words: string;
  source: Range[];
  cue: Range[];
  content: Range[];
  kind: StatementKind;
  mode: Mode;
  said: Dating;
  addressee: string | null;
  venue: string | null;
  via: string[];
  certainty: number;
  quotation: QuotationRef | null;
  version: EntryVersion | null;
}

/** What became of an entry in later versions of its page, and what it replaces of earlier ones. */
export interface EntryVersion {
  /** Null where the page is the newest version. */
  fate: 'kept' | 'changed' | 'removed' | null;
  /** The entry that counts for it, and the page on which that stands. */
  stands: string | null;
  stands_on: string | null;
  /** The first version without it. */
  gone_from: string | null;
  /** The entries of earlier versions that have it in other words. */
  replaces: string[];
}

export interface Facet { value: string; label: string; count: number }
export interface Facets { speakers: Facet[]; modes: Facet[]; kinds: Facet[]; outlets: Facet[] }
export interface Ledger { total: number; rows: StatementRow[]; facets: Facets }

export interface EventRow {
  id: string;
  place_on_page: PagePlace;
  type: string;
  plover: string | null;
  participants: ActorRef[];
  place: string | null;
  when: Dating;
  stage: Stage;
  duration: string | null;
  words: string;
  evidence: Range;
  certainty: number;
  version: EntryVersion | null;
  /** For the report of an earlier version: the event that counts for it. */
  stands: string | null;
}

export interface EventGroupRow {
  id: string;
  type: string;
  participants: ActorRef[];
  place: string | null;
  when: Dating;
  course: Course;
  reports: EventRow[];
  conflicts: string[];
}

export interface AccountRow {
  place: PagePlace;
  entry: string;
  span: Range;
  words: string;
  context: string;
  value: string;
}

export interface ConflictRow {
  id: string;
  slot: Slot;
  about: string | null;
  a: AccountRow;
  b: AccountRow;
  why: string;
}

export type WordChange = { same: string } | { removed: string } | { added: string };

export interface QuotationMemberRow {
  statement: string;
  place: PagePlace;
  words: string;
  difference: WordChange[];
  /** For the wording of an earlier version: the member that counts for it. */
  stands: string | null;
}

export interface QuotationRow {
  id: string;
  kind: 'same-words' | 'same-claim';
  speaker: ActorRef | null;
  independent: number;
  members: QuotationMemberRow[];
}

export interface PageRow {
  id: string;
  path: string;
  url: string | null;
  sha256: string;
  outlet: string | null;
  format: string;
  title: string;
  published: Dating;
  items: number;
  statements: number;
  events: number;
  shares_with: string[];
  /** When it was published by other pages, where the page itself leaves the day open. */
  inferred: InferredDate | null;
  /** Null where one version is kept. */
  version: PageVersion | null;
  /** Of its items (BCP 47), that of most items first. */
  languages: string[];
}

export interface InferredDate {
  published: Dating;
  /** The ids of the dated pages. */
  rests_on: string[];
  /** The reports on them that give the day. */
  passages: { event: string; page: string; label: string; words: string }[];
}

export interface PageVersion { position: number; of: number; newest: string; kept_at: string }

/** A page as it was kept at different times. Ranges are in code points. */
export interface PageVersions { address: string; versions: VersionRow[]; absences: { at: string; status: number }[] }

export interface VersionRow {
  page: string;
  title: string;
  published: Dating;
  sha256: string;
  kept_at: string;
  seen_at: string[];
  /** How it differs from the version before it. */
  changes: VersionDifference | null;
}

export interface VersionDifference {
  before: string;
  headline: ExcerptChange | null;
  dates: { before_item: string; before: Dating; after_item: string; after: Dating }[];
  sentences: ExcerptChange[];
  statements: StatementDifference[];
  kept: number;
}

export type ChangeKind = 'added' | 'removed' | 'changed' | 'moved';
export interface Excerpt { page: string; span: Range; words: string }
export interface ExcerptChange { change: ChangeKind; before: Excerpt | null; after: Excerpt | null; difference: WordChange[] }
export interface StatementExcerpt { id: string; page: string; spans: Range[]; speaker: string; mode: Mode; said: string | null; words: string }
export interface StatementDifference { change: ChangeKind; before: StatementExcerpt | null; after: StatementExcerpt | null; differs: string[] }

export interface ItemRow {
  id: string;
  kind: string;
  span: Range;
  title: Range | null;
  byline: Range | null;
  published: Dating;
  inferred: InferredDate | null;
  language: string | null;
}

export interface TimeRow { span: Range; value: string; anchor: string }
export interface MentionRow { span: Range; actor: ActorRef; form: 'name' | 'role' | 'pronoun' }
export interface ReuseRow { span: Range; page: string; label: string; words: number }

export interface SourcePage {
  page: PageRow;
  text: string;
  items: ItemRow[];
  boilerplate: Range[];
  statements: StatementRow[];
  events: EventRow[];
  times: TimeRow[];
  mentions: MentionRow[];
  reuse: ReuseRow[];
  notes: string[];
}

export type Entry =
  | { entry: 'statement'; row: StatementRow; context: string; sha256: string; quotation: QuotationRow | null }
  | { entry: 'event'; row: EventRow; context: string; sha256: string; group: EventGroupRow | null }
  | { entry: 'event-group'; row: EventGroupRow }
  | { entry: 'quotation'; row: QuotationRow }
  | { entry: 'conflict'; row: ConflictRow }
  | { entry: 'actor'; row: ActorRow }
  | { entry: 'page'; row: PageRow };

export interface SnippetPart { text: string; found: boolean }
export interface SearchHit { entry: string; kind: 'statement' | 'event' | 'page'; snippet: SnippetPart[]; place: PagePlace; span: Range }
