import { Button, Drawer, Form, Input } from "antd";
import type { AllRoutes } from "../../../../contract/routes.ts";
import type { ResultOf } from "../../../client/api.ts";
import { Skeleton, serverTime, useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useFormErrors } from "../../failure-words.ts";
import { useLoad } from "../../load.ts";
import { BothLanguages, tidyText } from "../../parts/both-languages.tsx";
import { instantOf, wallTimeOf } from "../../parts/wall-time.ts";
import { server } from "../../server.ts";
import { RunSheetField, type SheetLine } from "./run-sheet-field.tsx";
import { showsText } from "./text.ts";

type Fields = { title: { zh?: string; en?: string }; startsAt: string; products: SheetLine[] };
type Props = { readonly editing: string; readonly onClose: () => void };

/** Plans a show or changes a planned one: title, time on the shop's clock, run-sheet. */
export function PlanDrawer({ editing, onClose }: Props) {
  const formErrors = useFormErrors();
  const t = useText(showsText);
  const isNew = editing === "new";
  const existing = useLoad("GET /api/v1/shows/{id}", { params: { id: editing } }, { enabled: !isNew });
  const [form] = Form.useForm<Fields>();
  const { timeZone } = useFormat().locale;
  const save = useAct(
    (fields: Fields) => {
      const body = {
        title: tidyText(fields.title),
        startsAt: instantOf(fields.startsAt, timeZone).toISOString(),
        products: fields.products.map(({ product, role, notes }) => ({
          productId: product.id,
          role,
          ...(notes ? { notes } : {}),
        })),
      };
      return isNew
        ? server.call("POST /api/v1/shows", { body })
        : server.call("PUT /api/v1/shows/{id}", { params: { id: editing }, body });
    },
    { done: t("saved"), refresh: ["GET /api/v1/shows", "GET /api/v1/shows/{id}"], onDone: onClose },
  );
  const submit = (fields: Fields) =>
    save.mutate(fields, { onError: (error) => form.setFields(formErrors(error) as never) });
  const initial = isNew ? emptyPlan(timeZone) : existing.data && planOf(existing.data, timeZone);
  return (
    <Drawer
      open
      title={t(isNew ? "newShow" : "editShow")}
      size={640}
      onClose={onClose}
      extra={
        <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
          {t("save")}
        </Button>
      }
    >
      {initial === undefined ? (
        <Skeleton shape="row" count={4} />
      ) : (
        <Form form={form} layout="vertical" initialValues={initial} onFinish={submit}>
          <BothLanguages name="title" label={t("name")} maxLength={80} needed={t("needName")} />
          <Form.Item
            name="startsAt"
            label={t("startsAt")}
            extra={t("inZone", { zone: timeZone })}
            rules={[{ required: true, message: t("needStart") }]}
          >
            <Input type="datetime-local" style={{ maxWidth: 240 }} />
          </Form.Item>
          <Form.Item name="products" label={t("runSheet")} extra={t("runSheetHint")}>
            <RunSheetField />
          </Form.Item>
        </Form>
      )}
    </Drawer>
  );
}

/** Tomorrow at eight in the evening: when most shows are. */
function emptyPlan(timeZone: string): Fields {
  const tomorrow = wallTimeOf(new Date(serverTime() + 86_400_000), timeZone).slice(0, 10);
  return { title: {}, startsAt: `${tomorrow}T20:00`, products: [] };
}

type Existing = ResultOf<AllRoutes["GET /api/v1/shows/{id}"]>;

function planOf({ show, runSheet }: Existing, timeZone: string): Fields {
  return {
    title: tidyText(show.title),
    startsAt: wallTimeOf(show.startsAt, timeZone),
    products: runSheet.map(({ product, role, notes = "" }) => ({ product, role, notes })),
  };
}
