"use client";
/** The name, the rooms, the state of the line, language and theme. */

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { LocaleSwitch } from "./LocaleSwitch.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { WorkspaceLink } from "./WorkspaceLink.tsx";

const ROOMS = [
  { path: "", name: "questions", also: ["/practice", "/banks"] },
  { path: "/history", name: "history", also: ["/answer", "/compare"] },
  { path: "/progress", name: "progress", also: [] },
  { path: "/search", name: "search", also: [] },
  { path: "/system", name: "system", also: [] },
] as const;

export function Header() {
  const t = useTranslations("frame");
  const home = `/${useLocale()}`;
  const here = usePathname().replace(home, "");
  return (
    <header className="header">
      <a className="skip" href="#main">
        {t("skip")}
      </a>
      <Link className="wordmark" href={home} aria-label={t("home")}>
        Back<span>talk</span>
      </Link>
      <nav className="nav" aria-label={t("nav")}>
        {ROOMS.map(({ path, name, also }) => (
          <Link key={name} href={home + path} aria-current={here === path || (also as readonly string[]).includes(here) ? "page" : undefined}>
            {t(name)}
          </Link>
        ))}
      </nav>
      <div className="tools">
        <ConnectionBadge />
        <Suspense>
          <LocaleSwitch />
        </Suspense>
        <ThemeSwitch />
        <WorkspaceLink />
      </div>
    </header>
  );
}
