"use client";
/** How it was said: order, concrete words, length. Apart from what was said, and not part of the number. */

import { useLocale, useTranslations } from "use-intl";
import type { Form as Said } from "../../lib/api/index.ts";
import { clock, count } from "../../lib/format.ts";
import { plain } from "../../lib/text/plain.ts";
import { Glyph } from "./Glyph.tsx";

export function Form({ form, lang }: { form: Said; lang: string }) {
  const t = useTranslations("form");
  return (
    <section className="form-part" aria-labelledby="form-title" data-testid="form">
      <h2 id="form-title" className="label">
        {t("title")}
      </h2>
      <p className="faint">{t("apart")}</p>
      <ul className="form-parts">
        {form.structure.map(({ part, name, found, quote }) => (
          <li key={part} data-part={part} data-found={found || undefined}>
            <Glyph mark={found ? "met" : "missed"} />
            <div>
              <p>
                {t.has(`partName.${part}` as "partName.situation") ? t(`partName.${part}` as "partName.situation") : name}
                <span className="hidden"> {t(found ? "found" : "notFound")}</span>
              </p>
              {quote ? (
                <p className="form-quote" lang={lang}>
                  {plain(quote)}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <Measures form={form} />
      {form.advice.length ? (
        <ul className="form-advice" lang={lang}>
          {form.advice.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Measures({ form: { concreteness, length } }: { form: Said }) {
  const t = useTranslations("form");
  const locale = useLocale();
  const spoken = clock(length.spoken_s);
  return (
    <dl className="form-measures">
      <div>
        <dt>{t("concrete")}</dt>
        <dd>{t("concreteWords", { ...concreteness })}</dd>
      </div>
      <div>
        <dt>{t("lengthName")}</dt>
        <dd>
          {length.target_s === null ? t("spoken", { chars: count(length.chars, locale), spoken }) : t("spokenOf", { chars: count(length.chars, locale), spoken, target: clock(length.target_s) })}
          {length.verdict ? ` ${t(`length.${length.verdict}`)}` : ""}
        </dd>
      </div>
    </dl>
  );
}
