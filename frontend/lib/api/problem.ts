/** What went wrong with a call, by the stable code of its problem details. */

export class Problem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.code = code;
  }

  /** The request never reached the server, or its answer never reached us. */
  get unreachable(): boolean {
    return this.status === 0;
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const { code, detail, title } = (body ?? {}) as { code?: string; detail?: string; title?: string };
  return new Problem(response.status, code ?? `http_${response.status}`, detail ?? title ?? response.statusText);
}
