"use client";
/** The next page of a long history, on demand. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";
import { Days } from "./Days.tsx";

export function Older({ from, question }: { from: string; question: string | null }) {
  const t = useTranslations("history");
  const [wanted, setWanted] = useState(false);
  const { data } = useView(wanted ? `answers:${question ?? "all"}:${from}` : null, () => api.answers({ question_id: question, cursor: from }));
  if (!data) {
    return (
      <button type="button" className="button quiet" aria-disabled={wanted} onClick={() => setWanted(true)}>
        {t("older")}
      </button>
    );
  }
  return (
    <>
      <Days items={data.items} />
      {data.next_cursor ? <Older from={data.next_cursor} question={question} /> : null}
    </>
  );
}
