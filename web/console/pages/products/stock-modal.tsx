import { Form, Input, InputNumber, Modal } from "antd";
import { useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { server } from "../../server.ts";
import { productsText } from "./text.ts";

export type StockChange = { readonly variantId: string; readonly sku: string; readonly stock: number };
type Fields = { change: number; reason: string };

/** Adds units to a variant or takes some out, with a reason that stays in the record. */
export function StockModal({
  change,
  onClose,
}: {
  readonly change: StockChange;
  readonly onClose: () => void;
}) {
  const t = useText(productsText);
  const [form] = Form.useForm<Fields>();
  const save = useAct(
    (body: Fields) =>
      server.call("POST /api/v1/variants/{id}/stock", { params: { id: change.variantId }, body }),
    { done: t("adjusted"), refresh: ["GET /api/v1/products"], onDone: onClose },
  );
  return (
    <Modal
      open
      title={t("adjustTitle", { sku: change.sku })}
      okText={t("ok")}
      cancelText={t("cancel")}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(fields) => save.mutate(fields)}>
        <Form.Item
          name="change"
          label={t("change")}
          extra={t("changeHint", { count: change.stock })}
          rules={[{ required: true, type: "integer", min: -change.stock }]}
        >
          <InputNumber precision={0} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="reason" label={t("reason")} rules={[{ required: true, message: t("needReason") }]}>
          <Input maxLength={200} placeholder={t("reasonExample")} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
