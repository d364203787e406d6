"use client";
/** Language, theme and the stream, around every page. */

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import type { Locale } from "../../lib/api/index.ts";
import type { Messages } from "../../lib/messages.ts";
import { StreamRunner } from "./StreamRunner.tsx";

export function Providers({ locale, messages, children }: { locale: Locale; messages: Messages; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange>
      {/* Times are formatted in lib/format.ts, in the zone of the browser. */}
      <IntlProvider locale={locale} messages={messages} timeZone="UTC">
        <StreamRunner />
        {children}
      </IntlProvider>
    </ThemeProvider>
  );
}
