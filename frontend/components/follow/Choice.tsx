"use client";
/** Which answer is followed: one of the last ones, by its time and its question. */

import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { stamp } from "../../lib/format.ts";
import { plain } from "../../lib/text/plain.ts";
import { useQuestionTitles } from "../../lib/views/titles.ts";
import type { Candidate } from "./useChosen.ts";

interface Props {
  candidates: Candidate[];
  chosen: string;
  onChoose: (id: string) => void;
}

export function Choice({ candidates, chosen, onChoose }: Props) {
  const t = useTranslations("follow");
  const locale = useLocale();
  const titles = useQuestionTitles();
  const id = useId();
  return (
    <div className="follow-choice">
      <label className="label" htmlFor={id}>
        {t("answer")}
      </label>
      <select id={id} className="select" value={chosen} data-testid="follow-choice" onChange={(event) => onChoose(event.target.value)}>
        {candidates.map((one) => (
          <option key={one.id} value={one.id}>
            {stamp(one.created_at, Date.now(), locale)} · {plain(one.asked ?? titles[one.question_id] ?? one.question_id)}
          </option>
        ))}
      </select>
    </div>
  );
}
