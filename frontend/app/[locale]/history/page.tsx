/** One's own answers, newest first. */

import type { Metadata } from "next";
import { History } from "../../../components/history/History.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "history");

export default function Page() {
  return <History />;
}
