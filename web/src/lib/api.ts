// Reading the record over HTTP. The record cannot change while it is being looked at from here, so every answer is kept.

import { toUtf16 } from './offsets';
import type {
  ActorRow, ConflictRow, Entry, EventGroupRow, Ledger, Overview, PageRow, PageVersions, QuotationRow, SearchHit, SourcePage,
} from './types';

/** What went wrong, in words for the reader. */
export class ApiError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

type Query = Record<string, string | number | undefined | null>;

const kept = new Map<string, Promise<unknown>>();

async function get<T>(path: string): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { headers: { accept: 'application/json' } });
  } catch {
    throw new ApiError(0, 'The server does not answer. Is “onrecord serve” still running?');
  }
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
    throw new ApiError(answer.status, problem.detail ?? problem.title ?? `The server answered ${answer.status}.`);
  }
  return (await answer.json()) as T;
}

function once<T>(path: string, convert?: (raw: T) => T): Promise<T> {
  const known = kept.get(path);
  if (known) return known as Promise<T>;
  const promise = get<T>(path).then((raw) => (convert ? convert(raw) : raw));
  kept.set(path, promise);
  // A failure is not kept: the next look tries again.
  promise.catch(() => kept.delete(path));
  return promise;
}

function query(path: string, values: Query): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

export const api = {
  overview: () => once<Overview>('api/overview'),
  statements: (values: Query) => once<Ledger>(query('api/statements', values)),
  events: (values: Query) => once<EventGroupRow[]>(query('api/events', values)),
  conflicts: () => once<ConflictRow[]>('api/conflicts'),
  quotations: () => once<QuotationRow[]>('api/quotations'),
  actors: (words?: string) => once<ActorRow[]>(query('api/actors', { words })),
  pages: () => once<PageRow[]>('api/pages'),
  /** One page, its ranges in UTF-16 units of its text. */
  page: (id: string) => once<SourcePage>(`api/pages/${encodeURIComponent(id)}`, toUtf16),
  versions: (id: string) => once<PageVersions>(`api/pages/${encodeURIComponent(id)}/versions`),
  entry: (id: string) => once<Entry>(`api/entries/${encodeURIComponent(id)}`),
  search: (words: string) => once<SearchHit[]>(query('api/search', { words, limit: 60 })),
};
