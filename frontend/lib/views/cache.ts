/** Fetched views by key: shown at once on return, fetched again when an event or a reset makes them old. */

import { Problem } from "../api/index.ts";

export interface Entry<T> {
  data?: T;
  problem?: Problem;
  loading: boolean;
}

interface Slot {
  entry: Entry<unknown>;
  load?: () => Promise<unknown>;
  run: number;
  listeners: Set<() => void>;
}

const slots = new Map<string, Slot>();
const idle: Entry<never> = { loading: true };

function slotOf(key: string): Slot {
  const slot = slots.get(key) ?? { entry: idle, run: 0, listeners: new Set() };
  slots.set(key, slot);
  return slot;
}

export function read<T>(key: string | null): Entry<T> {
  return (key === null ? idle : (slots.get(key)?.entry ?? idle)) as Entry<T>;
}

export function watch(key: string, load: () => Promise<unknown>, listener: () => void): () => void {
  const slot = slotOf(key);
  slot.load = load;
  // What failed while nobody looked is asked for again; the old refusal says nothing about now.
  const failed = slot.listeners.size === 0 && slot.entry.problem && !slot.entry.loading;
  slot.listeners.add(listener);
  if (failed) slot.entry = { ...slot.entry, problem: undefined };
  if (failed || (slot.entry === idle && slot.run === 0)) refresh(key);
  return () => slot.listeners.delete(listener);
}

export function refresh(key: string): void {
  const slot = slotOf(key);
  // Only the newest request may write: an older one may have been read before the event that asked for this one.
  const run = ++slot.run;
  const write = (entry: Entry<unknown>) => {
    if (run !== slot.run) return;
    slot.entry = entry;
    for (const listener of slot.listeners) listener();
  };
  write({ ...slot.entry, loading: true });
  slot.load?.().then(
    (data) => write({ data, loading: false }),
    (error: unknown) => write({ ...slot.entry, problem: asProblem(error), loading: false }),
  );
}

export function put<T>(key: string, data: T): void {
  const slot = slotOf(key);
  slot.run++;
  slot.entry = { data, loading: false };
  for (const listener of slot.listeners) listener();
}

export function invalidate(prefixes: string[]): void {
  for (const [key, slot] of slots) {
    if (!prefixes.some((prefix) => key.startsWith(prefix))) continue;
    if (slot.listeners.size) refresh(key);
    else slots.delete(key);
  }
}

/** Once the server can be reached again: nobody should have to press a button for what failed meanwhile. */
export function refreshFailed(): void {
  for (const [key, slot] of slots) if (slot.entry.problem && slot.listeners.size) refresh(key);
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, "unexpected", String(error));
}
