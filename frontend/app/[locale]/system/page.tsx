/** The running processes and their queues. */

import type { Metadata } from "next";
import { System } from "../../../components/system/System.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "system");

export default function Page() {
  return <System />;
}
