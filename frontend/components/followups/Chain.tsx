"use client";
/** The answers that follow one another, as a tree: what was asked, what was said, and where it stops carrying. */

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { api, type ChainNode, type Question } from "../../lib/api/index.ts";
import { followUpIn } from "../../lib/answer/followups.ts";
import { plain } from "../../lib/text/plain.ts";
import { useView } from "../../lib/views/useView.ts";

export function Chain({ id, question }: { id: string; question: Question | undefined }) {
  const t = useTranslations("chain");
  const { data } = useView(`chain:${id}`, () => api.chain(id));
  if (!data?.root.children.length) return null;
  return (
    <section className="chain" aria-labelledby="chain-title" data-testid="chain">
      <h2 id="chain-title" className="label">
        {t("title")}
      </h2>
      <p className="faint">{data.stops_at === null ? t("carriesOn", { depth: data.depth }) : t("stops", { depth: data.stops_at, carries: data.carries })}</p>
      <ol>
        <Node node={data.root} current={id} question={question} />
      </ol>
    </section>
  );
}

function Node({ node, current, question }: { node: ChainNode; current: string; question: Question | undefined }) {
  const t = useTranslations("chain");
  const locale = useLocale();
  const asked = node.asked ? followUpIn(question, node.asked, locale) : node.depth ? t("again") : t("first");
  return (
    <li>
      <Link className="chain-node" href={`/${locale}/answer?id=${node.id}`} aria-current={node.id === current ? "page" : undefined} prefetch={false}>
        <strong>{node.overall ?? "–"}</strong>
        <span>
          <span className="chain-asked">{asked}</span>
          <span className="chain-said">{plain(node.snippet)}</span>
        </span>
      </Link>
      {node.children.length ? (
        <ol>
          {node.children.map((child) => (
            <Node key={child.id} node={child} current={current} question={question} />
          ))}
        </ol>
      ) : null}
    </li>
  );
}
