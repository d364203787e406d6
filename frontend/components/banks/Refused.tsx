"use client";
/** A sheet that cannot be read: which file, where in it, why. */

import { useTranslations } from "use-intl";
import type { Problem } from "../../lib/api/index.ts";
import { wordsFor } from "../../lib/api/words.ts";

export function Refused({ name, problem }: { name: string; problem: Problem }) {
  const t = useTranslations();
  const { line, path, reason, rule, said } = problem.place;
  const known = rule && t.has(`banks.rules.${rule}` as "banks.rules.schema");
  const words = wordsFor(problem, (name) => t.has(`problems.${name}` as "problems.unexpected"));
  return (
    <div className="notice" role="alert" data-code={problem.code}>
      <p>
        <strong>{name}</strong> {words === "unexpected" ? t("banks.refused") : t(`problems.${words}` as "problems.unexpected")}
      </p>
      {reason ? (
        <p className="faint">
          {line ? <span className="line-number">{t("banks.line", { line })}</span> : null} {path ? <code>{path}</code> : null}{" "}
          {known ? t(`banks.rules.${rule}` as "banks.rules.schema", said) : reason}
        </p>
      ) : null}
    </div>
  );
}
