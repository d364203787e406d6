"use client";
/** One answer's stretches of time, a lane for the request and one for each job. */

import type { CSSProperties } from "react";
import { useLocale, useTranslations } from "use-intl";
import { span } from "../../lib/format.ts";
import { LANES, type Kind, type Stretch, type Timeline as Times } from "../../lib/trace/timeline.ts";

const KINDS: readonly Kind[] = ["save", "lost", "wait", "work", "delay", "deliver", "render"];

export function Timeline({ times }: { times: Times }) {
  const t = useTranslations("trace");
  const locale = useLocale();
  const used = KINDS.filter((kind) => times.stretches.some((stretch) => stretch.kind === kind));
  return (
    <figure className="timeline" data-testid="timeline" aria-label={t("figure")}>
      {LANES.map((lane) => (
        <div key={lane} className="lane">
          <span className="lane-name">{t(`lanes.${lane}`)}</span>
          <div className="lane-track">
            {times.stretches
              .filter((stretch) => stretch.lane === lane)
              .map((stretch, index) => (
                <Block key={index} stretch={stretch} total={times.total} label={`${t(`kinds.${stretch.kind}`)} ${span((stretch.to - stretch.from) / 1000, locale)}`} />
              ))}
          </div>
        </div>
      ))}
      <div className="lane scale" aria-hidden="true">
        <span />
        <p>
          {[0, 0.5, 1].map((part) => (
            <span key={part}>{span((times.total * part) / 1000, locale)}</span>
          ))}
        </p>
      </div>
      <figcaption>
        {used.map((kind) => (
          <span key={kind} className="legend">
            <i className="stretch" data-kind={kind} aria-hidden="true" /> {t(`kinds.${kind}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Block({ stretch, total, label }: { stretch: Stretch; total: number; label: string }) {
  const style = { "--from": `${(stretch.from / total) * 100}%`, "--long": `${((stretch.to - stretch.from) / total) * 100}%` } as CSSProperties;
  return (
    <span className="stretch" data-kind={stretch.kind} style={style} title={label}>
      <span className="hidden">{label}</span>
    </span>
  );
}
