import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, ErrorNote, Skeleton, useText } from "../../ui/index.ts";
import { server } from "../server.ts";
import { Sheet } from "../sheet/sheet.tsx";
import { BenefitTicket, CouponTicket } from "./benefit.tsx";
import { JoinForm, type Joined } from "./join-form.tsx";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";

/** What a code offers. Asking counts as a scan, so it is asked once. */
export function useOffer(joinCode: string) {
  return useQuery({
    queryKey: ["join", joinCode],
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/front/join/{code}", { params: { code: joinCode }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

type Props = {
  readonly joinCode: string;
  readonly onClose: () => void;
  readonly showId?: string;
};

/** Joining without leaving what one is watching. */
export function JoinSheet({ joinCode, onClose, showId }: Props) {
  const t = useText(joiningText);
  const [joined, setJoined] = useState<Joined>();
  const place = showId === undefined ? "page" : "room";
  if (joined) {
    return (
      <Sheet title={t(joined.newMember ? "welcome" : "welcomeBack")} onClose={onClose} place={place}>
        <Welcome joined={joined} onDone={onClose} inRoom={showId !== undefined} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t("title")} onClose={onClose} place={place}>
      <Offer joinCode={joinCode} />
      <JoinForm joinCode={joinCode} onJoined={setJoined} showId={showId} />
    </Sheet>
  );
}

function Offer({ joinCode }: { readonly joinCode: string }) {
  const t = useText(joiningText);
  const offer = useOffer(joinCode);
  if (offer.isPending) return <Skeleton shape="row" />;
  if (offer.isError) return <ErrorNote error={offer.error} onRetry={() => void offer.refetch()} />;
  const { benefit } = offer.data;
  if (!benefit) return <p className={styles.hint}>{t("noBenefit")}</p>;
  return <BenefitTicket benefit={benefit} />;
}

type WelcomeProps = {
  readonly joined: Joined;
  readonly onDone: () => void;
  readonly inRoom: boolean;
};

/** One is a member now, and this is what one got. */
export function Welcome({ joined, onDone, inRoom }: WelcomeProps) {
  const t = useText(joiningText);
  const { coupon, shopper } = joined;
  return (
    <div className={styles.welcome} aria-live="polite">
      <strong>{t("hello", { name: shopper.name })}</strong>
      {coupon && <p>{t("couponHere")}</p>}
      {coupon && <CouponTicket coupon={coupon} />}
      <p>{t("oftenHint")}</p>
      <Button wide onClick={onDone}>
        {t(inRoom ? "backToShow" : "goShopping")}
      </Button>
    </div>
  );
}
