import type { paths } from './schema.gen';

/** A refusal of the gateway or a service (RFC 9457), or what the browser makes of none: status 0 without a network. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly rule: string | undefined;
  readonly violations: readonly Violation[];
  readonly traceId: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(status: number, members: Record<string, unknown>) {
    const title = typeof members.title === 'string' ? members.title : `HTTP ${status}`;
    super(title);
    this.name = 'Problem';
    this.status = status;
    this.code = typeof members.code === 'string' ? members.code : status === 0 ? 'OFFLINE' : `HTTP_${status}`;
    this.title = title;
    this.detail = typeof members.detail === 'string' ? members.detail : undefined;
    this.rule = typeof members.rule === 'string' ? members.rule : undefined;
    this.violations = Array.isArray(members.violations) ? (members.violations as Violation[]) : [];
    this.traceId = typeof members.traceId === 'string' ? members.traceId : undefined;
    this.members = members;
  }
}

export interface Violation {
  field?: string;
  span?: { start: number; end: number };
  rule?: string;
  message?: string;
}

type Method = 'get' | 'post' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type Parameters<O> = O extends { parameters: infer X } ? X : never;
type PathOf<O> = Parameters<O> extends { path: infer X } ? X : undefined;
type QueryOf<O> = Parameters<O> extends { query?: infer X } ? X : undefined;
type BodyOf<O> = O extends { requestBody?: { content: infer C } }
  ? C extends { 'application/json': infer B }
    ? B
    : never
  : never;
type Content<R> = R extends { content: infer C } ? (C extends { 'application/json': infer B } ? B : string) : undefined;
type Good<O> = O extends { responses: infer R }
  ? R extends { 200: infer A }
    ? Content<A>
    : R extends { 201: infer A }
      ? Content<A>
      : undefined
  : never;

/** What an operation of the suite answers when it goes well. */
export type Answer<P extends keyof paths, M extends Method = 'get'> = Good<Operation<P, M>>;
/** What an operation of the suite takes. */
export type Asked<P extends keyof paths, M extends Method> = BodyOf<Operation<P, M>>;

export interface Call<O> {
  path?: PathOf<O>;
  query?: QueryOf<O>;
  body?: BodyOf<O>;
  /** The version that was read; refused with 412 when it has changed since. */
  ifMatch?: string | number;
  /** Sent once however often it is tried; a new one is made by {@link freshKey}. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Goes out even when the page goes meanwhile. */
  keepalive?: boolean;
  accept?: string;
}

export interface Tagged<T> {
  data: T;
  /** The entity tag as it came, quotes and all. */
  tag: string | null;
}

let csrf: string | null = null;
let onSignedOut: () => void = () => undefined;

/** The token of the session that every changing request carries. */
export function carryCsrf(token: string | null): void {
  csrf = token;
}

/** Who is told that the session has ended. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** A key no other request has; `crypto.randomUUID` is not there on plain HTTP beyond this machine. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Path with its places filled in and its query; what is empty is left out. */
export function address(path: string, places: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(places[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.append(name, String(value));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

/** Any request with the session's cookie; what is not 2xx is thrown as a {@link Problem}. */
export async function request(method: string, url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (csrf && method !== 'GET') headers.set('X-CSRF-Token', csrf);
  let response: Response;
  try {
    response = await fetch(url, { ...init, method, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new Problem(0, {});
  }
  if (response.ok) return response;
  let members: Record<string, unknown> = {};
  try {
    members = (await response.json()) as Record<string, unknown>;
  } catch {
    // No document: the status alone has to say it.
  }
  if (response.status === 401 || members.code === 'CSRF_TOKEN_REQUIRED') onSignedOut();
  throw new Problem(response.status, members);
}

/** Calls one operation of the suite; its answer with its entity tag. */
export async function callTagged<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  call: Call<Operation<P, M>> = {},
): Promise<Tagged<Answer<P, M>>> {
  const headers = new Headers({ Accept: call.accept ?? 'application/json, application/problem+json' });
  if (call.body !== undefined) headers.set('Content-Type', 'application/json');
  if (call.ifMatch !== undefined) {
    headers.set('If-Match', typeof call.ifMatch === 'number' ? `"${call.ifMatch}"` : call.ifMatch);
  }
  if (call.idempotencyKey) headers.set('Idempotency-Key', call.idempotencyKey);
  const response = await request(
    method.toUpperCase(),
    address(path, (call.path ?? {}) as Record<string, unknown>, (call.query ?? {}) as Record<string, unknown>),
    { headers, signal: call.signal, keepalive: call.keepalive, body: call.body === undefined ? undefined : JSON.stringify(call.body) },
  );
  const json = response.headers.get('content-type')?.includes('json');
  const data = response.status === 204 ? undefined : json ? await response.json() : await response.text();
  return { data: data as Answer<P, M>, tag: response.headers.get('etag') };
}

/** Calls one operation of the suite. */
export async function call<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  options: Call<Operation<P, M>> = {},
): Promise<Answer<P, M>> {
  return (await callTagged(method, path, options)).data;
}
