"use client";
/** Answers found by meaning: how near, when, and in what words. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import type { Neighbour } from "../../lib/api/index.ts";
import { percent } from "../../lib/format.ts";
import { attemptsOf } from "../../lib/history/byQuestion.ts";
import { practiceAddress } from "../../lib/practice/address.ts";
import { hasWords, markPassage, markWords } from "../../lib/search/filter.ts";
import { plain, withoutFences } from "../../lib/text/plain.ts";
import { useMyAnswers } from "../../lib/views/mine.ts";
import { useQuestionTitles } from "../../lib/views/titles.ts";
import { Bar } from "../text/Bar.tsx";
import { Inline } from "../text/Inline.tsx";
import { When } from "../text/When.tsx";

interface Props {
  items: Neighbour[];
  testId: string;
  /** What was searched for, to be marked where it stands word for word. */
  words?: string;
  compact?: boolean;
  /** The question that is on the page anyway, so that its words need no repeating. */
  about?: string;
  /** False where the number is no measure of meaning. */
  measured?: boolean;
  /** The place of the first, where others come before it. */
  start?: number;
}

export function Hits({ items, testId, words = "", compact = false, about, measured = true, start }: Props) {
  const t = useTranslations("search");
  const locale = useLocale();
  const titles = useQuestionTitles();
  return (
    <ol className={compact ? "hits compact" : "hits"} start={start} data-testid={testId}>
      {items.map((hit) => (
        <li key={hit.answer_id} className="hit" data-answer={hit.answer_id}>
          <Link href={`/${locale}/answer?id=${hit.answer_id}`} prefetch={false}>
            {hit.question_id === about ? t("sameQuestion") : <Inline text={titles[hit.question_id] ?? hit.question_id} />}
          </Link>
          <p className="hit-snippet">
            {compact ? plain(hit.snippet) : <Snippet hit={hit} words={words} />}
          </p>
          <p className="meta">
            {measured ? <Nearness hit={hit} words={words} unasked={compact} /> : null}
            <When at={hit.created_at} />
          </p>
          {compact ? null : <GoOn hit={hit} />}
        </li>
      ))}
    </ol>
  );
}

/** From a hit back to work: answer again, or hold it against the newest attempt at its question; a follow-up asked something else. */
function GoOn({ hit }: { hit: Neighbour }) {
  const t = useTranslations("search");
  const locale = useLocale();
  const { data } = useMyAnswers();
  const newest = attemptsOf(data?.items ?? []).find(({ question_id }) => question_id === hit.question_id);
  const isAttempt = data?.items.every(({ id, asked }) => id !== hit.answer_id || !asked);
  return (
    <p className="question-links">
      <Link href={practiceAddress(locale, { id: hit.question_id })} prefetch={false}>
        {t("practise")}
      </Link>
      {newest && isAttempt && newest.id !== hit.answer_id ? (
        <Link href={`/${locale}/compare?a=${hit.answer_id}&b=${newest.id}`} prefetch={false}>
          {t("compare")}
        </Link>
      ) : null}
    </p>
  );
}

/** The passage that was meant; a search by words has none, there the words themselves are marked. */
function Snippet({ hit: { snippet, passage, begins = 0 }, words }: { hit: Neighbour; words: string }) {
  const pieces = passage ? markPassage(snippet, { start: passage.start - begins, end: passage.end - begins }) : markWords(withoutFences(snippet), words);
  return pieces.map((piece, index) => (piece.hit ? <mark key={index}>{plain(piece.text)}</mark> : plain(piece.text)));
}

// a search of one word is never much like a whole answer: below this, that its words are there says more than the number
const NEAR = 0.3;
// of two answers to different questions one pair in seventy is above this: below it a number would promise what it does not know
const SLIGHT = 0.2;

function Nearness({ hit: { similarity, snippet }, words, unasked }: { hit: Neighbour; words: string; unasked: boolean }) {
  const t = useTranslations("search");
  const locale = useLocale();
  if (similarity < NEAR && hasWords(snippet, words)) return <span className="nearness">{t("worded")}</span>;
  if (unasked && similarity < SLIGHT) return <span className="nearness">{t("slight")}</span>;
  if (similarity < 0.005) return null;
  return (
    <span className="nearness">
      <Bar share={similarity * 100} />
      {t("near", { percent: percent(similarity, locale) })}
    </span>
  );
}
