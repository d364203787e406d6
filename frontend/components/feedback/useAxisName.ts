"use client";
/** What an axis is called on the page. */

import { useTranslations } from "use-intl";
import { isAxis } from "../../lib/axes.ts";

export function useAxisName(): (axis: string) => string {
  const t = useTranslations("axes");
  return (axis) => (isAxis(axis) ? t(axis) : axis);
}
