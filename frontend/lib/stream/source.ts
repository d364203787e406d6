/** One EventSource, kept honest: reopened only where the browser gives up or cannot know that the line is dead. */

import { Problem } from "../api/index.ts";
import { KINDS, type Frame } from "./events.ts";

/** `signedOut`: the host takes no guests, and nobody is signed in here. */
export type Connection = "live" | "catching" | "offline" | "signedOut";

export interface SourceOptions {
  cursor: () => number;
  /** The newest number on the server; opens a session where there is none; throws where the server cannot be reached. */
  head: () => Promise<number>;
  onFrame: (frame: Frame) => void;
  onConnection: (connection: Connection) => void;
}

export interface Source {
  /** Asks the server where it stands, and reopens the stream if it did not bring that. */
  verify: (afterSleep?: boolean) => void;
  close: () => void;
}

const GRACE_MS = 6_000;
const VERIFY_MS = 30_000;
const SLOWEST_RETRY_MS = 10_000;

/** A server that hangs keeps its connections open and answers nothing: after a while that is as good as none. */
function answered<T>(work: Promise<T>): Promise<T> {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    waiting = setTimeout(() => reject(new Error("no answer")), GRACE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(waiting));
}

export function openSource({ cursor, head, onFrame, onConnection }: SourceOptions): Source {
  let source: EventSource | null = null;
  let connection: Connection = "catching";
  let target = Infinity;
  let failures = 0;
  let closed = false;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let doubt: ReturnType<typeof setTimeout> | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;

  function show(next: Connection): void {
    connection = next;
    onConnection(next);
  }

  function open(): void {
    if (closed) return;
    clearTimeout(reopening);
    source?.close();
    source = new EventSource(`/api/events?after=${cursor()}`);
    source.onopen = () => {
      failures = 0;
      clearTimeout(reopening);
      clearTimeout(losing);
      losing = undefined;
      void settle();
    };
    source.onerror = lost;
    for (const kind of KINDS) source.addEventListener(kind, (event) => receive(event as MessageEvent<string>, kind));
  }

  function receive(event: MessageEvent<string>, kind: Frame["kind"]): void {
    onFrame({ ...(JSON.parse(event.data) as object), kind } as Frame);
    if (connection !== "live" && cursor() >= target) settled();
  }

  function lost(): void {
    if (closed) return;
    if (!navigator.onLine) show("offline");
    else if (connection === "live") show("catching");
    // CONNECTING: the browser tries again by itself, with Last-Event-ID. CLOSED: a non-200 ended it for good.
    if (source?.readyState === EventSource.CLOSED) return reopenLater();
    // The browser's own tries fail one after the other; the first loss decides how long the line has been dead.
    losing ??= setTimeout(() => source?.readyState !== EventSource.OPEN && show("offline"), GRACE_MS);
  }

  function reopenLater(): void {
    if (closed) return;
    const wait = Math.min(SLOWEST_RETRY_MS, 1_000 * 2 ** failures++) * (0.7 + Math.random() * 0.6);
    clearTimeout(reopening);
    reopening = setTimeout(() => void reopen(), wait);
    if (failures > 1) show("offline");
  }

  async function reopen(): Promise<void> {
    // The call renews an ended session, which a bare EventSource cannot say or do.
    await answered(head()).then(open, refused);
  }

  function refused(error: unknown): void {
    // Only the person can go on from here; to ask again every few seconds would change nothing.
    if (error instanceof Problem && error.signedOut) return show("signedOut");
    reopenLater();
  }

  function renew(): void {
    show("catching");
    void reopen();
  }

  /** Live only once the stream has brought everything that the server had when it was asked. */
  async function settle(): Promise<void> {
    clearTimeout(doubt);
    const asked = source;
    const told = await answered(head()).catch(() => null);
    if (closed || asked !== source) return;
    if (told === null) {
      show("offline");
      return reopenLater();
    }
    target = told;
    if (cursor() >= target) return settled();
    // On a healthy line the missing events are on their way; only their absence after a while is news.
    doubt = setTimeout(() => (cursor() >= target ? settled() : renew()), GRACE_MS);
  }

  function settled(): void {
    if (source?.readyState === EventSource.OPEN) show("live");
  }

  function verify(afterSleep = false): void {
    // A server on this very machine is there without any network: only the server itself can say that it is not.
    if (!afterSleep && source?.readyState === EventSource.OPEN) return void settle();
    if (!navigator.onLine) return show("offline");
    // After sleep or a change of network the socket may look open for minutes while nothing comes through it.
    if (afterSleep) renew();
  }

  let ticked = Date.now();
  const ticking = setInterval(() => {
    const slept = Date.now() - ticked > 3 * VERIFY_MS;
    ticked = Date.now();
    if (document.visibilityState === "visible") verify(slept);
  }, VERIFY_MS);

  show("catching");
  open();
  return {
    verify,
    close: () => {
      closed = true;
      source?.close();
      clearInterval(ticking);
      clearTimeout(reopening);
      clearTimeout(doubt);
      clearTimeout(losing);
    },
  };
}
