"use client";
/** What components see of the stream. */

import { useSyncExternalStore } from "react";
import type { LiveAnswer } from "./live.ts";
import type { Connection } from "./source.ts";
import { before, current, listen } from "./store.ts";

export function useLive(answer: string | null): LiveAnswer | undefined {
  return useSyncExternalStore(
    listen,
    () => (answer ? current().answers[answer] : undefined),
    () => undefined,
  );
}

export function useAllLive(): Record<string, LiveAnswer> {
  return useSyncExternalStore(
    listen,
    () => current().answers,
    () => before.answers,
  );
}

export function useConnection(): { connection: Connection; lastEventAt: string | null } {
  const connection = useSyncExternalStore(
    listen,
    () => current().connection,
    () => before.connection,
  );
  const lastEventAt = useSyncExternalStore(
    listen,
    () => current().lastEventAt,
    () => null,
  );
  return { connection, lastEventAt };
}

export function useReplaced(): boolean {
  return useSyncExternalStore(
    listen,
    () => current().replaced,
    () => false,
  );
}
