import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber } from "antd";
import { useFormat, useLanguage, useText } from "../../../ui/index.ts";
import styles from "./products.module.css";
import { productsText } from "./text.ts";

export type VariantFields = {
  id?: string;
  sku: string;
  name?: { zh?: string; en?: string };
  /** Whole units of the currency. */
  price: number;
  memberPrice?: number | null;
  stock?: number | null;
};

/** The variants of a product in the form: at least one. Stock of a known variant is adjusted in the list, with a reason. */
export function VariantsField() {
  const t = useText(productsText);
  return (
    <Form.List name="variants">
      {(fields, { add, remove }) => (
        <fieldset className={styles.variants}>
          <legend>{t("variants")}</legend>
          {fields.map(({ key, name }) => (
            <Variant key={key} at={name} only={fields.length === 1} onRemove={() => remove(name)} />
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ sku: "", stock: 0 })}>
            {t("addVariant")}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

type Props = { readonly at: number; readonly only: boolean; readonly onRemove: () => void };

function Variant({ at, only, onRemove }: Props) {
  const t = useText(productsText);
  const { language } = useLanguage();
  const { currency } = useFormat();
  const form = Form.useFormInstance();
  const isKnown = form.getFieldValue(["variants", at, "id"]) !== undefined;
  return (
    <div className={styles.variant}>
      <Form.Item name={[at, "sku"]} label={t("sku")} rules={[{ required: true, message: t("needSku") }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name={[at, "name", language === "en" ? "en" : "zh"]} label={t("variantName")}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name={[at, "price"]}
        label={`${t("price")} ${currency}`}
        rules={[{ required: true, message: t("needPrice") }]}
      >
        <InputNumber min={0} />
      </Form.Item>
      <Form.Item name={[at, "memberPrice"]} label={t("memberPrice")}>
        <InputNumber min={0} />
      </Form.Item>
      <Form.Item name={[at, "stock"]} label={t("stock")}>
        <InputNumber min={0} precision={0} disabled={isKnown} />
      </Form.Item>
      <Button
        type="text"
        icon={<CloseOutlined />}
        disabled={only}
        aria-label={t("removeVariant")}
        onClick={onRemove}
      />
    </div>
  );
}
