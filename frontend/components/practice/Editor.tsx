"use client";
/** Where the answer is written: nothing typed is ever lost, and it is sent once however often one presses. */

import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, Problem } from "../../lib/api/index.ts";
import { keyFor } from "../../lib/draft/draft.ts";
import { freshKey } from "../../lib/draft/key.ts";
import { tellsLanguage } from "../../lib/draft/language.ts";
import { lengthOf } from "../../lib/draft/length.ts";
import { useDraft } from "../../lib/draft/useDraft.ts";
import { useStopwatch } from "../../lib/practice/useStopwatch.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useHere } from "../state/useHere.ts";
import { Prose, prepareProse } from "../text/Prose.tsx";
import { EditorFoot } from "./EditorFoot.tsx";
import { Timer } from "./Timer.tsx";

interface Props {
  question: string;
  /** Where the draft is kept; a follow-up has one of its own. */
  name: string;
  parent: string | null;
  /** Somebody asked for it just now. */
  focus: boolean;
  /** The words of the follow-up that is answered. */
  asked: string | null;
  seconds: number | null;
  /** The longest answer that the server takes, in code points. */
  limit: number;
  onSent: (answer: string) => void;
}

export function Editor({ question, name, parent, focus, asked, seconds, limit, onSent }: Props) {
  const t = useTranslations("practice");
  const id = useId();
  const { draft, write, keep, clear, dropKey, kept } = useDraft(name);
  const watch = useStopwatch(name);
  const [preview, setPreview] = useState(false);
  const { sending, problem, send } = useSubmit({ question_id: question, ...(parent ? { parent_id: parent } : {}), ...(parent && asked ? { asked } : {}) }, onSent);
  const length = lengthOf(draft.text);
  const sendable = draft.text.trim() !== "" && length <= limit && !sending;

  async function submit(): Promise<void> {
    if (!sendable) return;
    const { text } = draft;
    const refused = await send(() => {
      const key = keyFor(draft, freshKey);
      keep({ text, key });
      return { text, key };
    });
    if (refused) {
      // The key stands for something else; without it the next press sends this as an answer of its own.
      if (refused.code === "idempotency_key_reused") dropKey();
      return;
    }
    clear(text);
    watch.clear();
  }

  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="editor-bar">
        <label className="label" htmlFor={id}>
          {t("answer")}
        </label>
        <button type="button" className="link" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          {preview ? t("write") : t("preview")}
        </button>
        <Timer target={seconds} watch={watch} />
      </div>
      {preview ? <div className="sheet preview">{draft.text.trim() ? <Prose text={draft.text} /> : <p className="faint">{t("nothingYet")}</p>}</div> : null}
      <textarea
        id={id}
        className="sheet"
        data-testid="editor"
        hidden={preview}
        autoFocus={focus}
        value={draft.text}
        placeholder={t("placeholder")}
        aria-describedby={`${id}-foot`}
        aria-invalid={length > limit || undefined}
        onFocus={prepareProse}
        onChange={(event) => {
          watch.start();
          write(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !event.nativeEvent.isComposing) void submit();
        }}
      />
      {problem ? <Trouble problem={problem} /> : null}
      <EditorFoot id={`${id}-foot`} length={length} limit={limit} kept={kept} sendable={sendable} sending={sending} />
    </form>
  );
}

function useSubmit(about: { question_id: string; parent_id?: string; asked?: string }, onSent: (answer: string) => void) {
  const locale = useLocale();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const here = useHere();
  /** `begin` runs in here, so that whatever fails on the way is shown. */
  async function send(begin: () => { text: string; key: string }): Promise<Problem | null> {
    setSending(true);
    setProblem(null);
    try {
      const { text, key } = begin();
      const receipt = await api.submit({ ...about, text, ...(tellsLanguage(text) ? {} : { lang: locale }) }, key);
      // Whoever went on to another page while it was on its way is not called back.
      if (here.current) onSent(receipt.id);
      return null;
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(0, "unexpected", String(error));
      setProblem(refused);
      return refused;
    } finally {
      setSending(false);
    }
  }
  return { sending, problem, send };
}
