"use client";
/** The same page in the other language, remembered for the next visit. */

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale } from "use-intl";
import { LOCALE_KEY, pathIn } from "../../lib/locales.ts";

export function LocaleSwitch() {
  const other = useLocale() === "ko" ? "en" : "ko";
  const query = useSearchParams().toString();
  return (
    <Link className="tool" href={pathIn(other, usePathname(), query)} hrefLang={other} lang={other} onClick={() => remember(other)}>
      {other === "ko" ? "한국어" : "English"}
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
