"use client";
/** Each line in numbers: where it stands now, against before, over how many answers. */

import { useLocale, useTranslations } from "use-intl";
import type { Series } from "../../lib/api/index.ts";
import { signed } from "../../lib/format.ts";
import { Head } from "./Head.tsx";

interface Props {
  lines: Series[];
  shown: string;
  onShow: (key: string) => void;
  nameOf: (key: string) => string;
  label: string;
}

export function Lines({ lines, shown, onShow, nameOf, label }: Props) {
  const t = useTranslations("progress");
  return (
    <table className="lines">
      <caption className="hidden">{label}</caption>
      <Head rows={<span className="hidden">{label}</span>} numbers={[t("now"), t("change"), t("answers")]} />
      <tbody>
        {lines.toSorted((a, b) => a.now - b.now).map((line) => (
          <tr key={line.key} data-shown={line.key === shown || undefined}>
            <th scope="row">
              {lines.length > 1 ? (
                <button type="button" className="line-name" aria-pressed={line.key === shown} onClick={() => onShow(line.key)}>
                  {nameOf(line.key)}
                </button>
              ) : (
                nameOf(line.key)
              )}
            </th>
            <td className="numeric line-now">{Math.round(line.now)}</td>
            <td className="numeric">
              <Change value={line.change} />
            </td>
            <td className="numeric">{line.answers}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Change({ value }: { value: number | null }) {
  const t = useTranslations("progress");
  const locale = useLocale();
  if (value === null) return <span className="faint" title={t("tooFew")}>–</span>;
  return <span data-turn={value > 0 ? "up" : value < 0 ? "down" : "same"}>{signed(value, locale)}</span>;
}
