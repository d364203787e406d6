"use client";
/** The controls of a walk and the step that it is at; they stay in sight while the drawing is. */

import type { KeyboardEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { span } from "../../lib/format.ts";
import type { Step } from "../../lib/trace/steps.ts";
import { Told } from "./Told.tsx";
import type { Stepping } from "./useStepping.ts";
import { useWords } from "./useWords.ts";

interface Props {
  steps: readonly Step[];
  stepping: Stepping;
}

export function Player({ steps, stepping }: Props) {
  const t = useTranslations("follow");
  const step = steps[stepping.index] ?? null;
  return (
    <div className="player" role="group" aria-label={t("controls")} data-testid="player" onKeyDown={(event) => byKey(event, steps, stepping)}>
      <Bar steps={steps} stepping={stepping} />
      {step ? <Told step={step} /> : null}
      <Spoken steps={steps} stepping={stepping} />
    </div>
  );
}

function Bar({ steps, stepping: { index, playing, go, toggle } }: Props) {
  const t = useTranslations("follow");
  const locale = useLocale();
  const [first, last] = [index <= 0, index >= steps.length - 1];
  const total = span((steps.at(-1)?.sinceRequest ?? 0) / 1000, locale);
  return (
    <div className="player-bar">
      <button type="button" className="button quiet" aria-disabled={first} aria-keyshortcuts="ArrowLeft" onClick={() => first || go(index - 1)}>
        <kbd aria-hidden="true">←</kbd> {t("previous")}
      </button>
      <button type="button" className="button" data-testid="play" onClick={toggle}>
        {playing ? t("pause") : t("play")}
      </button>
      <button type="button" className="button quiet" aria-disabled={last} aria-keyshortcuts="ArrowRight" onClick={() => last || go(index + 1)}>
        {t("next")} <kbd aria-hidden="true">→</kbd>
      </button>
      <p className="player-place">{index < 0 ? t("ahead", { count: steps.length, total }) : t("place", { number: index + 1, count: steps.length })}</p>
    </div>
  );
}

/** Said when somebody steps; what plays would talk without end. */
function Spoken({ steps, stepping: { index, playing } }: Props) {
  const t = useTranslations("follow");
  const words = useWords();
  const step = steps[index];
  return (
    <p className="hidden" role="status">
      {step && !playing ? `${t("place", { number: index + 1, count: steps.length })}. ${words.name(step)}. ${words.told(step)}` : null}
    </p>
  );
}

/** Also for the list of the steps. */
export function byKey(event: KeyboardEvent, steps: readonly Step[], { index, go }: Stepping): void {
  const to: Record<string, number> = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: steps.length - 1 };
  const next = to[event.key];
  if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(next);
}
