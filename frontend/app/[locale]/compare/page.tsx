/** Two answers to one question, side by side. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { Compare } from "../../../components/compare/Compare.tsx";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "compare");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <Compare />
    </Suspense>
  );
}
