"use client";
/** One bank: what it is called, how much it holds, and its questions as a file. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api, type Bank } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { DeleteBank } from "./DeleteBank.tsx";

const FORMATS = [
  ["md", "Markdown"],
  ["yaml", "YAML"],
] as const;

export function BankRow({ bank, onGone }: { bank: Bank; onGone: (title: string, answers: number) => void }) {
  const t = useTranslations("banks");
  const locale = useLocale();
  const title = inLocale(bank.title, locale) || bank.slug;
  return (
    <li className="row bank" data-testid="bank" data-bank={bank.slug} data-own={bank.own || undefined}>
      <h2>
        <Link className="row-link" href={`/${locale}?bank=${encodeURIComponent(bank.slug)}`} prefetch={false}>
          <span className="row-title">{title}</span>
        </Link>
        {bank.own ? <span className="own">{t("own")}</span> : null}
      </h2>
      <p className="meta">
        <span>{t("questions", { count: bank.questions })}</span>
        <span>{t("sections", { count: bank.sections.length })}</span>
        {bank.license ? <span>{bank.license}</span> : null}
        <code>{bank.slug}</code>
      </p>
      <p className="exports">
        <span className="label">{t("export")}</span>
        {FORMATS.map(([format, name]) => (
          <a key={format} href={api.exportAddress(bank.slug, format, locale)} download aria-label={t("exportAs", { title, format: name })}>
            {name}
          </a>
        ))}
      </p>
      {bank.own ? <DeleteBank slug={bank.slug} title={title} onGone={(answers) => onGone(title, answers)} /> : null}
    </li>
  );
}
