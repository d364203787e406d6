/** One HTTP call: JSON in, JSON out, failures as `Problem`. */

import { Problem, problemOf } from "./problem.ts";
import { openSession } from "./session.ts";

export interface Call {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  /** A file sent as it is, with its own Content-Type. */
  file?: { content: Blob; type: string };
  headers?: Record<string, string>;
  query?: Record<string, string | number | null | undefined>;
}

export async function call<T>(path: string, options: Call = {}): Promise<T> {
  let response = await send(path, options);
  if (response.status === 401) {
    await openSession().catch(unreachable);
    response = await send(path, options);
  }
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

function send(path: string, { method = "GET", headers, query, ...content }: Call): Promise<Response> {
  const { body, type } = bodyOf(content);
  return fetch(path + queryString(query), {
    method,
    headers: { Accept: "application/json", ...(type ? { "Content-Type": type } : {}), ...headers },
    ...(body === undefined ? {} : { body }),
  }).catch(unreachable);
}

function bodyOf({ body, file }: Pick<Call, "body" | "file">): { body?: BodyInit; type?: string } {
  if (file) return { body: file.content, type: file.type };
  return body === undefined ? {} : { body: JSON.stringify(body), type: "application/json" };
}

function unreachable(error: unknown): never {
  if (error instanceof Problem) throw error;
  throw new Problem(0, "unreachable", String(error));
}

export function queryString(query: Call["query"]): string {
  const filled = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return filled.length ? `?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}` : "";
}
