"use client";
/** A bank of one's own on its way out: what would go with it, agreed to, gone. */

import { useState } from "react";
import { api, Problem, type BankDetail } from "../../lib/api/index.ts";

export interface Asked {
  /** Null until one has been told what would go. */
  found: BankDetail | null;
  busy: boolean;
  problem: Problem | null;
}

const NOTHING: Asked = { found: null, busy: false, problem: null };

export function useDeletion(slug: string, onGone: (answers: number) => void) {
  const [asked, setAsked] = useState<Asked>(NOTHING);
  const { found, busy } = asked;

  async function ask(problem: Problem | null = null): Promise<void> {
    setAsked({ found, busy: true, problem });
    try {
      setAsked({ found: await api.bank(slug), busy: false, problem });
    } catch (error) {
      refused(error);
    }
  }

  async function confirm(): Promise<void> {
    if (busy || !found) return;
    setAsked({ found, busy: true, problem: null });
    try {
      await api.removeBank(slug, found.answers);
      onGone(found.answers);
    } catch (error) {
      // Answered meanwhile, on another device perhaps: nobody has agreed to lose that many.
      if (error instanceof Problem && error.code === "bank_has_answers") await ask(error);
      else refused(error);
    }
  }

  function refused(error: unknown): void {
    const problem = error instanceof Problem ? error : new Problem(0, "unexpected", String(error));
    // Deleted elsewhere already.
    if (problem.code === "bank_not_found") onGone(0);
    else setAsked({ found, busy: false, problem });
  }

  return { asked, ask: () => void (busy || ask()), confirm: () => void confirm(), leave: () => setAsked(NOTHING) };
}
