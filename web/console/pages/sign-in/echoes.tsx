/** The mark, drawn large: one beat and its echo across the wall. */
export function Echoes() {
  const bars = Array.from({ length: 9 }, (_, at) => ({
    x: 96 + at * 68 - at * at * 1.4,
    half: 190 * 0.82 ** at,
    width: 34 * 0.76 ** at,
    opacity: 0.95 * 0.8 ** at,
  }));
  return (
    <svg viewBox="0 0 600 520" aria-hidden="true">
      <g fill="#fff">
        <circle cx="40" cy="212" r="19" />
        <circle cx="40" cy="308" r="19" />
        {bars.map(({ x, half, width, opacity }) => (
          <rect
            key={x}
            x={x}
            y={260 - half}
            width={width}
            height={half * 2}
            rx={width / 2}
            opacity={opacity}
          />
        ))}
      </g>
    </svg>
  );
}
