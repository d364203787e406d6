"use client";
/** Deletes an answer for good, after a second press. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, Problem } from "../../lib/api/index.ts";
import { invalidate } from "../../lib/views/cache.ts";
import { Trouble } from "../state/Trouble.tsx";

export function Delete({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTranslations("answer");
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = (): void =>
    void api.remove(id).then(
      () => {
        invalidate(["answers:", "gathered:", "search:", "similar:", "progress:", "next:"]);
        onDone();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <div className="delete">
      {problem ? <Trouble problem={problem} /> : null}
      <button type="button" className="link" onClick={() => (sure ? remove() : setSure(true))} onBlur={() => setSure(false)}>
        {sure ? t("deleteSure") : t("delete")}
      </button>
    </div>
  );
}
