import { QrcodeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { Pill } from "../../parts/pill.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import styles from "./join-codes.module.css";
import { joinCodesText } from "./text.ts";

export type Code = ResultOf<AllRoutes["GET /api/v1/join-codes"]>["items"][number];

/** Channels have names of their own; anything else is shown as it was written. */
export function useChannelName(): (channel: string) => string {
  const t = useText(joinCodesText);
  const known = ["live", "poster", "parcel_card", "offline", "social", "service"] as const;
  return (channel) => {
    const name = known.find((one) => one === channel);
    return name === undefined ? channel : t(`channel_${name}`);
  };
}

/** One code: what it carries, and its funnel as bars. */
export function CodeRow({ code, onShow }: { readonly code: Code; readonly onShow: () => void }) {
  const t = useText(joinCodesText);
  const local = useLocalText();
  const channelName = useChannelName();
  const may = useMay();
  const change = useAct(
    () =>
      server.call("PATCH /api/v1/join-codes/{id}", {
        params: { id: code.id },
        body: { active: !code.active },
      }),
    { done: t("switched"), refresh: ["GET /api/v1/join-codes"] },
  );
  return (
    <li className={styles.code} data-off={!code.active}>
      <div>
        <b>{code.label}</b> {!code.active && <Pill>{t("off")}</Pill>}
        <small>
          {[
            channelName(code.channel),
            local(code.showTitle),
            local(code.productTitle),
            code.benefit === undefined ? t("noBenefit") : local(code.benefit.label),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
        <p>
          <Button size="small" icon={<QrcodeOutlined />} onClick={onShow}>
            {t("qr")}
          </Button>
          {may("join.write") && (
            <Button
              size="small"
              type="text"
              loading={change.isPending}
              onClick={() => change.mutate(undefined)}
            >
              {t(code.active ? "switchOff" : "switchOn")}
            </Button>
          )}
        </p>
      </div>
      <FunnelBars code={code} />
    </li>
  );
}

function FunnelBars({ code: { label, funnel } }: { readonly code: Code }) {
  const t = useText(joinCodesText);
  const format = useFormat();
  const most = Math.max(1, funnel.scanned);
  const steps = [
    { name: t("scanned"), count: funnel.scanned },
    { name: t("joined"), count: funnel.joined },
    { name: t("firstReply"), count: funnel.firstReply },
    { name: t("ordered"), count: funnel.ordered },
  ];
  const words = t("funnelLabel", {
    name: label,
    scanned: funnel.scanned,
    joined: funnel.joined,
    replied: funnel.firstReply,
    ordered: funnel.ordered,
  });
  return (
    <figure className={styles.funnel} aria-label={words}>
      {steps.map(({ name, count }, at) => (
        <div key={name}>
          <span>{name}</span>
          <i style={{ width: `${(count / most) * 100}%`, opacity: 1 - at * 0.18 }} />
          <b>{format.number(count)}</b>
          <small>{at === 0 || funnel.scanned === 0 ? "" : format.share(count / funnel.scanned, 0)}</small>
        </div>
      ))}
      {funnel.gmvCents > 0 && <figcaption>{t("gmv", { amount: format.money(funnel.gmvCents) })}</figcaption>}
    </figure>
  );
}
