/** The file in which a hop is done, as it was when this page was built. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SourceFile } from "../../../../components/trace/SourceFile.tsx";
import { isLocale } from "../../../../lib/locales.ts";
import { MESSAGES } from "../../../../lib/messages.ts";
import { sourceNamed, SOURCES } from "../../../../lib/trace/sources.ts";

interface Props {
  params: Promise<{ locale: string; hop: string }>;
}

export const dynamicParams = false;

export const generateStaticParams = (): { hop: string }[] => SOURCES.map(({ name }) => ({ hop: name }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, hop } = await params;
  const source = sourceNamed(hop);
  return isLocale(locale) && source ? { title: MESSAGES[locale].answer.hops[source.hop] } : {};
}

export default async function Page({ params }: Props) {
  const { hop } = await params;
  const source = sourceNamed(hop);
  if (!source) notFound();
  // The page is built in its own folder, one below the repository's.
  const code = await readFile(join(process.cwd(), "..", source.path), "utf8");
  return <SourceFile source={source} code={code} />;
}
