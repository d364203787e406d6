"use client";
/** The points of the line that is looked at, as a table. */

import { useLocale, useTranslations } from "use-intl";
import type { Progress, Series } from "../../lib/api/index.ts";
import { shortDate } from "../../lib/format.ts";
import { Head } from "./Head.tsx";

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
        <Head rows={t(`steps.${step}`)} numbers={[t("mean"), t("answers")]} />
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
