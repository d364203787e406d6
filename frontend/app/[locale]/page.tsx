/** The questions to choose from. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { QuestionList } from "../../components/questions/QuestionList.tsx";
import { Waiting } from "../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "questions");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <QuestionList />
    </Suspense>
  );
}
