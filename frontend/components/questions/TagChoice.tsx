"use client";
/** The tags of what is on the list, the usual ones first, all of them on demand. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { QuestionSummary } from "../../lib/api/index.ts";
import { tagsOf } from "../../lib/questions/choices.ts";
import { Option } from "./Option.tsx";

const FIRST = 10;

export function TagChoice({ shown, chosen, onChoose }: { shown: QuestionSummary[]; chosen: string; onChoose: (tag: string) => void }) {
  const t = useTranslations("questions");
  const [all, setAll] = useState(false);
  const tags = tagsOf(shown, chosen, Infinity);
  if (!tags.length) return null;
  return (
    <fieldset className="axes tags">
      <legend>{t("tag")}</legend>
      <Option name="tag" chosen={chosen === ""} onChoose={() => onChoose("")} label={t("all")} />
      {tags.slice(0, all ? undefined : FIRST).map((tag) => (
        <Option key={tag} name="tag" chosen={chosen === tag} onChoose={() => onChoose(tag)} label={tag} />
      ))}
      {tags.length > FIRST ? (
        <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("fewerTags") : t("allTags", { count: tags.length })}
        </button>
      ) : null}
    </fieldset>
  );
}
