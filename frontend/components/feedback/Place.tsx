"use client";
/** How many are served before this answer, asked again as long as it waits. */

import { useEffect } from "react";
import { useTranslations } from "use-intl";

interface Props {
  place: number | null | undefined;
  onLook: () => void;
}

const LOOK_MS = 2_000;

/** No event tells of other people's answers, so the place is read anew; not spoken, it would never let anyone listen. */
export function Place({ place, onLook }: Props) {
  const t = useTranslations("feedback");
  useEffect(() => {
    const again = setInterval(() => document.visibilityState === "visible" && onLook(), LOOK_MS);
    return () => clearInterval(again);
  });
  if (place === null || place === undefined) return null;
  return (
    <p className="faint place" data-testid="place" data-place={place} aria-live="off">
      {t("place", { place })}
    </p>
  );
}
