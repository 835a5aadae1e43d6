import { AutoComplete, Form, Input, Modal, Select } from "antd";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { server } from "../../server.ts";
import { type Code } from "./code-row.tsx";
import { joinCodesText } from "./text.ts";

type Fields = { label: string; channel: string; showId?: string; productId?: string; benefitId?: string };

/** A code with what it carries; afterwards its QR code is shown. */
export function NewCode(props: { readonly onClose: () => void; readonly onMade: (code: Code) => void }) {
  const { onClose, onMade } = props;
  const formErrors = useFormErrors();
  const t = useText(joinCodesText);
  const local = useLocalText();
  const format = useFormat();
  const [form] = Form.useForm<Fields>();
  const shows = useLoad("GET /api/v1/shows", { query: { limit: 100 } });
  const products = useLoad("GET /api/v1/products", { query: { limit: 200 } });
  const benefits = useLoad("GET /api/v1/benefits");
  const make = useAct(
    (body: Fields) => server.call("POST /api/v1/join-codes", { body: withoutEmpty(body) }),
    {
      done: t("created"),
      refresh: ["GET /api/v1/join-codes"],
      onDone: (code) => {
        onClose();
        onMade(code);
      },
    },
  );
  const submit = (fields: Fields) =>
    make.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  const upcoming = (shows.data?.items ?? []).filter(
    ({ status }) => status === "planned" || status === "on_air",
  );
  const channels = (["live", "poster", "parcel_card", "offline", "social", "service"] as const).map(
    (value) => ({
      value,
      label: t(`channel_${value}`),
    }),
  );
  return (
    <Modal
      open
      title={t("newCode")}
      okText={t("create")}
      cancelText={t("cancel")}
      confirmLoading={make.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ channel: "live" }} onFinish={submit}>
        <Form.Item
          name="label"
          label={t("name")}
          extra={t("nameHint")}
          rules={[{ required: true, message: t("needName") }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item
          name="channel"
          label={t("channel")}
          extra={t("channelHint")}
          rules={[{ required: true, message: t("needChannel") }]}
        >
          <AutoComplete maxLength={40} options={channels} />
        </Form.Item>
        <Form.Item name="showId" label={t("show")}>
          <Select
            allowClear
            options={upcoming.map((show) => ({
              value: show.id,
              label: `${local(show.title)} · ${format.date(show.startsAt, "moment")}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="productId" label={t("product")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={(products.data?.items ?? []).map((one) => ({ value: one.id, label: local(one.title) }))}
          />
        </Form.Item>
        <Form.Item name="benefitId" label={t("benefit")}>
          <Select
            allowClear
            options={(benefits.data?.items ?? [])
              .filter((one) => one.active)
              .map((one) => ({ value: one.id, label: local(one.label) }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function withoutEmpty({ label, channel, showId, productId, benefitId }: Fields) {
  return {
    label: label.trim(),
    channel: channel.trim(),
    ...(showId ? { showId } : {}),
    ...(productId ? { productId } : {}),
    ...(benefitId ? { benefitId } : {}),
  };
}
