import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Empty, ErrorNote, Skeleton, readFailure, useLocalText, useText } from "../../../ui/index.ts";
import { BenefitTicket } from "../../joining/benefit.tsx";
import { JoinForm, type Joined } from "../../joining/join-form.tsx";
import { Welcome, useOffer } from "../../joining/join-sheet.tsx";
import { useShop } from "../../shopper.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import styles from "./join.module.css";
import { joinText } from "./text.ts";

type Offer = NonNullable<ReturnType<typeof useOffer>["data"]>;

/** Where a join code or link leads: what it offers, and the way in. */
export function JoinPage() {
  const t = useText(joinText);
  const { code } = useParams({ from: "/j/$code" });
  const offer = useOffer(code);
  const [joined, setJoined] = useState<Joined>();
  const isUnknown = offer.isError && readFailure(offer.error).code === "not_found";
  return (
    <PlainLayout title={t("title")}>
      {offer.isPending && <Skeleton shape="row" count={3} />}
      {isUnknown && (
        <Empty title={t("unknownTitle")} action={<Link to="/">{t("toShop")}</Link>}>
          {t("unknownHint")}
        </Empty>
      )}
      {offer.isError && !isUnknown && <ErrorNote error={offer.error} onRetry={() => void offer.refetch()} />}
      {offer.data && <Invitation offer={offer.data} code={code} joined={joined} onJoined={setJoined} />}
    </PlainLayout>
  );
}

type Props = {
  readonly offer: Offer;
  readonly code: string;
  readonly joined: Joined | undefined;
  readonly onJoined: (joined: Joined) => void;
};

function Invitation({ offer, code, joined, onJoined }: Props) {
  const t = useText(joinText);
  const text = useLocalText();
  const navigate = useNavigate();
  const shop = useShop();
  const { showId, productId, showTitle, benefit } = offer;
  const onward = () => {
    if (showId !== undefined) return navigate({ to: "/live/$showId", params: { showId } });
    if (productId !== undefined) return navigate({ to: "/p/$productId", params: { productId } });
    return navigate({ to: "/" });
  };
  return (
    <div className={styles.card}>
      <h2>{t("invites", { shop: text({ zh: shop.name, en: shop.nameEn ?? shop.name }) })}</h2>
      {showTitle && <p className={styles.show}>{t("fromShow", { title: text(showTitle) })}</p>}
      {joined ? (
        <Welcome joined={joined} onDone={() => void onward()} inRoom={showId !== undefined} />
      ) : (
        <>
          {benefit ? <BenefitTicket benefit={benefit} /> : <p>{t("noBenefit")}</p>}
          <JoinForm joinCode={code} onJoined={onJoined} showId={showId} />
          <button type="button" className={styles.skip} onClick={() => void onward()}>
            {t(showId === undefined ? "onlyLook" : "onlyWatch")}
          </button>
        </>
      )}
    </div>
  );
}
