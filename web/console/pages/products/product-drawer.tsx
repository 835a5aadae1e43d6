import { AutoComplete, Button, Drawer, Form, InputNumber, Select, Switch } from "antd";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { BothLanguages, tidyText } from "../../parts/both-languages.tsx";
import { server } from "../../server.ts";
import { PictureField, type PictureWish } from "./picture-field.tsx";
import type { Product } from "./product-table.tsx";
import { productsText } from "./text.ts";
import { type VariantFields, VariantsField } from "./variants-field.tsx";

type Words = { zh?: string; en?: string };
type Fields = {
  title: Words;
  description?: Words;
  category: string;
  role: Product["role"];
  useUpDays?: number | null;
  picture?: PictureWish;
  active: boolean;
  variants: VariantFields[];
};

/** Adds or changes a product with its variants. Prices are typed in whole units of the shop's currency. */
export function ProductDrawer(props: { readonly editing: Product | "new"; readonly onClose: () => void }) {
  const { editing, onClose } = props;
  const formErrors = useFormErrors();
  const t = useText(productsText);
  const { currency } = useFormat();
  const unit = 1 / majorUnits(1, currency);
  const product = editing === "new" ? undefined : editing;
  const [form] = Form.useForm<Fields>();
  const known = useLoad("GET /api/v1/products", { query: { limit: 200 } });
  const categories = [...new Set(known.data?.items.map((one) => one.category))];
  const save = useAct(
    (fields: Fields) => {
      const body = bodyOf(fields, unit);
      return product === undefined
        ? server.call("POST /api/v1/products", { body })
        : server.call("PUT /api/v1/products/{id}", {
            params: { id: product.id },
            body: { ...body, active: fields.active },
          });
    },
    { done: t("saved"), refresh: ["GET /api/v1/products"], onDone: onClose },
  );
  const submit = (fields: Fields) =>
    save.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  const roles = (["traffic", "benefit", "profit"] as const).map((value) => ({
    value,
    label: t(`role_${value}`),
  }));
  return (
    <Drawer
      open
      title={t(product === undefined ? "newProduct" : "editProduct")}
      size={680}
      onClose={onClose}
      extra={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t("save")}
        </Button>
      }
    >
      <Form form={form} layout="vertical" initialValues={fieldsOf(product, unit)} onFinish={submit}>
        <BothLanguages name="title" label={t("name")} maxLength={80} needed={t("needName")} />
        <BothLanguages name="description" label={t("description")} maxLength={1000} lines={2} />
        <Form.Item
          name="category"
          label={t("category")}
          extra={t("categoryHint")}
          rules={[{ required: true, message: t("needCategory") }]}
        >
          <AutoComplete maxLength={80} options={categories.map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name="role" label={t("role")} extra={t("roleHint")}>
          <Select options={roles} style={{ maxWidth: 200 }} />
        </Form.Item>
        <Form.Item name="useUpDays" label={t("useUpLabel")} extra={t("useUpHint")}>
          <InputNumber min={1} max={3650} style={{ width: 160 }} />
        </Form.Item>
        <VariantsField />
        <PictureField current={product?.pictureUrl} />
        {product !== undefined && (
          <Form.Item name="active" label={t("active")} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  );
}

function bodyOf(fields: Fields, unit: number) {
  const description = tidyText(fields.description);
  const cents = (amount: number) => Math.round(amount * unit);
  return {
    title: tidyText(fields.title),
    ...(Object.keys(description).length > 0 && { description }),
    category: fields.category.trim(),
    role: fields.role,
    ...(fields.useUpDays ? { useUpDays: fields.useUpDays } : {}),
    ...(fields.picture && { picture: fields.picture }),
    variants: fields.variants.map(({ id, sku, name, price, memberPrice, stock }) => ({
      ...(id !== undefined && { id }),
      sku: sku.trim(),
      ...(name?.zh || name?.en ? { name: tidyText(name) } : {}),
      priceCents: cents(price),
      ...(memberPrice === undefined || memberPrice === null ? {} : { memberPriceCents: cents(memberPrice) }),
      stock: stock ?? 0,
    })),
  };
}

function fieldsOf(product: Product | undefined, unit: number): Partial<Fields> {
  if (product === undefined)
    return {
      role: "profit",
      picture: { kind: "gift-box", hue: 160 },
      variants: [{ sku: "", stock: 0 } as never],
    };
  const { title, description, category, role, useUpDays, active, variants } = product;
  return {
    title: tidyText(title),
    description: tidyText(description),
    category,
    role,
    useUpDays: useUpDays ?? null,
    active,
    variants: variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      name: tidyText(variant.name),
      price: variant.priceCents / unit,
      memberPrice: variant.memberPriceCents === undefined ? null : variant.memberPriceCents / unit,
      stock: variant.stock,
    })),
  };
}
