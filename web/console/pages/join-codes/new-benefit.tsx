import { Form, InputNumber, Modal } from "antd";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { BothLanguages, tidyText } from "../../parts/both-languages.tsx";
import { server } from "../../server.ts";
import { joinCodesText } from "./text.ts";

type Fields = {
  label: { zh?: string; en?: string };
  off: number;
  minimum?: number | null;
  validDays: number;
  budget: number;
};

/** A benefit with its budget: given once to each person. */
export function NewBenefit({ onClose }: { readonly onClose: () => void }) {
  const formErrors = useFormErrors();
  const t = useText(joinCodesText);
  const { currency } = useFormat();
  const unit = 1 / majorUnits(1, currency);
  const [form] = Form.useForm<Fields>();
  const make = useAct(
    ({ label, off, minimum, validDays, budget }: Fields) =>
      server.call("POST /api/v1/benefits", {
        body: {
          label: tidyText(label),
          kind: "coupon",
          offCents: Math.round(off * unit),
          minimumCents: Math.round((minimum ?? 0) * unit),
          validDays,
          budget,
        },
      }),
    { done: t("benefitCreated"), refresh: ["GET /api/v1/benefits"], onDone: onClose },
  );
  const submit = (fields: Fields) =>
    make.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  return (
    <Modal
      open
      title={t("newBenefit")}
      okText={t("create")}
      cancelText={t("cancel")}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ validDays: 30, budget: 500, minimum: 0 }}
        onFinish={submit}
      >
        <BothLanguages name="label" label={t("label")} maxLength={80} needed={t("needLabel")} />
        <Form.Item
          name="off"
          label={`${t("offAmount")} ${currency}`}
          rules={[{ required: true, message: t("needAmount") }]}
        >
          <InputNumber min={1 / unit} />
        </Form.Item>
        <Form.Item name="minimum" label={`${t("minimum")} ${currency}`}>
          <InputNumber min={0} />
        </Form.Item>
        <Form.Item name="validDays" label={t("validDays")} rules={[{ required: true }]}>
          <InputNumber min={1} max={365} precision={0} />
        </Form.Item>
        <Form.Item name="budget" label={t("budget")} extra={t("budgetHint")} rules={[{ required: true }]}>
          <InputNumber min={1} max={10_000_000} precision={0} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
