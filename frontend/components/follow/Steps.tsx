"use client";
/** All steps with their times; any of them can be gone to. */

import { useLocale, useTranslations } from "use-intl";
import { span } from "../../lib/format.ts";
import type { Step } from "../../lib/trace/steps.ts";
import { byKey } from "./Player.tsx";
import type { Stepping } from "./useStepping.ts";
import { useWords } from "./useWords.ts";

export function Steps({ steps, stepping }: { steps: readonly Step[]; stepping: Stepping }) {
  const t = useTranslations("follow");
  const locale = useLocale();
  const words = useWords();
  return (
    <ol className="steps" aria-label={t("steps")} data-testid="steps" onKeyDown={(event) => byKey(event, steps, stepping)}>
      {steps.map((step, index) => (
        <li key={step.key}>
          <button type="button" className="step" aria-current={index === stepping.index ? "step" : undefined} onClick={() => stepping.go(index)}>
            <span className="step-name">
              {index + 1}. {words.name(step)}
            </span>
            <span className="step-time">{span(step.sinceRequest / 1000, locale)}</span>
            {step.hop.event ? <code className="step-event">{step.hop.event}</code> : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
