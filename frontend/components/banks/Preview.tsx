"use client";
/** What a sheet would change, before it does. */

import { useLayoutEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { BankImport, ImportWarning, Problem } from "../../lib/api/index.ts";
import type { Before } from "../../lib/banks/before.ts";
import { foundIn } from "../../lib/banks/found.ts";
import { areUrgent, quotedIn } from "../../lib/banks/warnings.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Entries } from "./Entries.tsx";
import { Unscored } from "./Unscored.tsx";
import type { Sheet } from "./useImport.ts";

interface Props {
  sheet: Sheet;
  found: BankImport;
  before: Before;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onLeave: () => void;
}

export function Preview({ sheet, found, before, busy, problem, onConfirm, onLeave }: Props) {
  const t = useTranslations("banks");
  const { added, changed, same, missing, warnings } = found;
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const { questions, answered, judged, followUps, unscored } = foundIn([...added, ...changed, ...same]);
  const nothing = added.length + changed.length === 0;
  return (
    <div className="preview-import">
      <h3 tabIndex={-1} ref={title}>
        {t("preview", { name: sheet.name })} <code>{found.bank}</code>
      </h3>
      <div className="preview-sum" role="status">
        <p>
          {t("sum", { added: added.length, changed: changed.length, same: same.length, missing: missing.length })}
          {nothing ? ` ${t("nothing")}` : ""}
        </p>
        <p data-testid="found">{t("found", { questions, answered, judged, followUps })}</p>
      </div>
      <Unscored entries={unscored} sheet={sheet.type === "text/markdown"} />
      <Warnings warnings={warnings} />
      <Entries kind="added" entries={added} />
      <Entries kind="changed" entries={changed} before={before} />
      <Entries kind="missing" entries={missing} />
      <Entries kind="same" entries={same} />
      {problem ? <Trouble problem={problem} /> : null}
      <p className="choices">
        {nothing ? null : (
          <button type="button" className="button" data-testid="confirm-import" aria-disabled={busy} onClick={onConfirm}>
            {busy ? t("importing") : t("confirm", { count: added.length + changed.length })}
          </button>
        )}
        <button type="button" className="button quiet" onClick={onLeave}>
          {nothing ? t("close") : t("cancel")}
        </button>
      </p>
    </div>
  );
}

function Warnings({ warnings }: { warnings: ImportWarning[] }) {
  const t = useTranslations("banks");
  if (!warnings.length) return null;
  return (
    <details className="fold warnings" data-testid="warnings" open={areUrgent(warnings)}>
      <summary>{t("warnings", { count: warnings.length })}</summary>
      <ol>
        {warnings.map((warning, index) => (
          <li key={index} data-code={warning.code}>
            <span className="line-number">{t("line", { line: warning.line })}</span>
            <Remark warning={warning} />
          </li>
        ))}
      </ol>
    </details>
  );
}

/** The reader speaks English; in another language its code says what it means, and what it quotes stays. */
function Remark({ warning: { code, message } }: { warning: ImportWarning }) {
  const t = useTranslations("banks");
  const known = t.has(`remarks.${code}` as "remarks.title");
  if (useLocale() === "en" || !known) return <span lang="en">{message}</span>;
  return (
    <span>
      {t(`remarks.${code}` as "remarks.title")}{" "}
      {quotedIn(message).map((quoted) => (
        <code key={quoted}>{quoted}</code>
      ))}
    </span>
  );
}
