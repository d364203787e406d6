/** A few scores as a line, for its direction only; the numbers stand elsewhere. */

const [WIDTH, HEIGHT, EDGE] = [72, 24, 4];

export function Spark({ values }: { values: number[] }) {
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  const at = (value: number, index: number): [number, number] => [EDGE + index * step, HEIGHT - EDGE - (value / 100) * (HEIGHT - 2 * EDGE)];
  const [x, y] = at(values.at(-1) ?? 0, values.length - 1);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={values.map((value, index) => at(value, index).join()).join(" ")} />
      <circle cx={x} cy={y} r="3" />
    </svg>
  );
}
