"use client";
/** Every bank that one can practise with, and the way in for a sheet of one's own. */

import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { BankRow } from "./BankRow.tsx";
import { Import } from "./Import.tsx";

export function Banks() {
  const t = useTranslations("banks");
  const { data, problem, reload } = useView("banks", api.banks);
  return (
    <div className="column">
      <h1>{t("title")}</h1>
      <p className="intro">{t("intro")}</p>
      {problem ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!data && !problem ? <Waiting rows={3} /> : null}
      <ul className="rows banks">{data?.items.map((bank) => <BankRow key={bank.slug} bank={bank} />)}</ul>
      <Import />
    </div>
  );
}
