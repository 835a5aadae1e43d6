import { useEffect, useState } from "react";
import { uiText } from "../text.ts";
import { useText } from "../text/text.ts";
import styles from "./parts.module.css";

type Props = {
  /** What a camera reads: an address. */
  readonly value: string;
  /** What it leads to, for people who cannot see it. */
  readonly label: string;
  /** Edge in CSS pixels. */
  readonly size?: number;
};

/** A QR code drawn as SVG. The drawing code is loaded when the first one is shown. */
export function QrCode({ value, label, size = 180 }: Props) {
  const t = useText(uiText);
  const [drawing, setDrawing] = useState("");
  useEffect(() => {
    let current = true;
    const draw = async () => {
      const svg = await drawQrCode(value);
      if (current) setDrawing(svg);
    };
    void draw();
    return () => {
      current = false;
    };
  }, [value]);
  const source = drawing === "" ? undefined : `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  return (
    <span className={styles.qr} style={{ width: size, height: size }}>
      {source !== undefined && (
        <img src={source} alt={t("qrFor", { what: label })} width={size} height={size} />
      )}
    </span>
  );
}

/** SVG text of the code; M corrects 15 % damage, enough for print with no logo inside. */
export async function drawQrCode(value: string): Promise<string> {
  const { default: qrcode } = await import("qrcode");
  return qrcode.toString(value, {
    type: "svg",
    errorCorrectionLevel: "M",
    margin: 2,
    color: { dark: "#14201e", light: "#ffffff" },
  });
}
