/** The file in which a hop is done, as it was when this page was built. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SourceFile } from "../../../../components/trace/SourceFile.tsx";
import { isLocale } from "../../../../lib/locales.ts";
import { MESSAGES } from "../../../../lib/messages.ts";
import { isHop, SOURCES } from "../../../../lib/trace/sources.ts";

interface Props {
  params: Promise<{ locale: string; hop: string }>;
}

export const dynamicParams = false;

export const generateStaticParams = (): { hop: string }[] => Object.keys(SOURCES).map((hop) => ({ hop }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, hop } = await params;
  return isLocale(locale) && isHop(hop) ? { title: MESSAGES[locale].answer.hops[hop] } : {};
}

export default async function Page({ params }: Props) {
  const { hop } = await params;
  if (!isHop(hop)) notFound();
  // The page is built in its own folder, one below the repository's.
  const code = await readFile(join(process.cwd(), "..", SOURCES[hop]), "utf8");
  return <SourceFile hop={hop} code={code} />;
}
