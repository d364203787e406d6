"use client";
/** A step in words: its name, and what happened there and why it is done so. */

import { useTranslations } from "use-intl";
import type { Step } from "../../lib/trace/steps.ts";

export function useWords(): { name: (step: Step) => string; told: (step: Step) => string } {
  const t = useTranslations();
  return {
    name: ({ hop }) => [t(`answer.hops.${hop.hop}`), hop.job ? t(`answer.jobs.${hop.job}`) : null].filter(Boolean).join(" · "),
    told: ({ told, hop }) => t(`follow.told.${told}`, { attempt: hop.attempt ?? 1, seq: hop.seq ?? 0 }),
  };
}
