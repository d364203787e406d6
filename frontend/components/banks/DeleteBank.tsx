"use client";
/** Deletes a bank of one's own for good: asks in place, says what goes with it and how to keep a copy. */

import { useId, useLayoutEffect, useRef, type KeyboardEvent } from "react";
import { useTranslations } from "use-intl";
import { api, type BankDetail } from "../../lib/api/index.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useDeletion } from "./useDeletion.ts";

interface Props {
  slug: string;
  title: string;
  onGone: (answers: number) => void;
}

export function DeleteBank({ slug, title, onGone }: Props) {
  const t = useTranslations("banks");
  const { asked, ask, confirm, leave } = useDeletion(slug, onGone);
  const { found, busy, problem } = asked;
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const back = (): void => {
    leave();
    opener.current?.focus();
  };
  const escaped = ({ key }: KeyboardEvent): void => void (key === "Escape" && found && back());
  return (
    <>
      <button ref={opener} type="button" className="link delete-bank" data-testid="delete-bank" aria-label={t("deleteOne", { title })} aria-expanded={found !== null} aria-controls={id} onClick={found ? back : ask} onKeyDown={escaped}>
        {t("delete")}
      </button>
      <div id={id} className="ask-first" role="group" aria-labelledby={found ? `${id}-words` : undefined} onKeyDown={escaped}>
        {found ? <Question id={`${id}-words`} title={title} found={found} /> : null}
        {problem ? <Trouble problem={problem} /> : null}
        {found ? <Choice busy={busy} onConfirm={confirm} onLeave={back} /> : null}
      </div>
    </>
  );
}

function Question({ id, title, found: { questions, answers } }: { id: string; title: string; found: BankDetail }) {
  const t = useTranslations("banks");
  return (
    <>
      <p id={id} role="status" data-testid="delete-words">
        {t("deleteWords", { title, questions, answers })}
      </p>
      <p className="faint">
        {answers
          ? t.rich("deleteKeepAnswers", {
              all: (words) => (
                <a href={api.EXPORT_ADDRESS} download>
                  {words}
                </a>
              ),
            })
          : t("deleteKeep")}
      </p>
    </>
  );
}

function Choice({ busy, onConfirm, onLeave }: { busy: boolean; onConfirm: () => void; onLeave: () => void }) {
  const t = useTranslations("banks");
  const wayOut = useRef<HTMLButtonElement>(null);
  // Whoever opened this by mistake presses Enter, or Escape, the moment it is drawn.
  useLayoutEffect(() => wayOut.current?.focus(), []);
  return (
    <p className="choices">
      <button ref={wayOut} type="button" className="button quiet" onClick={onLeave}>
        {t("cancel")}
      </button>
      <button type="button" className="button" data-testid="delete-bank-sure" aria-disabled={busy} onClick={onConfirm}>
        {t("deleteSure")}
      </button>
    </p>
  );
}
