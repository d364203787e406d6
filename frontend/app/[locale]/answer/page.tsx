/** One answer with its feedback. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { AnswerPage } from "../../../components/answer/AnswerPage.tsx";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "answer");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <AnswerPage />
    </Suspense>
  );
}
