"use client";
/** Light or dark; the system's choice until the person makes one. */

import { useTheme } from "next-themes";
import { useTranslations } from "use-intl";
import { useMounted } from "../state/useMounted.ts";

export function ThemeSwitch() {
  const t = useTranslations("frame");
  const { resolvedTheme, setTheme } = useTheme();
  const dark = useMounted() && resolvedTheme === "dark";
  return (
    <button type="button" className="tool" aria-label={dark ? t("toLight") : t("toDark")} onClick={() => setTheme(dark ? "light" : "dark")}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d={dark ? "M10 3a7 7 0 0 0 0 14z" : "M10 3a7 7 0 0 1 0 14z"} fill="currentColor" />
      </svg>
    </button>
  );
}
