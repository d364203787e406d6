/** The banks of questions: bring one's own, take one away. */

import type { Metadata } from "next";
import { Banks } from "../../../components/banks/Banks.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "banks");

export default function Page() {
  return <Banks />;
}
