"use client";
/** Where a file is dropped, or chosen with a press. */

import { useId, useState, type DragEvent } from "react";
import { useTranslations } from "use-intl";
import { SHEET_ENDINGS } from "../../lib/banks/sheetFile.ts";

export function DropZone({ onFile, busy }: { onFile: (file: File) => void; busy: boolean }) {
  const t = useTranslations("banks");
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => void (files?.[0] && !busy && onFile(files[0]));
  return (
    <label
      className="drop"
      htmlFor={id}
      data-over={over || undefined}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        type="file"
        className="drop-input"
        data-testid="sheet-file"
        accept={SHEET_ENDINGS.join()}
        onChange={(event) => {
          take(event.target.files);
          // The same file edited and chosen again is news too.
          event.target.value = "";
        }}
      />
      <span className="drop-words">{t("drop")}</span>
      <span className="faint">{t("dropKinds")}</span>
    </label>
  );
}
