"use client";
/** Narrows a search to a bank, a section, an axis, a stretch of days. */

import { useId, type ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { AXES } from "../../lib/axes.ts";
import { inLocale } from "../../lib/locales.ts";
import { banksOf, sectionsOf } from "../../lib/questions/choices.ts";
import type { SearchFilter } from "../../lib/search/filter.ts";
import { useView } from "../../lib/views/useView.ts";

interface Props {
  filter: SearchFilter;
  onChoose: (change: Partial<SearchFilter>) => void;
}

export function SearchFilters({ filter, onChoose }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const banks = data?.items ?? [];
  const choices = banksOf(banks, locale);
  return (
    <div className="search-filters" data-testid="search-filters">
      {choices.length > 1 || filter.bank ? (
        <Choice label={t("questions.bank")} value={filter.bank} onChoose={(bank) => onChoose({ bank, section: "" })}>
          {choices.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </Choice>
      ) : null}
      <Choice label={t("questions.section")} value={filter.section} onChoose={(section) => onChoose({ section })}>
        {sectionsOf(banks, filter.bank).map(({ id, title }) => (
          <option key={id} value={id}>
            {inLocale(title, locale)}
          </option>
        ))}
      </Choice>
      <Choice label={t("questions.axis")} value={filter.axis} onChoose={(axis) => onChoose({ axis })}>
        {AXES.map((axis) => (
          <option key={axis} value={axis}>
            {t(`axes.${axis}`)}
          </option>
        ))}
      </Choice>
      <Day label={t("search.since")} value={filter.since} onChoose={(since) => onChoose({ since })} />
      <Day label={t("search.until")} value={filter.until} onChoose={(until) => onChoose({ until })} />
    </div>
  );
}

function Choice({ label, value, onChoose, children }: { label: string; value: string; onChoose: (value: string) => void; children: ReactNode }) {
  const t = useTranslations("questions");
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="select" value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{t("all")}</option>
        {children}
      </select>
    </div>
  );
}

function Day({ label, value, onChoose }: { label: string; value: string; onChoose: (value: string) => void }) {
  const id = useId();
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="select day-input" type="date" value={value} onChange={(event) => onChoose(event.target.value)} />
    </div>
  );
}
