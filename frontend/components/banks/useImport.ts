"use client";
/** A sheet on its way in: read, shown as a dry run, confirmed. */

import { useRef, useState } from "react";
import { api, Problem, type BankImport } from "../../lib/api/index.ts";
import { beforeOf, type Before } from "../../lib/banks/before.ts";
import { slugOf, typeOf } from "../../lib/banks/sheetFile.ts";
import { invalidate } from "../../lib/views/cache.ts";

export interface Sheet {
  name: string;
  slug: string;
  type: string;
  content: Blob;
}

export type Step =
  | { at: "start" }
  | { at: "reading"; name: string }
  | { at: "refused"; name: string; problem: Problem }
  | { at: "preview"; sheet: Sheet; found: BankImport; before: Before; busy: boolean; problem: Problem | null }
  | { at: "done"; found: BankImport };

export function useImport() {
  const [step, setStep] = useState<Step>({ at: "start" });
  // Only the file dropped last may speak: a slow dry run of the one before it would show the wrong diff.
  const run = useRef(0);

  async function read(file: File): Promise<void> {
    const mine = ++run.current;
    const show = (next: Step): void => void (mine === run.current && setStep(next));
    const type = typeOf(file.name);
    if (!type) return show({ at: "refused", name: file.name, problem: new Problem(415, "unsupported_media_type", "") });
    const sheet = { name: file.name, slug: slugOf(file.name), type, content: file };
    show({ at: "reading", name: file.name });
    try {
      const found = await api.importSheet(sheet, sheet.slug, true);
      show({ at: "preview", sheet, found, before: await wordingOf(found), busy: false, problem: null });
    } catch (error) {
      show({ at: "refused", name: file.name, problem: asProblem(error) });
    }
  }

  async function confirm(): Promise<void> {
    if (step.at !== "preview" || step.busy) return;
    const mine = run.current;
    const show = (next: Step): void => void (mine === run.current && setStep(next));
    show({ ...step, busy: true, problem: null });
    try {
      const found = await api.importSheet(step.sheet, step.sheet.slug, false);
      invalidate(["banks", "questions:", "question:", "titles", "workspace"]);
      show({ at: "done", found });
    } catch (error) {
      show({ ...step, busy: false, problem: asProblem(error) });
    }
  }

  return { step, read: (file: File) => void read(file), confirm: () => void confirm(), leave: () => setStep({ at: "start" }) };
}

/** What the changed questions say now; without it the diff still shows what they will say. */
async function wordingOf({ bank, changed }: BankImport): Promise<Before> {
  if (!changed.length) return {};
  return api.everyQuestion({ bank }).then(beforeOf, () => ({}));
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, "unexpected", String(error));
}
