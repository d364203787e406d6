"use client";
/** Every bank that one can practise with, and the way in for a sheet of one's own. */

import { useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Bank } from "../../lib/api/index.ts";
import { EVERYTHING_OF_MINE } from "../../lib/stream/invalidation.ts";
import { invalidate, put } from "../../lib/views/cache.ts";
import { useView } from "../../lib/views/useView.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { BankRow } from "./BankRow.tsx";
import { Import } from "./Import.tsx";

export function Banks() {
  const t = useTranslations("banks");
  const { data, problem, reload } = useView("banks", api.banks);
  const [gone, setGone] = useState<{ title: string; answers: number; nth: number } | null>(null);
  const line = useRef<HTMLParagraphElement>(null);
  // The button that was pressed is gone; the focus would fall back to the top of the page.
  useLayoutEffect(() => void (gone && line.current?.focus()), [gone]);
  const leave = (bank: Bank, title: string, answers: number): void => {
    put("banks", { items: data?.items.filter((one) => one !== bank) ?? [] });
    // Any view may have held its questions or the answers to them.
    invalidate(EVERYTHING_OF_MINE);
    setGone({ title, answers, nth: (gone?.nth ?? 0) + 1 });
  };
  return (
    <div className="column">
      <h1>{t("title")}</h1>
      <p className="intro">{t("intro")}</p>
      {problem ? <Trouble problem={problem} onRetry={reload} /> : null}
      {!data && !problem ? <Waiting rows={3} /> : null}
      <p className="count" role="status" tabIndex={-1} ref={line} data-testid="bank-gone">
        {gone ? t("gone", gone) : null}
      </p>
      <ul className="rows banks">
        {data?.items.map((bank) => (
          <BankRow key={`${bank.own}:${bank.slug}`} bank={bank} onGone={(title, answers) => leave(bank, title, answers)} />
        ))}
      </ul>
      {/* What it shows may be about the bank that went. */}
      <Import key={gone?.nth} />
    </div>
  );
}
