/** What went wrong with a call, by the stable code of its problem details. */

export interface Place {
  line?: number;
  path?: string;
  reason?: string;
  /** The broken rule, and what its words name. */
  rule?: string;
  said?: Record<string, string | number>;
}

interface Facts extends Place {
  code?: string;
  detail?: string;
  title?: string;
  limit?: number;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Where in a sent file it went wrong, if the server could tell. */
  readonly place: Place;
  /** How much the server takes of what there was too much of, if it said so. */
  readonly limit: number | undefined;

  constructor(status: number, code: string, detail: string, place: Place = {}, limit?: number) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.place = place;
    this.limit = limit;
  }

  /** The request never reached the server, or its answer never reached us. */
  get unreachable(): boolean {
    return this.status === 0;
  }

  /** The host takes no guests: nothing is to be had before somebody signs in. */
  get signedOut(): boolean {
    return this.code === "sign_in_required";
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { code, detail, title, line, path, reason, rule, said, limit } = (body ?? {}) as Facts;
  return new Problem(response.status, code ?? `http_${response.status}`, detail ?? title ?? response.statusText, { line, path, reason, rule, said }, limit);
}
