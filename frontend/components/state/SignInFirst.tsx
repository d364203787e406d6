"use client";
/** For the pages that open to everybody: says before somebody begins that this host wants them signed in. */

import { useMyAnswers } from "../../lib/views/mine.ts";
import { Trouble } from "./Trouble.tsx";

export function SignInFirst() {
  const { problem } = useMyAnswers();
  return problem?.signedOut ? <Trouble problem={problem} /> : null;
}
