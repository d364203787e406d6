"use client";
/** Which attempt stands on one side, and its number. */

import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { AnswerItem } from "../../lib/api/index.ts";
import { moment } from "../../lib/format.ts";

interface Props {
  side: "a" | "b";
  label: string;
  items: AnswerItem[];
  chosen: string;
  onChoose: (id: string) => void;
}

export function AttemptChoice({ side, label, items, chosen, onChoose }: Props) {
  const t = useTranslations("compare");
  const locale = useLocale();
  const id = useId();
  const overall = items.find((item) => item.id === chosen)?.overall;
  return (
    <div className="side" data-side={side}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="select" value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {items.toReversed().map((item) => (
          <option key={item.id} value={item.id}>
            {t("attempt", { attempt: item.attempt, when: moment(item.created_at, Date.now(), locale) })}
          </option>
        ))}
      </select>
      <p className="side-number">
        {overall ?? "–"} <span>/ 100</span>
      </p>
    </div>
  );
}
