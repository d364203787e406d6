/** The questions to choose from. */

import type { Metadata } from "next";
import { QuestionList } from "../../components/questions/QuestionList.tsx";
import { titleOf, type PageProps } from "../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "questions");

export default function Page() {
  return <QuestionList />;
}
