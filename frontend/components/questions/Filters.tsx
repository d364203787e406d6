"use client";
/** What to narrow the questions by. */

import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { AXES } from "../../lib/axes.ts";
import { inLocale } from "../../lib/locales.ts";
import { useView } from "../../lib/views/useView.ts";
import { SearchBox } from "../text/SearchBox.tsx";

export interface Filter {
  section: string;
  axis: string;
  q: string;
}

interface Props {
  filter: Filter;
  onChoose: (change: Partial<Filter>) => void;
}

export function Filters({ filter, onChoose }: Props) {
  const t = useTranslations("questions");
  return (
    <div className="filters" role="search" aria-label={t("filters")}>
      <SearchBox label={t("words")} value={filter.q} onSettle={(q) => onChoose({ q })} />
      <SectionChoice chosen={filter.section} onChoose={(section) => onChoose({ section })} />
      <AxisChoice chosen={filter.axis} onChoose={(axis) => onChoose({ axis })} />
    </div>
  );
}

function SectionChoice({ chosen, onChoose }: { chosen: string; onChoose: (section: string) => void }) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const sections = (data?.items ?? []).flatMap((bank) => bank.sections).filter((section) => section.questions > 0);
  const all = sections.reduce((sum, section) => sum + section.questions, 0);
  return (
    <fieldset className="sections">
      <legend>{t("section")}</legend>
      <Option name="section" chosen={chosen === ""} onChoose={() => onChoose("")} label={t("all")} count={data ? all : null} />
      {sections.map((section) => (
        <Option key={section.id} name="section" chosen={chosen === section.id} onChoose={() => onChoose(section.id)} label={inLocale(section.title, locale)} count={section.questions} />
      ))}
    </fieldset>
  );
}

function AxisChoice({ chosen, onChoose }: { chosen: string; onChoose: (axis: string) => void }) {
  const t = useTranslations();
  return (
    <fieldset className="axes">
      <legend>{t("questions.axis")}</legend>
      <Option name="axis" chosen={chosen === ""} onChoose={() => onChoose("")} label={t("questions.all")} />
      {AXES.map((axis) => (
        <Option key={axis} name="axis" chosen={chosen === axis} onChoose={() => onChoose(axis)} label={t(`axes.${axis}`)} />
      ))}
    </fieldset>
  );
}

function Option({ name, label, count, chosen, onChoose }: { name: string; label: string; count?: number | null; chosen: boolean; onChoose: () => void }) {
  return (
    <label className="option">
      <input type="radio" name={name} checked={chosen} onChange={onChoose} />
      <span>{label}</span>
      {count === null || count === undefined ? null : <span className="option-count">{count}</span>}
    </label>
  );
}
