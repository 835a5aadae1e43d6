import { useState } from "react";
import styles from "./parts.module.css";

type Props = {
  /** Address of the picture; nothing shows the shop's mark instead. */
  readonly src: string | null | undefined;
  /** What is to be seen; empty when the words beside it say the same. */
  readonly alt: string;
  readonly shape?: "square" | "wide" | "tall" | "round";
  /** Load at once: for the first picture a reader sees. */
  readonly eager?: boolean;
};

/** A picture that keeps its place while it loads and does not fall to pieces when it is missing. */
export function Picture({ src, alt, shape = "square", eager = false }: Props) {
  const [broken, setBroken] = useState<string>();
  const shown = src !== null && src !== undefined && src !== broken;
  return (
    <span className={styles.picture} data-shape={shape}>
      {shown ? (
        <img
          src={src}
          alt={alt}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          onError={() => setBroken(src)}
        />
      ) : (
        <Mark />
      )}
    </span>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true">
      <g fill="currentColor">
        <circle cx="14.5" cy="20" r="2.2" />
        <circle cx="14.5" cy="28" r="2.2" />
        <rect x="20" y="13" width="4" height="22" rx="2" />
        <rect x="27" y="16" width="2.6" height="16" rx="1.3" />
        <rect x="32.6" y="19.5" width="1.6" height="9" rx="0.8" />
      </g>
    </svg>
  );
}

/** A product's picture. */
export function ProductPicture(props: Omit<Props, "shape">) {
  return <Picture {...props} shape="square" />;
}

/** The first letter as people count letters: an emoji or a composed sign stays whole. */
function firstLetter(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return first?.segment ?? "·";
}

/** A person's picture: round, and small. `size` is the edge in CSS pixels. */
export function Avatar({ src, name, size = 36 }: { src?: string | null; name: string; size?: number }) {
  return (
    <span className={styles.avatar} style={{ width: size, height: size, fontSize: size * 0.42 }} title={name}>
      {src === undefined || src === null ? (
        <span aria-hidden="true">{firstLetter(name)}</span>
      ) : (
        <Picture src={src} alt="" shape="round" />
      )}
    </span>
  );
}
