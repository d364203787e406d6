/** How one's practice goes, and what to practise next. */

import type { Metadata } from "next";
import { Progress } from "../../../components/progress/Progress.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "progress");

export default function Page() {
  return <Progress />;
}
