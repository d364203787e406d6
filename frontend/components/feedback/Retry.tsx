"use client";
/** Has the failed jobs of an answer done again. */

import { useState } from "react";
import { api, Problem } from "../../lib/api/index.ts";
import { put } from "../../lib/views/cache.ts";
import { Trouble } from "../state/Trouble.tsx";
import { useHandOver } from "../state/useHandOver.ts";
import { STAGE } from "./StageLine.tsx";

export function Retry({ id, label }: { id: string; label: string }) {
  const button = useHandOver(STAGE);
  const [problem, setProblem] = useState<Problem | null>(null);
  const again = (): void => {
    setProblem(null);
    api.retry(id).then(
      (renewed) => put(`answer:${id}`, renewed),
      (error: unknown) => setProblem(error as Problem),
    );
  };
  return (
    <>
      <button ref={button} type="button" className="button quiet" onClick={again}>
        {label}
      </button>
      {problem ? <Trouble problem={problem} /> : null}
    </>
  );
}
