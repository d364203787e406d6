/** The sections and tags to choose from. */

import type { Bank, Locale, Localized, QuestionSummary } from "../api/types.ts";
import { inLocale } from "../locales.ts";

export interface SectionChoice {
  id: string;
  title: Localized;
  questions: number;
}

export interface BankChoice {
  slug: string;
  title: string;
  own: boolean;
  questions: number;
}

/** A bank of one's own may bear the slug of the one that ships. Filters go by slug, so the two are one choice with both titles. */
export function banksOf(banks: Pick<Bank, "slug" | "title" | "own" | "questions">[], locale: Locale): BankChoice[] {
  const found = new Map<string, BankChoice>();
  for (const { slug, own, questions, ...bank } of banks) {
    const title = inLocale(bank.title, locale) || slug;
    const known = found.get(slug);
    if (!known) found.set(slug, { slug, title, own, questions });
    else found.set(slug, { slug, title: known.title === title ? title : `${known.title} · ${title}`, own: known.own || own, questions: known.questions + questions });
  }
  return [...found.values()];
}

/** Two banks may use one section: it is one choice then, with the questions of both. */
export function sectionsOf(banks: Bank[], bank: string): SectionChoice[] {
  const found = new Map<string, SectionChoice>();
  for (const section of banks.filter(({ slug }) => !bank || slug === bank).flatMap(({ sections }) => sections)) {
    if (!section.questions) continue;
    const known = found.get(section.id);
    found.set(section.id, { ...section, questions: section.questions + (known?.questions ?? 0) });
  }
  return [...found.values()];
}

/** The most used tags first; the chosen one is always among them. */
export function tagsOf(questions: Pick<QuestionSummary, "tags">[], chosen: string, most: number): string[] {
  const uses = new Map<string, number>(chosen ? [[chosen, Infinity]] : []);
  for (const tag of questions.flatMap(({ tags }) => tags)) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return [...uses]
    .sort(([a, usesA], [b, usesB]) => usesB - usesA || a.localeCompare(b))
    .slice(0, most)
    .map(([tag]) => tag);
}
