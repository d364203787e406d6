"use client";
/** What is kept here, and all of it as a file. */

import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";

const SHOWN = ["answers", "scores", "vectors", "banks", "events"] as const;

export function Kept() {
  const t = useTranslations("workspace");
  const { data } = useView("workspace", api.workspace);
  return (
    <section aria-labelledby="kept-title">
      <h2 id="kept-title">{t("kept")}</h2>
      <dl className="counts">
        {SHOWN.map((name) => (
          <div key={name}>
            <dt>{t(`counts.${name}`)}</dt>
            <dd>{data?.[name] ?? "–"}</dd>
          </div>
        ))}
      </dl>
      <p className="faint">{t("exportHow")}</p>
      <a className="button quiet" href={api.EXPORT_ADDRESS} download data-testid="export">
        {t("export")}
      </a>
    </section>
  );
}
