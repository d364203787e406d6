"use client";
/** The rubric in four heaps: gained, lost, kept, still open. */

import { useTranslations } from "use-intl";
import { decidedPoints } from "../../lib/answer/judged.ts";
import type { PointScore, Score } from "../../lib/api/index.ts";
import { differenceOf, turnsOf, TURNS, type PointTurn, type Turn } from "../../lib/compare/points.ts";
import { Glyph, markOf } from "../feedback/Glyph.tsx";
import { useJudgeName } from "../feedback/useScorerName.ts";

export function Turns({ before, after, lang }: { before: Score; after: Score; lang: string }) {
  const t = useTranslations("compare");
  const turns = turnsOf(decidedPoints(before), decidedPoints(after));
  const heaps = Object.groupBy(turns, ({ turn }) => turn);
  return (
    <section aria-labelledby="turns-title" className="turns">
      <Headline before={before} after={after} />
      <p role="status" className="faint">
        {t("sum", { gained: heaps.gained?.length ?? 0, lost: heaps.lost?.length ?? 0, kept: heaps.kept?.length ?? 0, open: heaps.open?.length ?? 0 })}
        {before.provenance.rubric_hash === after.provenance.rubric_hash ? "" : ` ${t("otherRubric")}`}
      </p>
      {TURNS.map((turn) => (
        <Heap key={turn} turn={turn} points={heaps[turn] ?? []} lang={lang} />
      ))}
    </section>
  );
}

function Headline({ before, after }: { before: Score; after: Score }) {
  const t = useTranslations("compare");
  const nameOf = useJudgeName();
  const difference = differenceOf(before, after);
  if (difference === null) {
    return (
      <>
        <h2 id="turns-title">{t("points")}</h2>
        <p role="status" className="notice small" data-testid="two-scorers">
          {t("twoScorers", { before: nameOf(before.provenance), after: nameOf(after.provenance) })}
        </p>
      </>
    );
  }
  return <h2 id="turns-title">{difference > 0 ? t("better", { points: difference }) : difference < 0 ? t("worse", { points: -difference }) : t("equal")}</h2>;
}

function Heap({ turn, points, lang }: { turn: Turn; points: PointTurn[]; lang: string }) {
  const t = useTranslations("compare");
  const trap = useTranslations("practice")("trap");
  if (!points.length) return null;
  return (
    <section className="heap" data-turn={turn} data-testid={`turn-${turn}`}>
      <h3>
        <span>{t(turn)}</span> {points.length}
      </h3>
      <ol>
        {points.map((point) => (
          <li key={point.id} data-point-id={point.id}>
            <Standing point={point.before} />
            <svg className="arrow" viewBox="0 0 20 10" width="20" height="10" aria-hidden="true">
              <path d="M1 5h16m-4-3.500 4 3.500-4 3.500" />
            </svg>
            <Standing point={point.after} />
            <p>
              <span lang={lang}>{point.text}</span> {point.weight < 0 ? <span className="faint">{trap}</span> : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Standing({ point }: { point: PointScore | null }) {
  const t = useTranslations();
  const mark = point ? markOf(point) : null;
  return (
    <span>
      <Glyph mark={mark} />
      <span className="hidden">{mark ? t(`feedback.mark.${mark}`) : t("compare.notAsked")}</span>
    </span>
  );
}
