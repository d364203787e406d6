/** A rehype step that shows HTML as the words it was typed as: `List<String>` is code to whoever writes it, and not markup. */

import type { Element, Root, RootContent, Text } from "hast";

type Parent = { children: RootContent[] };

/** Comes before the sanitizer, which would drop what it finds and leave `List`. */
export function htmlAsWords(): (tree: Root) => void {
  return (tree) => reword(tree as Parent, true);
}

/** `flow`: the children stand below one another, so that words among them need a paragraph of their own. */
function reword(parent: Parent, flow: boolean): void {
  parent.children = parent.children.map((child): RootContent => {
    if (child.type === "raw") return flow ? paragraph(words(child)) : words(child);
    if ("children" in child) reword(child as Parent, child.type === "element" && child.tagName === "blockquote");
    return child;
  });
}

const words = ({ value, position }: Pick<Text, "value" | "position">): Text => ({ type: "text", value, position });

const paragraph = (text: Text): Element => ({ type: "element", tagName: "p", properties: {}, children: [text], position: text.position });
