"use client";
/** The diagram as a table: each part, its state, what it is for, and where it is done. */

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { PARTS, ROOMS, type Part } from "../../lib/system/parts.ts";
import { useFacts } from "./facts.ts";

export function Parts({ system }: { system: SystemView }) {
  const t = useTranslations("system");
  useEffect(() => {
    // Whoever came by a link to a part was here before the parts were: the browser has given up looking for it.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <section className="parts" aria-labelledby="parts-title">
      <h2 id="parts-title">{t("partsTitle")}</h2>
      <dl data-testid="parts">
        {PARTS.map((part) => (
          <Row key={part} part={part} system={system} />
        ))}
      </dl>
    </section>
  );
}

function Row({ part, system }: { part: Part; system: SystemView }) {
  const t = useTranslations("system");
  const facts = useFacts(system, part);
  return (
    <div id={`part-${part}`} className="part">
      <dt>
        {t(`parts.${part}.name`)} <code className="source">{ROOMS[part]}</code>
      </dt>
      <dd>
        {t(`parts.${part}.does`)} <span className="part-now">{facts.join(" · ")}</span>
      </dd>
    </div>
  );
}
