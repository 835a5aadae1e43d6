import { useFormat, useText } from "../../ui/index.ts";
import styles from "./parts.module.css";
import { partsText } from "./text.ts";

type Props = {
  /** Share of touches that sell, 0–1. */
  readonly share: number;
  /** The most it may be, 0–1. */
  readonly limit: number;
};

const radius = 80;
const scaleEnd = 0.5;

/** The 80/20 gauge: a half circle from 0 to 50 %, the part up to the limit in the calm colour. */
export function ShareGauge({ share, limit }: Props) {
  const t = useText(partsText);
  const format = useFormat();
  const [shown, most] = [format.share(share), format.share(limit, 0)];
  const fine = share <= limit + 1e-9;
  const point = (value: number, r = radius) => {
    const angle = Math.PI * (1 - Math.min(1, value / scaleEnd));
    return `${100 + r * Math.cos(angle)} ${100 - r * Math.sin(angle)}`;
  };
  const arc = (from: number, to: number) => `M ${point(from)} A ${radius} ${radius} 0 0 1 ${point(to)}`;
  return (
    <div className={styles.gauge}>
      <svg viewBox="0 0 200 112" role="img" aria-label={t("gaugeLabel", { share: shown, limit: most })}>
        <path d={arc(0, limit)} stroke="var(--action-soft)" />
        <path d={arc(limit, scaleEnd)} stroke="var(--hot-soft)" />
        {share > 0 && <path d={arc(0, share)} stroke={fine ? "var(--action)" : "var(--hot)"} />}
        <path d={`M ${point(limit, radius - 12)} L ${point(limit, radius + 12)}`} data-limit="true" />
        <text x="100" y="92">
          {shown}
        </text>
      </svg>
      <p data-fine={fine}>{t(fine ? "gaugeGood" : "gaugeBad", { limit: most })}</p>
    </div>
  );
}
