"use client";
/** The points of the line that is looked at, as a table. */

import { useLocale, useTranslations } from "use-intl";
import type { Progress, Series } from "../../lib/api/index.ts";
import { shortDate } from "../../lib/format.ts";

interface Props {
  line: Series;
  step: Progress["step"];
  name: string;
  open: boolean;
}

export function ByStep({ line, step, name, open }: Props) {
  const t = useTranslations("progress");
  const locale = useLocale();
  return (
    <details className="fold by-step" open={open}>
      <summary>{t("values", { name })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t(`steps.${step}`)}</th>
            <th scope="col" className="numeric">
              {t("mean")}
            </th>
            <th scope="col" className="numeric">
              {t("answers")}
            </th>
          </tr>
        </thead>
        <tbody>
          {line.buckets.toReversed().map(({ start, mean, answers }) => (
            <tr key={start}>
              <th scope="row">{shortDate(start, step, locale)}</th>
              <td className="numeric">{Math.round(mean)}</td>
              <td className="numeric">{answers}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
