import { Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { majorUnits } from "../../../../ui/format.ts";
import { serverTime, useFormat, useLocalText, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { instantOf, wallTimeOf } from "../../../parts/wall-time.ts";
import { server } from "../../../server.ts";
import type { RunSheetLine } from "../room/use-room.ts";
import { studioText } from "../text.ts";

type Fields = {
  variantId: string;
  price: number;
  units: number;
  perPerson: number;
  audience: "everyone" | "members" | "joined_in_show";
  opensAt: string;
  payMinutes: number;
};

type Props = {
  readonly showId: string;
  readonly runSheet: readonly RunSheetLine[];
  readonly onClose: () => void;
};

const aheadMs = 5 * 60_000;

/** Sets units aside for a flash sale and says when it opens, on the shop's clock. */
export function PrepareSale({ showId, runSheet, onClose }: Props) {
  const t = useText(studioText);
  const { timeZone } = useFormat().locale;
  const [form] = Form.useForm<Fields>();
  // One key for this opening of the form: pressing twice prepares one sale.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const currency = runSheet[0]!.product.currency;
  const unit = 1 / majorUnits(1, currency);
  const prepare = useAct(
    ({ price, opensAt, payMinutes, ...fields }: Fields) =>
      server.call("POST /api/v1/shows/{id}/sales", {
        params: { id: showId },
        idempotencyKey,
        body: {
          ...fields,
          priceCents: Math.round(price * unit),
          opensAt: instantOf(opensAt, timeZone).toISOString(),
          payWithinSeconds: payMinutes * 60,
        },
      }),
    { done: t("salePrepared"), refresh: ["GET /api/v1/shows/{id}/sales"], onDone: onClose },
  );
  const variants = useVariantChoices(runSheet);
  const initial = {
    variantId: variants[0]?.value,
    units: 10,
    perPerson: 1,
    audience: "everyone",
    opensAt: wallTimeOf(new Date(serverTime() + aheadMs), timeZone),
    payMinutes: 5,
  };
  return (
    <Modal
      open
      title={t("prepareSale")}
      okText={t("prepareSale")}
      cancelText={t("keepSale")}
      confirmLoading={prepare.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(fields) => prepare.mutate(fields)}
      >
        <Form.Item name="variantId" label={t("saleProduct")} rules={[{ required: true }]}>
          <Select options={variants} />
        </Form.Item>
        <Form.Item
          name="price"
          label={t("salePrice", { currency })}
          rules={[{ required: true, type: "number", min: 0 }]}
        >
          <InputNumber min={0} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item
          name="units"
          label={t("saleUnits")}
          extra={t("saleUnitsHint")}
          rules={[{ required: true }]}
        >
          <InputNumber min={1} max={100_000} precision={0} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="perPerson" label={t("salePerPerson")} rules={[{ required: true }]}>
          <InputNumber min={1} max={99} precision={0} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="audience" label={t("saleAudience")}>
          <Select
            options={(["everyone", "members", "joined_in_show"] as const).map((value) => ({
              value,
              label: t(`audience_${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="opensAt" label={t("saleOpensAt")} rules={[{ required: true }]}>
          <Input type="datetime-local" style={{ maxWidth: 240 }} />
        </Form.Item>
        <Form.Item name="payMinutes" label={t("salePayMinutes")} rules={[{ required: true }]}>
          <InputNumber min={1} max={60} precision={0} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function useVariantChoices(runSheet: readonly RunSheetLine[]) {
  const local = useLocalText();
  return runSheet.flatMap(({ product }) =>
    product.variants.map((variant) => ({
      value: variant.id,
      label: [local(product.title), variant.name && local(variant.name), `(${variant.stock})`]
        .filter(Boolean)
        .join(" "),
    })),
  );
}
