/** The head of a table of numbers: the names of the rows, then a column for each number. */

import type { ReactNode } from "react";

export function Head({ rows, numbers }: { rows: ReactNode; numbers: string[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{rows}</th>
        {numbers.map((name) => (
          <th key={name} scope="col" className="numeric">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
