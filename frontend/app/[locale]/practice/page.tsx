/** One question: write an answer, watch the feedback arrive. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { Practice } from "../../../components/practice/Practice.tsx";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "practice");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <Practice />
    </Suspense>
  );
}
