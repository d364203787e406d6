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
  if (drawn && "svg" in drawn) return <Drawing svg={drawn.svg} />;
  return (
    <figure className="mermaid" data-testid="mermaid-source">
      <pre>
        <code>{source}</code>
      </pre>
      {drawn ? <figcaption className="faint">{t("notDrawn")}</figcaption> : null}
    </figure>
  );
}

function Drawing({ svg }: { svg: string }) {
  const t = useTranslations("text");
  const style = { "--natural": naturalWidth(svg) } as CSSProperties;
  return <figure className="mermaid" role="img" aria-label={t("diagram")} data-testid="mermaid" tabIndex={0} style={style} dangerouslySetInnerHTML={{ __html: svg }} />;
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
  const [ink = "", sheet = "", wash = "", line = ""] = ["--ink", "--sheet", "--wash", "--line-strong"].map((name) => style.getPropertyValue(name).trim());
  return {
    darkMode: dark,
    background: sheet,
    primaryColor: wash,
    primaryTextColor: ink,
    primaryBorderColor: line,
    secondaryColor: sheet,
    tertiaryColor: sheet,
    lineColor: line,
    textColor: ink,
    noteBkgColor: wash,
    noteTextColor: ink,
    fontSize: "15px",
  };
}
