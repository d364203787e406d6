"use client";
/** What to practise next, each with the reason for it. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api, type Proposal } from "../../lib/api/index.ts";
import { inLocale } from "../../lib/locales.ts";
import { practiceAddress } from "../../lib/practice/address.ts";
import { useView } from "../../lib/views/useView.ts";
import { Inline } from "../text/Inline.tsx";
import { Why } from "./Why.tsx";

const SHOWN = 3;

export function NextUp() {
  const t = useTranslations("next");
  const { data, problem } = useView(`next:${SHOWN}`, () => api.next(SHOWN));
  if (problem || data?.items.length === 0) return null;
  const first = data?.items[0]?.reason.code === "first";
  return (
    <section className="next" aria-labelledby="next-title" data-testid="next">
      <h2 id="next-title" className="label">
        {first ? t("begin") : t("title")}
      </h2>
      <ol className="next-cards">
        {data ? data.items.map((item) => <Card key={item.question.id} item={item} />) : Array.from({ length: SHOWN }, (_, index) => <li key={index} className="next-card" aria-hidden="true" />)}
      </ol>
    </section>
  );
}

function Card({ item: { question, reason } }: { item: Proposal }) {
  const t = useTranslations("next");
  const locale = useLocale();
  return (
    <li className="next-card" data-reason={reason.code}>
      <p className="next-kind">{t(`kinds.${reason.code}`)}</p>
      <Link className="row-link" href={practiceAddress(locale, { id: question.id })} prefetch={false}>
        <Inline text={inLocale(question.text, locale)} />
      </Link>
      <Why reason={reason} section={inLocale(question.section_title, locale)} />
    </li>
  );
}
