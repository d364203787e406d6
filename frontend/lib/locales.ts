/** The languages of the page; each is a first folder of its address. */

import type { Locale, Localized, LocalizedList } from "./api/types.ts";

export const LOCALES: readonly Locale[] = ["ko", "en"];

/** Where the chosen language is remembered; public/choose-language.js reads the same name. */
export const LOCALE_KEY = "backtalk.locale";

export function isLocale(value: string): value is Locale {
  return (LOCALES as readonly string[]).includes(value);
}

const other = (locale: Locale): Locale => (locale === "ko" ? "en" : "ko");

/** An imported bank may hold one language only: better the other one than nothing. */
export function inLocale(text: Localized | null | undefined, locale: Locale): string {
  return text?.[locale] || text?.[other(locale)] || "";
}

export function listInLocale(list: LocalizedList | null | undefined, locale: Locale): string[] {
  const own = list?.[locale] ?? [];
  return own.length ? own : (list?.[other(locale)] ?? []);
}

/** The same page in another language: `/ko/practice?id=x` becomes `/en/practice?id=x`. */
export function pathIn(locale: Locale, pathname: string, query: string): string {
  const rest = pathname.split("/").slice(2).join("/");
  return `/${locale}${rest ? `/${rest}` : ""}${query ? `?${query}` : ""}`;
}
