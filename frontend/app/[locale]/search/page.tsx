/** One's own answers by meaning. */

import type { Metadata } from "next";
import { Search } from "../../../components/search/Search.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "search");

export default function Page() {
  return <Search />;
}
