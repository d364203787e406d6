"use client";
/** The way to one's own workspace. */

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";

export function WorkspaceLink() {
  const t = useTranslations("frame");
  const address = `/${useLocale()}/workspace`;
  return (
    <Link className="tool" href={address} aria-label={t("workspace")} title={t("workspace")} aria-current={usePathname() === address ? "page" : undefined} prefetch={false}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
        <circle cx="10" cy="7" r="3.2" />
        <path d="M3.800 16.500c.9-3 3.300-4.500 6.200-4.500s5.300 1.500 6.200 4.500" />
      </svg>
    </Link>
  );
}
