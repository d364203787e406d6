/** Opens a guest workspace when the server asks for one: once, however many calls and tabs ask. */

import { problemOf } from "./problem.ts";

type Listener = () => void;

const listeners = new Set<Listener>();
let opening: Promise<void> | null = null;

export function onSessionOpened(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function openSession(): Promise<void> {
  opening ??= underLock(openUnlessOpen).finally(() => {
    opening = null;
  });
  return opening;
}

async function openUnlessOpen(): Promise<void> {
  // Another tab may have opened one while this tab waited for the lock.
  const probe = await fetch("/api/answers?limit=1");
  if (probe.status !== 401) return;
  const response = await fetch("/api/session", { method: "POST" });
  // A host may take no guests: then it says so, and where to sign in.
  if (!response.ok) throw await problemOf(response);
  for (const listener of listeners) listener();
}

function underLock(task: () => Promise<void>): Promise<void> {
  if (typeof navigator === "undefined" || !navigator.locks) return task();
  return navigator.locks.request("backtalk-session", task);
}
