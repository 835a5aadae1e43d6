import { Alert, Form, Modal, Radio, Select } from "antd";
import { useDeferredValue, useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { server } from "../../server.ts";
import { touchesText } from "../touches/text.ts";
import type { Piece } from "./content.tsx";
import styles from "./content.module.css";
import { contentText } from "./text.ts";

type Fields = { memberId: string; contentId: string; channel: "inbox" | "email" };
type Props = {
  /** One of both is known already: the piece on the content page, the member on her own. */
  readonly piece?: Piece;
  readonly member?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
};

/** Asks the gate to send one piece to one member, and tells its answer with the reasons. */
export function AskToSend({ piece, member, onClose }: Props) {
  const t = useText(contentText);
  const local = useLocalText();
  const [form] = Form.useForm<Fields>();
  // One key for this opening of the form: pressing twice asks once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const ask = useAct((body: Fields) => server.call("POST /api/v1/touches", { body, idempotencyKey }), {
    refresh: ["GET /api/v1/touches", "GET /api/v1/trust/overview", "GET /api/v1/content"],
  });
  const name = member?.name ?? (piece === undefined ? "" : local(piece.title));
  const done = ask.data !== undefined;
  return (
    <Modal
      open
      title={t("askTitle", { name })}
      okText={t(done ? "close" : "ask")}
      cancelText={t("cancel")}
      confirmLoading={ask.isPending}
      onOk={() => (done ? onClose() : form.submit())}
      onCancel={onClose}
      {...(done && { cancelButtonProps: { style: { display: "none" } } })}
    >
      {done ? (
        <Answer answer={ask.data} />
      ) : (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ channel: "inbox", memberId: member?.id, contentId: piece?.id }}
          onFinish={(fields) => ask.mutate(fields)}
        >
          <p className={styles.soft}>{t("askHint")}</p>
          <Form.Item
            name="memberId"
            label={t("askTo")}
            hidden={member !== undefined}
            rules={[{ required: true, message: t("needMember") }]}
          >
            <MemberSearch />
          </Form.Item>
          <Form.Item
            name="contentId"
            label={t("askWhat")}
            hidden={piece !== undefined}
            rules={[{ required: true, message: t("needContent") }]}
          >
            <PieceSelect />
          </Form.Item>
          <Form.Item name="channel" label={t("channel")}>
            <Radio.Group
              options={(["inbox", "email"] as const).map((value) => ({ value, label: t(value) }))}
            />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}

function Answer({ answer }: { readonly answer: ResultOf<AllRoutes["POST /api/v1/touches"]> }) {
  const t = useText(contentText);
  const rules = useText(touchesText);
  const format = useFormat();
  const { decision } = answer;
  if (decision === undefined) return <Alert type="info" showIcon title={t("result_wait")} />;
  const at = decision.until === undefined ? "" : format.date(decision.until, "moment");
  const failed = decision.reasons.filter((reason) => !reason.passed);
  const type = ({ send: "success", defer: "info", refuse: "warning" } as const)[decision.outcome];
  return (
    <Alert
      type={type}
      showIcon
      title={t(`result_${decision.outcome}`, { at })}
      {...(failed.length > 0 && {
        description: (
          <ul className={styles.reasons}>
            {failed.map((reason) => (
              <li key={reason.rule}>{rules(`fail_${reason.rule}`)}</li>
            ))}
          </ul>
        ),
      })}
    />
  );
}

type FieldProps = { readonly id?: string; readonly value?: string; readonly onChange?: (id: string) => void };

function MemberSearch(field: FieldProps) {
  const t = useText(contentText);
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const found = useLoad("GET /api/v1/members", {
    query: { limit: 20, joined: "yes", ...(search === "" ? {} : { search }) },
  });
  return (
    <Select
      {...field}
      placeholder={t("askToHint")}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={(found.data?.items ?? []).map((one) => ({
        value: one.id,
        label: [one.name, one.phoneMasked ?? one.emailMasked].filter(Boolean).join(" · "),
      }))}
    />
  );
}

function PieceSelect(field: FieldProps) {
  const t = useText(contentText);
  const local = useLocalText();
  const content = useLoad("GET /api/v1/content");
  return (
    <Select
      {...field}
      loading={content.isFetching}
      showSearch={{ optionFilterProp: "label" }}
      options={(content.data?.items ?? [])
        .filter((piece) => piece.active)
        .map((piece) => ({ value: piece.id, label: `${local(piece.title)} · ${t(piece.purpose)}` }))}
    />
  );
}
