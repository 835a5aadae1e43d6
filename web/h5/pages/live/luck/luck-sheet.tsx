import { useMutation } from "@tanstack/react-query";
import { Button, ErrorNote, useLocalText, useText } from "../../../../ui/index.ts";
import { CouponTicket } from "../../../joining/benefit.tsx";
import { server } from "../../../server.ts";
import { Sheet } from "../../../sheet/sheet.tsx";
import { useShopper } from "../../../shopper.ts";
import { liveText } from "../text.ts";
import { Left } from "./left.tsx";
import styles from "./luck.module.css";
import { recompute } from "./recompute.ts";
import type { LuckState, LuckyBag } from "./use-lucky-bag.ts";

type Props = {
  readonly bag: LuckyBag;
  readonly luck: LuckState;
  readonly onClose: () => void;
  readonly onJoin: () => void;
};

/** What there is to win, taking part, and afterwards who won and whether it was fair. */
export function LuckSheet({ bag, luck, onClose, onJoin }: Props) {
  const t = useText(liveText);
  const text = useLocalText();
  return (
    <Sheet title={t("luckyBag")} onClose={onClose} place="room">
      <div className={styles.luck}>
        <p className={styles.prize}>
          <strong>{text(bag.prize)}</strong>
          <span>{t("luckWinners", { count: bag.winners })}</span>
        </p>
        <p className={styles.state}>
          {bag.status === "open" && (
            <b>
              <Left bag={bag} />
            </b>
          )}
          <span>{t("luckEntries", { count: bag.entries })}</span>
        </p>
        {bag.status === "open" ? (
          <Enter
            bag={bag}
            luck={luck}
            onJoin={() => {
              onClose();
              onJoin();
            }}
          />
        ) : (
          <Result luck={luck} />
        )}
        <Fairness bag={bag} />
      </div>
    </Sheet>
  );
}

type EnterProps = Omit<Props, "onClose">;

function Enter({ bag, luck: { ticket, enter }, onJoin }: EnterProps) {
  const t = useText(liveText);
  const { joined } = useShopper();
  if (ticket !== undefined) return <output className={styles.in}>{t("luckIn")}</output>;
  if (!joined)
    return (
      <Button wide onClick={onJoin}>
        {t("luckJoinFirst")}
      </Button>
    );
  return (
    <>
      {enter.isError && <ErrorNote error={enter.error} />}
      <Button wide look="hot" busy={enter.isPending} onClick={() => enter.mutate(bag.id)}>
        {t("luckEnter")}
      </Button>
    </>
  );
}

function Result({ luck: { won, coupon, ticket } }: { readonly luck: LuckState }) {
  const t = useText(liveText);
  if (won)
    return (
      <>
        <output className={styles.in}>{t("luckWon")}</output>
        {coupon && <CouponTicket coupon={coupon} />}
      </>
    );
  return <output className={styles.out}>{t(ticket === undefined ? "luckNotIn" : "luckLost")}</output>;
}

/** The promise before the draw, and the recount after it on this very device. */
function Fairness({ bag }: { readonly bag: LuckyBag }) {
  const t = useText(liveText);
  const check = useMutation({
    mutationFn: async () => {
      const proof = await server.call("GET /api/v1/front/lucky-bags/{id}/proof", { params: { id: bag.id } });
      return { proof, isTrue: await recompute(proof, bag.commitment) };
    },
  });
  const verdict = check.data?.isTrue;
  return (
    <details className={styles.fair}>
      <summary>{t("luckFair")}</summary>
      <p>{t(bag.status === "open" ? "luckPromise" : "luckReveal")}</p>
      <dl>
        <dt>{t("luckCommitment")}</dt>
        <dd>{bag.commitment}</dd>
        {bag.seed !== undefined && (
          <>
            <dt>{t("luckSeed")}</dt>
            <dd>{bag.seed}</dd>
          </>
        )}
      </dl>
      {bag.status === "drawn" && (
        <Button wide look="quiet" busy={check.isPending} onClick={() => check.mutate()}>
          {t("luckRecount")}
        </Button>
      )}
      {check.isError && <ErrorNote error={check.error} />}
      {check.data && (
        <output className={verdict === false ? styles.out : styles.in}>
          {t(verdict === undefined ? "luckNoCrypto" : verdict ? "luckTrue" : "luckFalse", {
            count: check.data.proof.tickets.length,
          })}
        </output>
      )}
    </details>
  );
}
