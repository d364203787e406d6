"use client";
/** One step: what happened, why it is done so, when, and in which file. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { span } from "../../lib/format.ts";
import { sourceOf } from "../../lib/trace/sources.ts";
import type { Step } from "../../lib/trace/steps.ts";
import { useWords } from "./useWords.ts";

export function Told({ step }: { step: Step }) {
  const t = useTranslations("follow");
  const locale = useLocale();
  const words = useWords();
  const { event } = step.hop;
  const source = sourceOf(step.hop);
  return (
    <div className="told" data-testid="told">
      <h3>
        {words.name(step)}{" "}
        {event ? <code className="hop-event">{event}</code> : null}
      </h3>
      <Times step={step} />
      <p>
        {words.told(step)} {step.painted === null ? null : t("painted", { time: span(step.painted / 1000, locale) })}
      </p>
      <Link href={`/${locale}/source/${source.name}`} prefetch={false}>
        <code className="source">{source.path}</code>
      </Link>
    </div>
  );
}

function Times({ step: { sinceRequest, sincePrevious } }: { step: Step }) {
  const t = useTranslations("follow");
  const locale = useLocale();
  if (sincePrevious === null) return null;
  return (
    <p className="meta">
      <data value={sinceRequest}>{t("sinceRequest", { time: span(sinceRequest / 1000, locale) })}</data>
      <data value={sincePrevious}>{t("sincePrevious", { time: span(sincePrevious / 1000, locale) })}</data>
    </p>
  );
}
