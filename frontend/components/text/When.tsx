"use client";
/** A moment, in words when it is near, with the exact time behind it. */

import { useLocale } from "use-intl";
import { ago, day, timeOfDay } from "../../lib/format.ts";

export function When({ at }: { at: string }) {
  const locale = useLocale();
  return (
    <time className="when" dateTime={at} title={`${day(at, locale)} ${timeOfDay(at, locale)}`}>
      {ago(at, Date.now(), locale)}
    </time>
  );
}
