"use client";
/** A sheet dropped or chosen becomes a bank of one's own, once one has seen what it changes. */

import Link from "next/link";
import { useLayoutEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, type BankImport } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { useView } from "../../lib/views/useView.ts";
import { DropZone } from "./DropZone.tsx";
import { Preview } from "./Preview.tsx";
import { Refused } from "./Refused.tsx";
import { useImport } from "./useImport.ts";

export function Import() {
  const t = useTranslations("banks");
  const { step, read, confirm, leave } = useImport();
  return (
    <section className="import" aria-labelledby="import-title" data-testid="import" data-step={step.at}>
      <h2 id="import-title">{t("import")}</h2>
      <p className="faint">{t("importIntro")}</p>
      <DropZone onFile={read} busy={step.at === "reading"} />
      <p className="count" role="status">
        {step.at === "reading" ? t("reading", { name: step.name }) : null}
      </p>
      {step.at === "refused" ? <Refused name={step.name} problem={step.problem} /> : null}
      {step.at === "preview" ? <Preview {...step} onConfirm={confirm} onLeave={leave} /> : null}
      {step.at === "done" ? <Done found={step.found} /> : null}
    </section>
  );
}

function Done({ found }: { found: BankImport }) {
  const t = useTranslations("banks");
  const locale = useLocale();
  const { data } = useView("banks", api.banks);
  const bank = inLocale(data?.items.find(({ slug, own }) => own && slug === found.bank)?.title, locale) || found.bank;
  const line = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone; the focus would fall back to the top of the page.
  useLayoutEffect(() => line.current?.focus(), []);
  return (
    <div className="notice" role="status" tabIndex={-1} ref={line} data-testid="imported">
      <p>{t("done", { bank, added: found.added.length, changed: found.changed.length })}</p>
      <Link className="button" href={`/${locale}?bank=${encodeURIComponent(found.bank)}`}>
        {t("practise")}
      </Link>
    </div>
  );
}
