import { Button, Checkbox, Form, Input, InputNumber, Modal, Space } from "antd";
import { useState } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import type { Order } from "./order-table.tsx";
import { ordersText } from "./text.ts";

const changed = ["GET /api/v1/orders", "GET /api/v1/orders/{id}"] as const;

/** Ship and refund, where the order allows it and the person may. */
export function OrderActions({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const may = useMay();
  const [doing, setDoing] = useState<"ship" | "refund">();
  if (!may("orders.write")) return null;
  const wasPaid = order.paidAt !== undefined && order.status !== "cancelled";
  return (
    <Space>
      {order.status === "paid" && (
        <Button type="primary" onClick={() => setDoing("ship")}>
          {t("ship")}
        </Button>
      )}
      {wasPaid && order.refundedCents < order.totalCents && (
        <Button danger onClick={() => setDoing("refund")}>
          {t("refund")}
        </Button>
      )}
      {doing === "ship" && <Ship order={order} onClose={() => setDoing(undefined)} />}
      {doing === "refund" && <Refund order={order} onClose={() => setDoing(undefined)} />}
    </Space>
  );
}

type Props = { readonly order: Order; readonly onClose: () => void };

function Ship({ order, onClose }: Props) {
  const t = useText(ordersText);
  const [form] = Form.useForm<{ carrier?: string; tracking?: string }>();
  const ship = useAct(
    (body: { carrier?: string; tracking?: string }) =>
      server.call("POST /api/v1/orders/{id}/ship", { params: { id: order.id }, body }),
    { done: t("shippedDone"), refresh: changed, onDone: onClose },
  );
  return (
    <Modal
      open
      title={t("shipTitle")}
      okText={t("ok")}
      cancelText={t("cancel")}
      confirmLoading={ship.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(fields) => ship.mutate(withoutEmpty(fields))}>
        <Form.Item name="carrier" label={t("carrier")}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="tracking" label={t("tracking")}>
          <Input maxLength={80} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

type RefundFields = { amount?: number | null; restock?: boolean; reason: string };

function Refund({ order, onClose }: Props) {
  const t = useText(ordersText);
  const format = useFormat();
  const [form] = Form.useForm<RefundFields>();
  // One key for this opening of the form: pressing twice refunds once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const leftCents = order.totalCents - order.refundedCents;
  const unit = 1 / majorUnits(1, order.currency);
  const refund = useAct(
    ({ amount, restock = false, reason }: RefundFields) =>
      server.call("POST /api/v1/orders/{id}/refund", {
        params: { id: order.id },
        body: { restock, reason, ...(amount ? { cents: Math.round(amount * unit) } : {}) },
        idempotencyKey,
      }),
    { done: t("refundDone"), refresh: changed, onDone: onClose },
  );
  return (
    <Modal
      open
      title={t("refundTitle")}
      okText={t("refund")}
      okButtonProps={{ danger: true }}
      cancelText={t("cancel")}
      confirmLoading={refund.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(fields) => refund.mutate(fields)}>
        <Form.Item
          name="amount"
          label={`${t("amount")} ${order.currency}`}
          extra={t("refundHint", { amount: format.money(leftCents, order.currency) })}
        >
          <InputNumber min={1 / unit} max={leftCents / unit} style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="reason" label={t("reason")} rules={[{ required: true, message: t("needReason") }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="restock" valuePropName="checked">
          <Checkbox>{t("restock")}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}

function withoutEmpty(fields: { carrier?: string; tracking?: string }) {
  return {
    ...(fields.carrier ? { carrier: fields.carrier } : {}),
    ...(fields.tracking ? { tracking: fields.tracking } : {}),
  };
}
