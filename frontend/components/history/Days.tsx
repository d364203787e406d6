"use client";
/** Answers under the day on which they were sent. */

import { useLocale } from "use-intl";
import type { AnswerItem } from "../../lib/api/index.ts";
import { day } from "../../lib/format.ts";
import { AnswerRow } from "./AnswerRow.tsx";

export function Days({ items }: { items: AnswerItem[] }) {
  const locale = useLocale();
  const days = Object.entries(Object.groupBy(items, (item) => day(item.created_at, locale)));
  return days.map(([date, answers]) => (
    <section key={date} className="day" aria-label={date}>
      <h2 className="label">{date}</h2>
      <ol className="rows">{answers?.map((item) => <AnswerRow key={item.id} item={item} />)}</ol>
    </section>
  ));
}
