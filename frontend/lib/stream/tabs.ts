/** One of the browser's tabs holds the stream and tells the others; a browser that cannot do that gets one per tab. */

import type { Frame } from "./events.ts";
import type { LiveAnswer } from "./live.ts";
import type { Connection } from "./source.ts";

export type TabMessage =
  | { type: "frame"; frame: Frame }
  | { type: "connection"; connection: Connection }
  | { type: "hello" }
  | { type: "welcome"; connection: Connection; answers: Record<string, LiveAnswer> }
  | { type: "session" };

export interface Tabs {
  tell: (message: TabMessage) => void;
  /** Takes the lead from a leader that no longer answers (a frozen tab keeps its lock). */
  takeOver: () => void;
  close: () => void;
}

interface Roles {
  /** Called when this tab becomes the leader; returns what to do when it stops being that. */
  lead: () => () => void;
  hear: (message: TabMessage) => void;
}

const NAME = "backtalk-stream";

export function joinTabs({ lead, hear }: Roles): Tabs {
  if (typeof BroadcastChannel === "undefined" || !navigator.locks) return alone(lead);
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = (event: MessageEvent<TabMessage>) => hear(event.data);
  let leave = new AbortController();

  function stand(steal: boolean): void {
    const mine = leave;
    navigator.locks
      .request(NAME, steal ? { steal } : { signal: mine.signal }, () => holdUntil(mine.signal, lead))
      // Rejected when another tab stole the lock, thinking this one frozen: step down and queue again.
      .catch(() => !mine.signal.aborted && restand(false));
  }

  function restand(steal: boolean): void {
    leave.abort();
    leave = new AbortController();
    stand(steal);
  }

  stand(false);
  return {
    tell: (message) => channel.postMessage(message),
    takeOver: () => restand(true),
    close: () => {
      leave.abort();
      channel.close();
    },
  };
}

function holdUntil(signal: AbortSignal, lead: () => () => void): Promise<void> {
  const stepDown = lead();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => {
      stepDown();
      resolve();
    });
  });
}

/** A browser opens six lines to a host that speaks HTTP/1.1, and a stream keeps one: a tab that nobody sees gives its own back. */
function alone(lead: () => () => void): Tabs {
  let stepDown: (() => void) | null = null;
  function look(): void {
    if (document.visibilityState === "visible") stepDown ??= lead();
    else leave();
  }
  function leave(): void {
    stepDown?.();
    stepDown = null;
  }
  document.addEventListener("visibilitychange", look);
  look();
  return {
    tell: () => {},
    takeOver: () => {
      leave();
      look();
    },
    close: () => {
      document.removeEventListener("visibilitychange", look);
      leave();
    },
  };
}
