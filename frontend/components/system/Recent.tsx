"use client";
/** One's own events in words, newest first. */

import { useLocale, useTranslations } from "use-intl";
import { timeOfDay } from "../../lib/format.ts";
import { walksOf } from "../../lib/system/parts.ts";
import type { Walking } from "./useWalks.ts";

const SHOWN = 8;

export function Recent({ recent }: { recent: Walking[] }) {
  const t = useTranslations("system");
  const locale = useLocale();
  return (
    <section className="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">{t("recent")}</h2>
      {recent.length ? null : <p className="faint">{t("noRecent")}</p>}
      <div role="log" aria-labelledby="recent-title">
        <ol data-testid="recent">
          {collapsed(recent).map(({ key, frame, at, times }) => (
            <li key={key}>
              <time className="faint">{timeOfDay(new Date(at).toISOString(), locale)}</time> <code>
                {frame.kind}
                {times > 1 ? ` ×${times}` : ""}
              </code>
              <span className="faint">
                {walksOf(frame)
                  .map((walk) => walk.map((part) => t(`parts.${part}.name`)).join(" → "))
                  .join(", ")}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

/** The points of a rubric come one by one; as a list they would push everything else out. */
function collapsed(recent: Walking[]): (Walking & { times: number })[] {
  const rows: (Walking & { times: number })[] = [];
  for (const walking of recent) {
    const last = rows.at(-1);
    if (last?.frame.kind === walking.frame.kind && last.frame.kind === "score.partial") last.times++;
    else rows.push({ ...walking, times: 1 });
  }
  return rows.slice(0, SHOWN);
}
