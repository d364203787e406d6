/** The title of each page in its language. */

import type { Metadata } from "next";
import { isLocale } from "./locales.ts";
import { MESSAGES, type Messages } from "./messages.ts";

export interface PageProps {
  params: Promise<{ locale: string }>;
}

export async function titleOf(params: PageProps["params"], page: keyof Messages["titles"]): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { title: MESSAGES[locale].titles[page] } : {};
}
