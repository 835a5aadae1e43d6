import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import {
  Avatar,
  Button,
  Empty,
  ErrorNote,
  LanguageSwitch,
  Skeleton,
  useFormat,
  useText,
} from "../../../ui/index.ts";
import { CouponTicket } from "../../joining/benefit.tsx";
import { SignInSheet } from "../../joining/sign-in-sheet.tsx";
import { Section } from "../../parts/section.tsx";
import { server } from "../../server.ts";
import { NextIcon } from "../../shell/icons.tsx";
import { becomeShopper, useShopper } from "../../shopper.ts";
import styles from "./me.module.css";
import { meText } from "./text.ts";

/** Oneself: who one is here, one's coupons, and the ways to orders, data and language. */
export function MePage() {
  const t = useText(meText);
  const { joined } = useShopper();
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{t("title")}</h1>
      <Profile />
      {joined && <Coupons />}
      <ul className={styles.list}>
        <li>
          <Link to="/orders">
            {t("myOrders")}
            <NextIcon />
          </Link>
        </li>
        <li>
          <Link to="/inbox">
            {t("myInbox")}
            <NextIcon />
          </Link>
        </li>
        <li>
          <Link to="/me/data">
            <span>
              {t("myData")}
              <small>{t("myDataHint")}</small>
            </span>
            <NextIcon />
          </Link>
        </li>
        <li>
          <span className={styles.row}>
            {t("language")}
            <LanguageSwitch />
          </span>
        </li>
      </ul>
      {joined && <SignOut />}
    </div>
  );
}

function Profile() {
  const t = useText(meText);
  const format = useFormat();
  const shopper = useShopper();
  const [open, setOpen] = useState<"sign-in" | "name">();
  const close = () => setOpen(undefined);
  return (
    <div className={styles.card}>
      <Avatar src={shopper.avatarUrl} name={shopper.name} size={60} />
      <div className={styles.who}>
        {open === "name" ? (
          <NameForm onDone={close} />
        ) : (
          <>
            <strong>{shopper.joined ? shopper.name : t("guest", { name: shopper.name })}</strong>
            <button type="button" className={styles.rename} onClick={() => setOpen("name")}>
              {t("rename")}
            </button>
            <p>
              {shopper.joinedAt !== undefined
                ? t("memberSince", { date: format.date(shopper.joinedAt) })
                : t("guestHint")}
            </p>
            <p>{[shopper.phone, shopper.email].filter(Boolean).join(" · ")}</p>
          </>
        )}
      </div>
      {!shopper.joined && open === undefined && (
        <Button wide onClick={() => setOpen("sign-in")}>
          {t("signIn")}
        </Button>
      )}
      {open === "sign-in" && <SignInSheet onClose={close} />}
    </div>
  );
}

function NameForm({ onDone }: { readonly onDone: () => void }) {
  const t = useText(meText);
  const { name } = useShopper();
  const save = useMutation({
    mutationFn: async (to: string) => server.call("PATCH /api/v1/front/me", { body: { name: to } }),
    onSuccess: (shopper) => {
      becomeShopper(shopper);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("name");
    if (typeof typed === "string" && typed.trim() !== "") save.mutate(typed.trim());
  };
  return (
    <form className={styles.nameForm} onSubmit={submit}>
      <input
        name="name"
        defaultValue={name}
        maxLength={40}
        required
        aria-label={t("name")}
        autoComplete="name"
      />
      <Button type="submit" busy={save.isPending}>
        {t("save")}
      </Button>
      {save.isError && <ErrorNote error={save.error} />}
    </form>
  );
}

function Coupons() {
  const t = useText(meText);
  const coupons = useQuery({
    queryKey: ["coupons"],
    queryFn: async ({ signal }) => server.call("GET /api/v1/front/coupons", { signal }),
  });
  return (
    <Section title={t("coupons")}>
      {coupons.isPending && <Skeleton shape="row" />}
      {coupons.isError && <ErrorNote error={coupons.error} onRetry={() => void coupons.refetch()} />}
      {coupons.data?.items.length === 0 && <Empty title={t("noCoupons")}>{t("noCouponsHint")}</Empty>}
      <div className={styles.coupons}>
        {coupons.data?.items.map((coupon) => (
          <CouponTicket key={coupon.id} coupon={coupon} />
        ))}
      </div>
    </Section>
  );
}

function SignOut() {
  const t = useText(meText);
  const leave = useMutation({
    mutationFn: async () => server.call("DELETE /api/v1/front/session"),
    // Everything of the member must go from this page's memory, too.
    onSuccess: () => location.assign("/"),
  });
  return (
    <>
      {leave.isError && <ErrorNote error={leave.error} />}
      <Button look="quiet" wide busy={leave.isPending} onClick={() => leave.mutate()}>
        {t("signOut")}
      </Button>
    </>
  );
}
