"use client";
/** A step that cannot be undone: what it takes, the way to keep a copy, and a second press. */

import { useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api, Problem } from "../../lib/api/index.ts";
import { Trouble } from "../state/Trouble.tsx";

interface Props {
  name: string;
  title: string;
  words: string;
  offerExport: boolean;
  onConfirm: () => Promise<void>;
  testId: string;
}

export function Confirm({ name, title, words, offerExport, onConfirm, testId }: Props) {
  const t = useTranslations("workspace");
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const wayOut = useRef<HTMLButtonElement>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = (): void => {
    dialog.current?.showModal();
    // Whoever opened this by mistake presses Enter.
    wayOut.current?.focus();
  };
  const confirm = (): void => void onConfirm().catch((error: unknown) => setProblem(error instanceof Problem ? error : new Problem(0, "unexpected", String(error))));
  return (
    <>
      <button type="button" className="button quiet" data-testid={testId} onClick={ask}>
        {name}
      </button>
      <dialog ref={dialog} className="confirm" aria-labelledby={id}>
        <h3 id={id}>{title}</h3>
        <p>{words}</p>
        {offerExport ? (
          <p>
            <a className="link" href={api.EXPORT_ADDRESS} download>
              {t("exportFirst")}
            </a>
          </p>
        ) : null}
        {problem ? <Trouble problem={problem} /> : null}
        <p className="choices">
          <button ref={wayOut} type="button" className="button quiet" onClick={() => dialog.current?.close()}>
            {t("cancel")}
          </button>
          <button type="button" className="button" data-testid={`${testId}-sure`} onClick={confirm}>
            {name}
          </button>
        </p>
      </dialog>
    </>
  );
}
