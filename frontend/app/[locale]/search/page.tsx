/** One's own answers by meaning. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { Search } from "../../../components/search/Search.tsx";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "search");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <Search />
    </Suspense>
  );
}
