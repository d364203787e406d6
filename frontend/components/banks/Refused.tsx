"use client";
/** A sheet that cannot be read: which file, where in it, why. */

import { useTranslations } from "use-intl";
import type { Problem } from "../../lib/api/index.ts";

export function Refused({ name, problem }: { name: string; problem: Problem }) {
  const t = useTranslations();
  const { line, path, reason } = problem.place;
  const known = t.has(`problems.${problem.code}` as "problems.unexpected");
  return (
    <div className="notice" role="alert" data-code={problem.code}>
      <p>
        <strong>{name}</strong> {known ? t(`problems.${problem.code}` as "problems.unexpected") : t("banks.refused")}
      </p>
      {reason || !known ? (
        <p className="faint">
          {line ? <span className="line-number">{t("banks.line", { line })}</span> : null} {path ? <code>{path}</code> : null} {reason || problem.message}
        </p>
      ) : null}
    </div>
  );
}
