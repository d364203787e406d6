"use client";
/** The answer as it was sent, with the quoted words marked. */

import { useEffect, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import type { AnswerView, PointScore } from "../../lib/api/index.ts";
import { signatureOf, spansOf } from "../../lib/answer/spans.ts";
import { Prose } from "../text/Prose.tsx";
import { When } from "../text/When.tsx";

interface Props {
  view: AnswerView;
  points: PointScore[];
  active: string | null;
  onAgain: () => void;
}

export function Manuscript({ view, points, active, onAgain }: Props) {
  const t = useTranslations("feedback");
  const sheet = useRef<HTMLDivElement>(null);
  // What has arrived decides the marks; a new list with the same points does not redraw the text.
  const signature = signatureOf(points);
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const spans = useMemo(() => spansOf(view.text, points), [view.text, signature]);
  useEffect(() => pointAt(sheet.current, active), [active, spans]);
  return (
    <section className="manuscript" aria-label={t("yourAnswer")}>
      <header className="editor-bar">
        <h2 className="label">{t("attempt", { attempt: view.attempt })}</h2>
        <When at={view.created_at} />
        <button type="button" className="link" onClick={onAgain}>
          {t("again")}
        </button>
      </header>
      <div className="sheet" ref={sheet}>
        <Prose text={view.text} spans={spans} lang={view.lang} />
      </div>
    </section>
  );
}

function pointAt(sheet: HTMLElement | null, active: string | null): void {
  for (const mark of sheet?.querySelectorAll<HTMLElement>("mark[data-point]") ?? []) {
    const named = active !== null && (mark.dataset.point ?? "").split(" ").includes(active);
    mark.toggleAttribute("data-active", named);
  }
  sheet?.toggleAttribute("data-pointing", active !== null && sheet.querySelector("mark[data-active]") !== null);
}
