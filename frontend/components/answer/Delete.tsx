"use client";
/** Deletes an answer for good, after a second press. */

import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, Problem } from "../../lib/api/index.ts";
import { invalidate } from "../../lib/views/cache.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useHere } from "../state/useHere.ts";

export function Delete({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTranslations("answer");
  const here = useHere();
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const remove = (): void =>
    void api.remove(id).then(
      () => {
        invalidate(["answers:", "gathered:", "search:", "similar:", "progress:", "next:"]);
        // Whoever went on to another page while it was on its way stays there.
        if (here.current) onDone();
      },
      (error: unknown) => setProblem(error as Problem),
    );
  return (
    <div className="delete">
      {problem ? <Trouble problem={problem} /> : null}
      {/* Neither a double click nor a key held down has read the question. */}
      <button
        type="button"
        className="link"
        onClick={({ detail }) => (sure ? detail < 2 && remove() : setSure(true))}
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onBlur={() => setSure(false)}
      >
        {sure ? t("deleteSure") : t("delete")}
      </button>
    </div>
  );
}
