import { Button, Form, Input, InputNumber, Slider, Switch } from "antd";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import styles from "./touches.module.css";
import { touchesText } from "./text.ts";

type Policy = NonNullable<ReturnType<typeof useLoad<"GET /api/v1/trust/policy">>["data"]>;
type Fields = Policy & { reason: string };

/** The rules of the gate. A change needs a reason, and the audit log keeps the old ones. */
export function PolicyForm() {
  const policy = useLoad("GET /api/v1/trust/policy");
  return (
    <Loaded query={policy}>
      {(data) => (
        <Sheet>
          <Rules key={JSON.stringify(data)} policy={data} />
        </Sheet>
      )}
    </Loaded>
  );
}

function Rules({ policy }: { readonly policy: Policy }) {
  const formErrors = useFormErrors();
  const t = useText(touchesText);
  const format = useFormat();
  const may = useMay()("engage.write");
  const [form] = Form.useForm<Fields>();
  const save = useAct((body: Fields) => server.call("PUT /api/v1/trust/policy", { body }), {
    done: t("saved"),
    refresh: ["GET /api/v1/trust/policy", "GET /api/v1/trust/overview", "GET /api/v1/audit"],
  });
  const submit = (fields: Fields) =>
    save.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  const percent = (value = 0) => format.share(value);
  const time = [{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/u, message: t("badTime") }];
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!may}
      initialValues={policy}
      onFinish={submit}
      className={styles.policy ?? ""}
    >
      {!may && <p className={styles.soft}>{t("readOnly")}</p>}
      <Form.Item name="weeklyBudget" label={t("weeklyBudget")} extra={t("weeklyBudgetHint")}>
        <Slider
          ariaLabelForHandle={t("weeklyBudget")}
          min={0.5}
          max={4}
          step={0.5}
          marks={{ 0.5: "0.5", 1: "1", 2: "2", 3: "3", 4: "4" }}
        />
      </Form.Item>
      <Form.Item label={t("adapts")} extra={t("adaptsHint")}>
        <span className={styles.quiet}>
          <Form.Item name="adapts" noStyle valuePropName="checked">
            <Switch aria-label={t("adapts")} />
          </Form.Item>
          {t("budgetFloor")}
          <Form.Item name="budgetFloor" noStyle>
            <InputNumber min={0.5} max={4} step={0.25} aria-label={t("budgetFloor")} />
          </Form.Item>
          {t("budgetCeiling")}
          <Form.Item name="budgetCeiling" noStyle>
            <InputNumber min={0.5} max={4} step={0.25} aria-label={t("budgetCeiling")} />
          </Form.Item>
        </span>
      </Form.Item>
      <Form.Item name="salesShare" label={t("salesShare")} extra={t("salesShareHint")}>
        <Slider
          ariaLabelForHandle={t("salesShare")}
          min={0}
          max={0.5}
          step={0.01}
          marks={{ 0: "0", 0.2: "20%", 0.5: "50%" }}
          tooltip={{ formatter: percent }}
        />
      </Form.Item>
      <Form.Item name="minimumGapHours" label={t("minimumGap")}>
        <InputNumber min={0} max={168} />
      </Form.Item>
      <Form.Item label={t("quiet")} extra={t("quietHint")}>
        <span className={styles.quiet}>
          {t("quietFrom")}
          <Form.Item name="quietFrom" noStyle rules={time}>
            <Input type="time" aria-label={t("quietFrom")} />
          </Form.Item>
          {t("quietUntil")}
          <Form.Item name="quietUntil" noStyle rules={time}>
            <Input type="time" aria-label={t("quietUntil")} />
          </Form.Item>
        </span>
      </Form.Item>
      <Form.Item name="controlShare" label={t("controlShare")} extra={t("controlShareHint")}>
        <Slider
          ariaLabelForHandle={t("controlShare")}
          min={0}
          max={0.5}
          step={0.01}
          marks={{ 0: "0", 0.05: "5%", 0.5: "50%" }}
          tooltip={{ formatter: percent }}
        />
      </Form.Item>
      {may && (
        <>
          <Form.Item
            name="reason"
            label={t("reason")}
            extra={t("reasonHint")}
            rules={[{ required: true, message: t("needReason") }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t("save")}
          </Button>
        </>
      )}
    </Form>
  );
}
