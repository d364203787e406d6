"use client";
/** One file of the repository, with the hop that is done in it and the way to the part's explanation. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { AnyHop } from "../../lib/trace/hops.ts";
import { partOf, SOURCES } from "../../lib/trace/sources.ts";

export function SourceFile({ hop, code }: { hop: AnyHop["hop"]; code: string }) {
  const t = useTranslations();
  const locale = useLocale();
  const part = partOf({ hop, job: null });
  return (
    <article className="source-file">
      <h1>{t(`answer.hops.${hop}`)}</h1>
      <p className="meta">
        <code>{SOURCES[hop]}</code>
        <Link href={`/${locale}/system#part-${part}`}>{t("trace.explained")}</Link>
      </p>
      <pre className="sheet" tabIndex={0} role="region" aria-label={SOURCES[hop]}>
        <code translate="no">{code}</code>
      </pre>
    </article>
  );
}
