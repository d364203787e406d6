"use client";
/** Two attempts at one question: what was gained, lost and kept, and the words under it. */

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "use-intl";
import { api, type AnswerView } from "../../lib/api/index.ts";
import { useAnswer, useMyAnswers } from "../../lib/views/mine.ts";
import { useView } from "../../lib/views/useView.ts";
import { QuestionHead } from "../questions/QuestionHead.tsx";
import { Empty } from "../state/Empty.tsx";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import { AttemptChoice } from "./AttemptChoice.tsx";
import { TextChanges } from "./TextChanges.tsx";
import { Turns } from "./Turns.tsx";

export function Compare() {
  const t = useTranslations("compare");
  const locale = useLocale();
  const query = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const [a, b] = [query.get("a"), query.get("b")];
  const [before, after] = [useAnswer(a), useAnswer(b)];
  const about = (after.data ?? before.data)?.question_id ?? null;
  const { data: question } = useView(about && `question:${about}`, () => api.question(about ?? ""));
  const { data: mine } = useMyAnswers(about);
  // Answers to follow-ups are held against other points; one that was asked for by its address stays.
  const attempts = mine?.items.filter(({ id, asked }) => !asked || id === a || id === b) ?? [];
  const choose = (change: { a?: string; b?: string }): void =>
    router.replace(`${path}?${new URLSearchParams({ a: a ?? "", b: b ?? "", ...change })}`, { scroll: false });
  const failed = [before, after].filter((view) => view.problem && !view.data);
  if (!a || !b || before.gone || after.gone) return <Empty title={t("none")} href={`/${locale}/history`} action={t("toHistory")} />;
  return (
    <article className="practice compare" data-testid="compare">
      {question ? <QuestionHead question={question} /> : <h1 className="hidden">{t("title")}</h1>}
      <div className="sides">
        <AttemptChoice side="a" label={t("before")} items={attempts} chosen={a} onChoose={(id) => choose({ a: id })} />
        <button type="button" className="button quiet" onClick={() => choose({ a: b, b: a })}>
          {t("swap")}
        </button>
        <AttemptChoice side="b" label={t("after")} items={attempts} chosen={b} onChoose={(id) => choose({ b: id })} />
      </div>
      {failed[0]?.problem ? <Trouble problem={failed[0].problem} onRetry={() => failed.forEach((view) => view.reload())} /> : null}
      {before.data && after.data ? <Both before={before.data} after={after.data} /> : failed.length ? null : <Waiting rows={8} />}
    </article>
  );
}

function Both({ before, after }: { before: AnswerView; after: AnswerView }) {
  const t = useTranslations("compare");
  return (
    <>
      {before.score && after.score ? <Turns before={before.score} after={after.score} lang={after.lang} /> : <p className="notice">{t("notScored")}</p>}
      <TextChanges before={before} after={after} />
    </>
  );
}
