import { Button, Form, Select, Slider } from "antd";
import { ProductPicture, useText } from "../../../ui/index.ts";
import styles from "./products.module.css";
import { productsText } from "./text.ts";

export type PictureWish = { kind: string; hue: number };

const kinds = [
  "tea-tin",
  "teapot",
  "mug",
  "bowl",
  "snack-bag",
  "dried-fruit",
  "honey",
  "coffee-bag",
  "serum",
  "cream-jar",
  "face-mask",
  "hand-cream",
  "lipstick",
  "soap",
  "candle",
  "lamp",
  "tote-bag",
  "towel",
  "gift-box",
  "vase",
] as const;

/** The drawn picture: what it shows and in which colour. A product that has one keeps it until another is wished for. */
export function PictureField({ current }: { readonly current: string | undefined }) {
  const t = useText(productsText);
  const form = Form.useFormInstance<{ picture?: PictureWish }>();
  const wish = Form.useWatch<PictureWish | undefined>("picture", { form, preserve: true });
  const set = (change: Partial<PictureWish>) =>
    form.setFieldValue("picture", { kind: "gift-box", hue: 160, ...wish, ...change });
  return (
    <fieldset className={styles.variants}>
      <legend>{t("picture")}</legend>
      <Form.Item name="picture" hidden>
        <input />
      </Form.Item>
      <div className={styles.pictureField}>
        {current !== undefined && wish === undefined ? (
          <>
            <span className={styles.preview}>
              <ProductPicture src={current} alt="" />
            </span>
            <Button onClick={() => set({})}>{t("changePicture")}</Button>
          </>
        ) : (
          <>
            <span
              className={styles.hue}
              style={{ background: `oklch(0.72 0.13 ${wish?.hue ?? 160})` }}
              aria-hidden
            />
            <Select
              value={wish?.kind ?? "gift-box"}
              aria-label={t("picture")}
              options={kinds.map((value) => ({ value, label: t(`kind_${value}`) }))}
              onChange={(kind) => set({ kind })}
              style={{ width: 160 }}
            />
            <Slider
              min={0}
              max={359}
              value={wish?.hue ?? 160}
              ariaLabelForHandle={t("hue")}
              onChange={(hue) => set({ hue })}
              className={styles.slider ?? ""}
            />
            {current !== undefined && (
              <Button type="text" onClick={() => form.setFieldValue("picture", undefined)}>
                {t("keepPicture")}
              </Button>
            )}
          </>
        )}
      </div>
      <small className={styles.soft}>{t("pictureHint")}</small>
    </fieldset>
  );
}
