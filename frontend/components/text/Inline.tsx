/** One line of text whose `code` is set as code; nothing else of Markdown means anything in a title. */

export function Inline({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((piece, index) => (index % 2 ? <code key={index}>{piece}</code> : piece));
}
