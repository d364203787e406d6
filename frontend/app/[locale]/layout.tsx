/** The frame around every page, prerendered in each language. */

import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";
import "../style/index.css";
import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { Suspense, type ReactNode } from "react";
import { CameBack } from "../../components/frame/CameBack.tsx";
import { Header } from "../../components/frame/Header.tsx";
import { Providers } from "../../components/frame/Providers.tsx";
import { Replaced } from "../../components/frame/Replaced.tsx";
import { isLocale, LOCALES } from "../../lib/locales.ts";
import { MESSAGES } from "../../lib/messages.ts";

interface Props {
  children: ReactNode;
  params: Promise<{ locale: string }>;
}

export const dynamicParams = false;

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfcf9" },
    { media: "(prefers-color-scheme: dark)", color: "#121410" },
  ],
};

export function generateStaticParams(): { locale: string }[] {
  return LOCALES.map((locale) => ({ locale }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const { title, description } = MESSAGES[locale].site;
  return { title: { default: title, template: "%s · Backtalk" }, description, icons: { icon: "/icon.svg" } };
}

export default async function Layout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  return (
    <html lang={locale} suppressHydrationWarning>
      <body>
        <Providers locale={locale} messages={MESSAGES[locale]}>
          <Header />
          <main id="main" className="main" tabIndex={-1}>
            <Suspense>
              <CameBack />
            </Suspense>
            <Replaced />
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
