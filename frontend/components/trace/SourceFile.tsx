"use client";
/** One file of the repository, with the hop that is done in it and the way to the part's explanation. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { partOf, type Source } from "../../lib/trace/sources.ts";

export function SourceFile({ source, code }: { source: Source; code: string }) {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <article className="source-file">
      <h1>{t(`answer.hops.${source.hop}`)}</h1>
      <p className="meta">
        <code>{source.path}</code>
        <Link href={`/${locale}/system#part-${partOf(source)}`}>{t("trace.explained")}</Link>
      </p>
      <pre className="sheet" tabIndex={0} role="region" aria-label={source.path}>
        <code translate="no">{code}</code>
      </pre>
    </article>
  );
}
