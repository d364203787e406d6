"use client";
/** What to narrow the questions by. */

import Link from "next/link";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { QuestionSummary } from "../../lib/api/index.ts";
import { AXES } from "../../lib/axes.ts";
import { foldedCount, type Filter } from "../../lib/questions/filter.ts";
import { SearchBox } from "../text/SearchBox.tsx";
import { BankChoice, SectionChoice } from "./BankChoice.tsx";
import { Option } from "./Option.tsx";
import { TagChoice } from "./TagChoice.tsx";

const LEVELS = ["1", "2", "3", "4", "5"];

interface Props {
  filter: Filter;
  /** What the list shows now: its tags are the ones worth choosing. */
  shown: QuestionSummary[];
  onChoose: (change: Partial<Filter>) => void;
}

export function Filters({ filter, shown, onChoose }: Props) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const folded = foldedCount(filter);
  return (
    <div className="filters" role="search" aria-label={t("filters")}>
      <SearchBox label={t("words")} value={filter.q} onSettle={(q) => onChoose({ q })} most={200} />
      <BankChoice chosen={filter.bank} onChoose={(bank) => onChoose({ bank })} />
      <SectionChoice bank={filter.bank} chosen={filter.section} onChoose={(section) => onChoose({ section })} />
      <button type="button" className="link more-filters" aria-expanded={open} onClick={() => setOpen(!open)}>
        {folded ? t("moreSet", { count: folded }) : t("more")}
      </button>
      <div className="folded-filters" data-open={open || undefined}>
        <AxisChoice chosen={filter.axis} onChoose={(axis) => onChoose({ axis })} />
        <LevelChoice chosen={filter.difficulty} onChoose={(difficulty) => onChoose({ difficulty })} />
        <TagChoice shown={shown} chosen={filter.tag} onChoose={(tag) => onChoose({ tag })} />
      </div>
      <Link className="link bring" href={`/${locale}/banks`}>
        {t("bring")}
      </Link>
    </div>
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

function LevelChoice({ chosen, onChoose }: { chosen: string; onChoose: (level: string) => void }) {
  const t = useTranslations("questions");
  return (
    <fieldset className="axes levels">
      <legend>{t("level")}</legend>
      <Option name="difficulty" chosen={chosen === ""} onChoose={() => onChoose("")} label={t("all")} />
      {LEVELS.map((level) => (
        <Option key={level} name="difficulty" chosen={chosen === level} onChoose={() => onChoose(level)} label={level} spoken={t("difficulty", { level: Number(level) })} />
      ))}
    </fieldset>
  );
}
