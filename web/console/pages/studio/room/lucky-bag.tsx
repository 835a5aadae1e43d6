import { GiftOutlined } from "@ant-design/icons";
import { Button, Form, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import type { AllRoutes } from "../../../../../contract/routes.ts";
import type { ResultOf } from "../../../../client/api.ts";
import { Empty, formatDuration, useLocalText, useNow, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { useLoad } from "../../../load.ts";
import { server } from "../../../server.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";

type Bag = ResultOf<AllRoutes["GET /api/v1/shows/{id}/lucky-bags"]>["items"][number];
type Fields = { readonly benefitId: string; readonly winners: number; readonly seconds: number };

const bagsRoute = "GET /api/v1/shows/{id}/lucky-bags";
const lookEveryMs = 3000;

/** The host's lucky bag: opens one, shows how it stands, and what came of the earlier ones. */
export function LuckyBagButton({ showId, onAir }: { readonly showId: string; readonly onAir: boolean }) {
  const t = useText(studioText);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<GiftOutlined />} disabled={!onAir} onClick={() => setIsOpen(true)}>
        {t("luckyBag")}
      </Button>
      <Modal
        open={isOpen}
        title={t("luckyBag")}
        footer={null}
        destroyOnHidden
        onCancel={() => setIsOpen(false)}
      >
        <Bags showId={showId} />
      </Modal>
    </>
  );
}

function Bags({ showId }: { readonly showId: string }) {
  const t = useText(studioText);
  const local = useLocalText();
  const bags = useLoad(bagsRoute, { params: { id: showId } }, { everyMs: lookEveryMs });
  const items = bags.data?.items ?? [];
  const current = items.find(({ status }) => status === "open");
  const earlier = items.filter(({ status }) => status !== "open");
  return (
    <>
      {current ? <Current bag={current} /> : <NewBag showId={showId} />}
      {earlier.length > 0 && (
        <ul className={styles.bags} aria-label={t("luckEarlier")}>
          {earlier.map((bag) => (
            <li key={bag.id}>
              <b>{local(bag.prize)}</b>
              <small>
                {bag.status === "cancelled"
                  ? t("luckCancelled")
                  : t("luckResult", { won: Math.min(bag.winners, bag.entries), entries: bag.entries })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Current({ bag }: { readonly bag: Bag }) {
  const t = useText(studioText);
  const local = useLocalText();
  const seconds = Math.max(0, (new Date(bag.closesAt).getTime() - useNow().getTime()) / 1000);
  const cancel = useAct(
    () => server.call("POST /api/v1/lucky-bags/{id}/cancel", { params: { id: bag.id } }),
    { refresh: [bagsRoute] },
  );
  return (
    <div className={styles.bagNow}>
      <p>
        <b>{local(bag.prize)}</b>
        <span>{t("luckWinners", { count: bag.winners })}</span>
      </p>
      <p>
        <strong>{seconds > 0 ? formatDuration(seconds) : t("luckDrawing")}</strong>
        <span>{t("luckEntries", { count: bag.entries })}</span>
      </p>
      <Button danger loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {t("luckCancel")}
      </Button>
    </div>
  );
}

function NewBag({ showId }: { readonly showId: string }) {
  const t = useText(studioText);
  const local = useLocalText();
  const benefits = useLoad("GET /api/v1/benefits");
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const usable = (benefits.data?.items ?? []).filter((one) => one.active && one.issued < one.budget);
  const open = useAct(
    (body: Fields) =>
      server.call("POST /api/v1/shows/{id}/lucky-bags", { params: { id: showId }, body, idempotencyKey }),
    { refresh: [bagsRoute], done: t("luckOpened") },
  );
  if (benefits.data && usable.length === 0)
    return <Empty title={t("luckNoBenefit")}>{t("luckNoBenefitHint")}</Empty>;
  return (
    <Form<Fields>
      layout="vertical"
      initialValues={{ winners: 3, seconds: 180 }}
      onFinish={(fields) => open.mutate(fields)}
    >
      <Form.Item
        name="benefitId"
        label={t("luckPrize")}
        rules={[{ required: true, message: t("luckPrizeMissing") }]}
      >
        <Select
          options={usable.map((one) => ({
            value: one.id,
            label: `${local(one.label)} · ${t("luckLeft", { count: one.budget - one.issued })}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="winners" label={t("luckHowMany")}>
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="seconds" label={t("luckHowLong")}>
        <Select
          options={[60, 180, 300, 600, 900].map((value) => ({
            value,
            label: t("luckMinutes", { count: value / 60 }),
          }))}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={open.isPending} block>
        {t("luckOpen")}
      </Button>
    </Form>
  );
}
