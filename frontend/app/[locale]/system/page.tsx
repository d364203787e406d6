/** The running processes and their queues. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { System } from "../../../components/system/System.tsx";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "system");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <System />
    </Suspense>
  );
}
