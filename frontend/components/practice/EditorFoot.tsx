"use client";
/** Below the sheet: how long, whether it is kept, and the way out. */

import { useLocale, useTranslations } from "use-intl";
import { count } from "../../lib/format.ts";
import { useMounted } from "../state/useMounted.ts";

interface Props {
  id: string;
  length: number;
  limit: number;
  kept: boolean;
  sendable: boolean;
  sending: boolean;
}

export function EditorFoot({ id, length, limit, kept, sendable, sending }: Props) {
  const t = useTranslations("practice");
  const locale = useLocale();
  const apple = useMounted() && /mac|iphone|ipad/i.test(navigator.userAgent);
  const over = length - limit;
  return (
    <div className="editor-foot">
      <p id={id} className="foot-note" data-over={over > 0 || undefined}>
        {over > 0 ? t("tooLong", { over: count(over, locale) }) : t("length", { length: count(length, locale), limit: count(limit, locale) })}
        {length > 0 && over <= 0 ? <span> · {kept ? t("kept") : t("notKept")}</span> : null}
      </p>
      <button type="submit" className="button" data-testid="submit" aria-disabled={!sendable} aria-keyshortcuts={apple ? "Meta+Enter" : "Control+Enter"}>
        {sending ? t("sending") : t("submit")}
        <kbd aria-hidden="true">{apple ? "⌘" : "Ctrl"} ↵</kbd>
      </button>
    </div>
  );
}
