import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { AllRoutes } from "../../../../contract/routes.ts";
import type { ResultOf } from "../../../client/api.ts";
import { ProductPicture, serverTime, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { Section } from "../../parts/section.tsx";
import { server } from "../../server.ts";
import { useShopper } from "../../shopper.ts";
import styles from "./buy-again.module.css";
import { homeText } from "./text.ts";

type Need = ResultOf<AllRoutes["GET /api/v1/front/needs"]>["items"][number];

/** What a member may need again soon. It is a help, not a promise: when it cannot be had, nothing is shown. */
export function BuyAgain() {
  const t = useText(homeText);
  const { joined } = useShopper();
  const needs = useQuery({
    queryKey: ["needs"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/needs", { signal }),
    enabled: joined,
  });
  const items = needs.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t("buyAgain")}>
      <ul className={styles.strip}>
        {items.map((need) => (
          <li key={need.productId}>
            <NeedCard need={need} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NeedCard({ need }: { readonly need: Need }) {
  const t = useText(homeText);
  const text = useLocalText();
  const format = useFormat();
  const isDue = new Date(need.dueAt).getTime() <= serverTime();
  return (
    <Link to="/p/$productId" params={{ productId: need.productId }} className={styles.need}>
      <ProductPicture src={need.pictureUrl} alt="" />
      <span>
        <strong>{text(need.title)}</strong>
        <small>{t("lastBought", { when: format.date(need.lastBoughtAt, "day") })}</small>
        <b>{isDue ? t("dueNow") : t("dueAround", { when: format.date(need.dueAt, "day") })}</b>
      </span>
    </Link>
  );
}
