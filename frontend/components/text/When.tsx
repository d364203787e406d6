"use client";
/** A moment, in words when it is near, with the exact time behind it. */

import { useSyncExternalStore } from "react";
import { useLocale } from "use-intl";
import { ago, day, timeOfDay } from "../../lib/format.ts";
import { lastTick, onTick } from "../../lib/tick.ts";

export function When({ at }: { at: string }) {
  const locale = useLocale();
  // "Two seconds ago" must not stand there for an hour.
  useSyncExternalStore(onTick, lastTick, lastTick);
  return (
    <time className="when" dateTime={at} title={`${day(at, locale)} ${timeOfDay(at, locale)}`}>
      {ago(at, Date.now(), locale)}
    </time>
  );
}
