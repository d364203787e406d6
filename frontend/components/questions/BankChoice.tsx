"use client";
/** Which bank, and which of its sections. */

import { useLocale, useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { banksOf, sectionsOf } from "../../lib/questions/choices.ts";
import { useView } from "../../lib/views/useView.ts";
import { Option } from "./Option.tsx";

interface Props {
  chosen: string;
  onChoose: (value: string) => void;
}

/** With one bank there is nothing to choose. */
export function BankChoice({ chosen, onChoose }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const banks = banksOf(data?.items ?? [], locale);
  if (!data || (banks.length < 2 && !chosen)) return null;
  return (
    <fieldset className="sections" data-testid="bank-choice">
      <legend>{t("questions.bank")}</legend>
      <Option name="bank" chosen={chosen === ""} onChoose={() => onChoose("")} label={t("questions.all")} />
      {banks.map((bank) => (
        <Option
          key={bank.slug}
          name="bank"
          chosen={chosen === bank.slug}
          onChoose={() => onChoose(bank.slug)}
          label={bank.title}
          note={bank.own ? <span className="own">{t("banks.own")}</span> : null}
          count={bank.questions}
        />
      ))}
    </fieldset>
  );
}

export function SectionChoice({ bank, chosen, onChoose }: Props & { bank: string }) {
  const t = useTranslations("questions");
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const sections = sectionsOf(data?.items ?? [], bank);
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
