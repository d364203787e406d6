"use client";
/** What was written, word against word; side by side where the languages differ. */

import { useTranslations } from "use-intl";
import type { AnswerView } from "../../lib/api/index.ts";
import { Prose } from "../text/Prose.tsx";
import { Changes } from "../text/Changes.tsx";

export function TextChanges({ before, after }: { before: AnswerView; after: AnswerView }) {
  const t = useTranslations("compare");
  const sameLanguage = before.lang === after.lang;
  return (
    <section className="text-changes" aria-labelledby="text-title">
      <h2 id="text-title">{t("text")}</h2>
      <p className="faint">{sameLanguage ? t("textHow") : t("twoLanguages")}</p>
      {sameLanguage ? (
        <div className="sheet diff">
          <Changes before={before.text} after={after.text} lang={after.lang} />
        </div>
      ) : (
        <div className="two-sheets">
          {[before, after].map((view) => (
            <div key={view.id} className="sheet">
              <Prose text={view.text} lang={view.lang} />
            </div>
          ))}
        </div>
      )}
    </section>
  );
}
