/** One's own workspace: who one is here, what is kept, where one is signed in. */

import type { Metadata } from "next";
import { Suspense } from "react";
import { Waiting } from "../../../components/state/Waiting.tsx";
import { Workspace } from "../../../components/workspace/Workspace.tsx";
import { titleOf, type PageProps } from "../../../lib/titles.ts";

export const generateMetadata = ({ params }: PageProps): Promise<Metadata> => titleOf(params, "workspace");

export default function Page() {
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <Workspace />
    </Suspense>
  );
}
