"use client";
/** The drawing of the system, and on it the real way of one of one's own answers, step by step. */

import Link from "next/link";
import { lazy, Suspense, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { SystemView } from "../../lib/api/index.ts";
import { painted } from "../../lib/trace/painted.ts";
import { lackOf, stepsOf } from "../../lib/trace/steps.ts";
import type { useMyAnswers } from "../../lib/views/mine.ts";
import { Trouble } from "../state/Trouble.tsx";
import { Waiting } from "../state/Waiting.tsx";
import type { Walking } from "../system/useWalks.ts";
import { useHops } from "../trace/useHops.ts";
import { Choice } from "./Choice.tsx";
import { Player } from "./Player.tsx";
import { Steps } from "./Steps.tsx";
import { useChosen } from "./useChosen.ts";
import { useKeptInSight } from "./useKeptInSight.ts";
import { usePlace, useStepping } from "./useStepping.ts";

/** The drawing's library is not small, and the lists below it say the same. */
const Diagram = lazy(() => import("../system/Diagram.tsx"));

export function Follow({ system, walking }: { system: SystemView; walking: Walking[] }) {
  const t = useTranslations("follow");
  const place = usePlace();
  const { id, view, candidates, mine, missing, choose } = useChosen(place[0]?.answer ?? null);
  const hops = useHops(id);
  const { data } = hops;
  const steps = useMemo(() => (id && data ? stepsOf(id, data.hops, view, painted()) : []), [id, data, view]);
  const stepping = useStepping(id, steps, place);
  const lack = data ? lackOf(data.hops, view) : null;
  const step = steps[stepping.index] ?? null;
  useKeptInSight(step, stepping.playing);
  return (
    <section className="follow" aria-labelledby="follow-title">
      <div className="follow-head">
        <h2 id="follow-title">{t("title")}</h2>
        {id ? <Choice candidates={candidates} chosen={id} onChoose={choose} /> : null}
      </div>
      {missing ? <p className="faint">{t("missing")}</p> : null}
      {mine.data && !id ? <NothingYet /> : null}
      <Suspense fallback={<div className="diagram diagram-place" aria-hidden="true" />}>
        <Diagram system={system} walking={walking} step={step} />
      </Suspense>
      <Missing view={mine} />
      {id ? <Missing view={hops} /> : null}
      {steps.length ? <Player steps={steps} stepping={stepping} /> : null}
      {lack ? <p className="faint">{t(lack)}</p> : null}
      {steps.length ? <Steps steps={steps} stepping={stepping} /> : null}
    </section>
  );
}

/** What is not there, if it should be: still on its way, or refused. */
function Missing({ view: { data, problem, reload } }: { view: ReturnType<typeof useHops> | ReturnType<typeof useMyAnswers> }) {
  if (data) return null;
  return problem ? <Trouble problem={problem} onRetry={reload} /> : <Waiting rows={2} />;
}

function NothingYet() {
  const t = useTranslations("follow");
  return (
    <div className="notice" data-testid="follow-nothing">
      <p>{t("nothing")}</p>
      <Link className="button quiet" href={`/${useLocale()}`}>
        {t("choose")}
      </Link>
    </div>
  );
}
