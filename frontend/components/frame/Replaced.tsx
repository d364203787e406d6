"use client";
/** Says that the workspace is another one since the page was opened: an empty list alone would look like a loss. */

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { acceptReplaced } from "../../lib/stream/store.ts";
import { useReplaced } from "../../lib/stream/useStream.ts";

export function Replaced() {
  const t = useTranslations("workspace");
  const path = usePathname();
  // Until the next page: whoever goes on has read it.
  useEffect(() => acceptReplaced, [path]);
  return useReplaced() ? (
    <p className="notice" role="alert" data-testid="replaced">
      {t("replaced")}
    </p>
  ) : null;
}
