"use client";
/** The next page of a long history, on demand. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../lib/api/index.ts";
import { useView } from "../../lib/views/useView.ts";
import { More, useArrival } from "../state/More.tsx";
import { Days } from "./Days.tsx";

export function Older({ from, question }: { from: string; question: string | null }) {
  const t = useTranslations("history");
  const [wanted, setWanted] = useState(false);
  const { data, problem, loading, reload } = useView(wanted ? `answers:${question ?? "all"}:${from}` : null, () => api.answers({ question_id: question, cursor: from }));
  const list = useArrival<HTMLDivElement>(data !== undefined);
  if (!data) {
    return <More label={t("older")} busy={wanted && loading} problem={problem} onMore={wanted ? reload : () => setWanted(true)} />;
  }
  return (
    <>
      <div ref={list}>
        <Days items={data.items} />
      </div>
      {data.next_cursor ? <Older from={data.next_cursor} question={question} /> : null}
    </>
  );
}
