/** An address that leads nowhere, in both languages since none is known. */

import "pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css";
import "./style/index.css";
import type { Metadata } from "next";
import { LOCALES } from "../lib/locales.ts";
import { MESSAGES } from "../lib/messages.ts";

export const metadata: Metadata = { title: "404 · Backtalk" };

export default function NotFound() {
  return (
    <html lang="en">
      <body>
        <main className="main column">
          <h1>404</h1>
          {LOCALES.map((locale) => (
            <p key={locale} className="intro" lang={locale}>
              {MESSAGES[locale].notFound.title} <a href={`/${locale}`}>{MESSAGES[locale].titles.questions}</a>
            </p>
          ))}
        </main>
      </body>
    </html>
  );
}
