"use client";
/** The answers that follow one another, as a tree: what was asked, what was said, and what they make together. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api, type Chain as Found, type ChainNode, type Question } from "../../lib/api/index.ts";
import { followUpIn } from "../../lib/answer/followups.ts";
import { judgeOf, judgesOf } from "../../lib/scorers.ts";
import { plain } from "../../lib/text/plain.ts";
import { useView } from "../../lib/views/useView.ts";
import { useJudgeName } from "../feedback/useScorerName.ts";

const walk = (node: ChainNode): ChainNode[] => [node, ...node.children.flatMap(walk)];

export function Chain({ id, question }: { id: string; question: Question | undefined }) {
  const t = useTranslations("chain");
  const { data } = useView(`chain:${id}`, () => api.chain(id));
  if (!data?.root.children.length) return null;
  const mixed = judgesOf(walk(data.root)).length > 1;
  return (
    <section className="chain" aria-labelledby="chain-title" data-testid="chain">
      <h2 id="chain-title" className="label">
        {t("title")}
      </h2>
      <Account found={data} mixed={mixed} />
      <ol>
        <Node node={data.root} current={id} question={question} mixed={mixed} />
      </ol>
    </section>
  );
}

/** Only what the numbers say: what an answer to a follow-up was held against. */
function Account({ found: { depth, made, points, stops_at, carries, judge }, mixed }: { found: Found; mixed: boolean }) {
  const t = useTranslations("chain");
  const nameOf = useJudgeName();
  return (
    <div className="faint chain-account">
      <p>
        {t("carriesOn", { depth })} {made === null || points === null ? null : t("made", { made, points })}
      </p>
      <p>
        {stops_at === null ? null : t("stops", { depth: stops_at, carries })} {t("how")}
      </p>
      {mixed && judge ? <p data-testid="chain-mixed">{t("mixed", { scorer: nameOf(judge) })}</p> : null}
    </div>
  );
}

interface Branch {
  node: ChainNode;
  current: string;
  question: Question | undefined;
  /** Several have judged: each number says whose it is. */
  mixed: boolean;
}

function Node({ node, current, question, mixed }: Branch) {
  const t = useTranslations("chain");
  const nameOf = useJudgeName();
  const judge = mixed ? judgeOf(node) : null;
  const locale = useLocale();
  const asked = node.asked ? followUpIn(question, node.asked, locale) : node.depth ? t("again") : t("first");
  return (
    <li>
      <Link className="chain-node" href={`/${locale}/answer?id=${node.id}`} aria-current={node.id === current ? "page" : undefined} prefetch={false}>
        <strong>{node.overall ?? "–"}</strong>
        <span>
          <span className="chain-asked">{asked}</span>
          <span className="chain-said">{plain(node.snippet)}</span>
          {judge ? <span className="chain-said">{t("by", { scorer: nameOf(judge) })}</span> : null}
        </span>
      </Link>
      {node.children.length ? (
        <ol>
          {node.children.map((child) => (
            <Node key={child.id} node={child} current={current} question={question} mixed={mixed} />
          ))}
        </ol>
      ) : null}
    </li>
  );
}
