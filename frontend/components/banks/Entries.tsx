"use client";
/** The questions of one kind of change, each with its line in the file. */

import { useTranslations } from "use-intl";
import type { ImportEntry } from "../../lib/api/index.ts";
import { replacedBy, type Before } from "../../lib/banks/before.ts";
import { Changes } from "../text/Changes.tsx";
import { Holds } from "./Holds.tsx";

const SIGNS = { added: "+", changed: "~", missing: "?", same: "=" } as const;

interface Props {
  kind: keyof typeof SIGNS;
  entries: ImportEntry[];
  before?: Before;
}

export function Entries({ kind, entries, before }: Props) {
  const t = useTranslations("banks");
  if (!entries.length) return null;
  return (
    <details className="fold entries" data-kind={kind} data-testid={`import-${kind}`} open={kind === "changed" || kind === "missing" || (kind === "added" && entries.length <= 12)}>
      <summary>{t(kind, { count: entries.length })}</summary>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="entry-sign" aria-hidden="true">
              {SIGNS[kind]}
            </span>
            <span className="entry-words">
              <Wording entry={entry} was={kind === "changed" ? replacedBy(entry.text, before?.[entry.id]) : null} kept={kind === "changed" && before !== undefined} />
              <Holds entry={entry} />
            </span>
            {entry.line === null ? null : <span className="line-number">{t("line", { line: entry.line })}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Wording({ entry, was, kept }: { entry: ImportEntry; was: string | null; kept: boolean }) {
  const t = useTranslations("banks");
  if (was !== null) return <Changes before={was} after={entry.text} />;
  return (
    <span>
      {entry.text} {kept ? <span className="faint">{t("beyondWording")}</span> : null}
    </span>
  );
}
