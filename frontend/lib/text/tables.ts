/** A remark step for tables as GitHub writes them, and for nothing else of its Markdown: "10~20 ms" is a range and not struck out. */

import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/** Where the parser of remark looks for what it should know besides. */
interface Extensions {
  micromarkExtensions?: unknown[];
  fromMarkdownExtensions?: unknown[];
}

export function tables(this: { data: () => object }): void {
  const extensions = this.data() as Extensions;
  (extensions.micromarkExtensions ??= []).push(gfmTable());
  (extensions.fromMarkdownExtensions ??= []).push(gfmTableFromMarkdown());
}
