"use client";
/** The same page in the other language, remembered for the next visit. */

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";
import { LOCALE_KEY, pathIn } from "../../lib/locales.ts";

export function LocaleSwitch() {
  const t = useTranslations("frame");
  const other = useLocale() === "ko" ? "en" : "ko";
  const query = useSearchParams().toString();
  return (
    <Link className="tool" href={pathIn(other, usePathname(), query)} hrefLang={other} lang={other} onClick={() => remember(other)} aria-label={t("otherLanguage")}>
      {other === "ko" ? "한국어" : "EN"}
    </Link>
  );
}

function remember(locale: string): void {
  try {
    localStorage.setItem(LOCALE_KEY, locale);
  } catch {
    // A browser that keeps nothing still changes the language of this page.
  }
}
