"use client";
/** A Mermaid diagram of an answer; the renderer is fetched only where there is one to draw. */

import { useTheme } from "next-themes";
import { useEffect, useId, useState, type CSSProperties } from "react";
import { useTranslations } from "use-intl";

type Drawn = { svg: string } | { failed: true } | null;

const REST_MS = 250;

export function Diagram({ source }: { source: string }) {
  const t = useTranslations("text");
  const id = `d${useId().replace(/\W/g, "")}`;
  const { resolvedTheme } = useTheme();
  const [drawn, setDrawn] = useState<Drawn>(null);
  useEffect(() => {
    let current = true;
    // While somebody types, every letter is another diagram, and most of them are broken.
    const later = setTimeout(() => void draw(id, source, resolvedTheme === "dark").then((next) => current && setDrawn(next)), REST_MS);
    return () => {
      current = false;
      clearTimeout(later);
    };
  }, [id, source, resolvedTheme]);
  if (drawn && "svg" in drawn) return <figure className="mermaid" role="img" aria-label={t("diagram")} data-testid="mermaid" tabIndex={0} style={{ "--natural": naturalWidth(drawn.svg) } as CSSProperties} dangerouslySetInnerHTML={{ __html: drawn.svg }} />;
  return (
    <figure className="mermaid" data-testid="mermaid-source">
      <pre>
        <code>{source}</code>
      </pre>
      {drawn ? <figcaption className="faint">{t("notDrawn")}</figcaption> : null}
    </figure>
  );
}

/** Mermaid cleans what it draws, and in `strict` takes neither scripts nor links from the text. */
async function draw(id: string, source: string, dark: boolean): Promise<Drawn> {
  try {
    const { default: mermaid } = await import("mermaid");
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: "base", fontFamily: "inherit", themeVariables: colours(dark), suppressErrorRendering: true });
    return { svg: (await mermaid.render(id, source)).svg };
  } catch {
    return { failed: true };
  }
}

/** On a phone a wide diagram is scrolled rather than shrunk until nobody can read it. */
function naturalWidth(svg: string): string {
  return /max-width:\s*([\d.]+px)/.exec(svg)?.[1] ?? "0px";
}

/** The renderer computes shades of its colours, so it needs them as values and not as names of the style sheet. */
function colours(dark: boolean): Record<string, string | boolean> {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  const [ink, sheet, wash, line] = [value("--ink"), value("--sheet"), value("--wash"), value("--line-strong")];
  return { darkMode: dark, background: sheet, primaryColor: wash, primaryTextColor: ink, primaryBorderColor: line, lineColor: line, textColor: ink, secondaryColor: sheet, tertiaryColor: sheet, noteBkgColor: wash, noteTextColor: ink, fontSize: "15px" };
}
