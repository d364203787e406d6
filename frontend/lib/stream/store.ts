"use client";
/** The running stream of this tab: frames into the reducer, its state to components, old views out of the cache. */

import { api, onSessionOpened, type Problem } from "../api/index.ts";
import { tabStorage } from "../draft/storage.ts";
import { invalidate, refreshFailed } from "../views/cache.ts";
import type { Frame } from "./events.ts";
import { passOn } from "./frames.ts";
import { EVERYTHING_OF_MINE, outdatedBy } from "./invalidation.ts";
import { keepLastEvent, lastEvent } from "./lastEvent.ts";
import { initial, reduce, type StreamAction, type StreamState } from "./reducer.ts";
import { afterARound, gathering, inRounds, withThePicture } from "./rounds.ts";
import { openSource, type Connection, type Source } from "./source.ts";
import { joinTabs, type TabMessage, type Tabs } from "./tabs.ts";
import { keepUnfinished, readUnfinished } from "./unfinished.ts";

export interface Streaming extends StreamState {
  connection: Connection;
  /** The session that the page was opened with has ended, and a new workspace stands in its place. */
  replaced: boolean;
}

const REPLY_MS = 5_000;
const outdated = gathering(invalidate, afterARound);

let now: Streaming = { ...initial, connection: "catching", replaced: false };
let tabs: Tabs | null = null;
let source: Source | null = null;
let unanswered: ReturnType<typeof setTimeout> | undefined;
let hiddenAt = Date.now();
const listeners = new Set<() => void>();

/** To draw a long list again for each of a thousand events would hold the page for half a minute. */
const announce = inRounds(() => {
  for (const listener of listeners) listener();
}, withThePicture);

export const before: Streaming = now;
export const current = (): Streaming => now;

export function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function become(next: Partial<Streaming>): void {
  now = { ...now, ...next };
  announce();
}

function dispatch(action: StreamAction): void {
  const next = reduce(now, action);
  if (next === now) return;
  const applied = action.type === "frame" && next.cursor !== now.cursor;
  // Only what was news here: a frame that comes twice walked once.
  if (action.type === "frame") passOn(action.frame);
  const resync = next.resync !== now.resync;
  if (next.lastEventAt !== now.lastEventAt) keepLastEvent(next.lastEventAt);
  if (next.answers !== now.answers) keepUnfinished(tabStorage(), next.answers);
  become(next);
  if (resync) invalidate(EVERYTHING_OF_MINE);
  else if (applied && action.frame.kind !== "reset" && action.frame.kind !== "score.partial") outdated(outdatedBy(action.frame));
}

function receive(frame: Frame): void {
  dispatch({ type: "frame", frame });
}

/** The stream starts once a view has told where it stands; the `seq` of later views changes nothing. */
export function joinAt(seq: number): void {
  dispatch({ type: "joined", seq });
}

/** Hears the other tabs from before the first view is asked for, so that nothing falls between the two. */
function start(): void {
  if (tabs) return;
  tabs = joinTabs({ lead, hear });
  become({ lastEventAt: now.lastEventAt ?? lastEvent() });
  dispatch({ type: "caughtUpElsewhere", answers: readUnfinished(tabStorage()) });
  tabs.tell({ type: "hello" });
}

function lead(): () => void {
  let stopped = false;
  void joined().then(() => {
    if (stopped) return;
    source = openSource({
      cursor: () => now.cursor ?? 0,
      head: api.head,
      onFrame: (frame) => {
        receive(frame);
        tabs?.tell({ type: "frame", frame });
      },
      onConnection: (connection) => {
        showConnection(connection);
        tabs?.tell({ type: "connection", connection });
      },
    });
  });
  return () => {
    stopped = true;
    source?.close();
    source = null;
  };
}

function showConnection(connection: Connection): void {
  if (connection === now.connection) return;
  become({ connection });
  if (connection === "live") refreshFailed();
}

/** Not even the first view came: there is nothing to follow yet. */
export function cannotJoin(problem: Problem): void {
  if (now.cursor === null) become({ connection: problem.signedOut ? "signedOut" : "offline" });
}

function joined(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => now.cursor !== null && (stop(), resolve());
    const stop = listen(look);
    look();
  });
}

function hear(message: TabMessage): void {
  switch (message.type) {
    case "frame":
      return receive(message.frame);
    case "connection":
      return showConnection(message.connection);
    case "hello":
      // A page that was opened just now: perhaps somebody has signed in there.
      if (now.connection === "signedOut") return restart();
      return void (source && tabs?.tell({ type: "welcome", connection: now.connection, answers: now.answers }));
    case "welcome":
      clearTimeout(unanswered);
      if (source) return;
      showConnection(message.connection);
      return dispatch({ type: "caughtUpElsewhere", answers: message.answers });
    case "session":
      return replace();
  }
}

/** Another user's numbers mean nothing to this one: everything is read again from the start. */
function restart(): void {
  dispatch({ type: "forgotten" });
  if (source) tabs?.takeOver();
}

/** A session was opened for a page that had one: the old one has ended. */
function replace(): void {
  if (now.cursor !== null) become({ replaced: true });
  restart();
}

/** It has been read. */
export function acceptReplaced(): void {
  if (now.replaced) become({ replaced: false });
}

function wake(): void {
  if (document.visibilityState !== "visible") {
    hiddenAt = Date.now();
    return;
  }
  if (now.connection === "signedOut") return restart();
  if (source) return source.verify(Date.now() - hiddenAt > 60_000);
  tabs?.tell({ type: "hello" });
  clearTimeout(unanswered);
  unanswered = setTimeout(() => source ?? tabs?.takeOver(), REPLY_MS);
}

function networkChanged(): void {
  if (source) source.verify(navigator.onLine);
  else if (!navigator.onLine) showConnection("offline");
  else refreshFailed();
}

export function follow(): () => void {
  start();
  const offSession = onSessionOpened(() => {
    tabs?.tell({ type: "session" });
    if (now.cursor !== null) replace();
  });
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", networkChanged);
  addEventListener("offline", networkChanged);
  return () => {
    offSession();
    document.removeEventListener("visibilitychange", wake);
    removeEventListener("online", networkChanged);
    removeEventListener("offline", networkChanged);
    clearTimeout(unanswered);
    tabs?.close();
    tabs = null;
  };
}
