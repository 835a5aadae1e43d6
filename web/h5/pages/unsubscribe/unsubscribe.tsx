import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Empty, ErrorNote, readFailure, useText } from "../../../ui/index.ts";
import { server } from "../../server.ts";
import { useShopper } from "../../shopper.ts";
import { CheckIcon } from "../../shell/icons.tsx";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { unsubscribeText } from "./text.ts";
import styles from "./unsubscribe.module.css";

/** From a mail's foot: no more mails, with one press and no questions; or fewer, for who prefers that. */
export function UnsubscribePage() {
  const t = useText(unsubscribeText);
  const { token } = useParams({ from: "/u/$token" });
  const leave = useMutation({
    mutationFn: async () => server.call("POST /api/v1/unsubscribe/{token}", { params: { token } }),
  });
  if (leave.isError && readFailure(leave.error).code === "not_found") {
    return (
      <PlainLayout title={t("title")}>
        <Empty title={t("unknownTitle")} action={<Link to="/me/data">{t("toSettings")}</Link>}>
          {t("unknownHint")}
        </Empty>
      </PlainLayout>
    );
  }
  return (
    <PlainLayout title={t("title")}>
      <div className={styles.card}>
        {leave.isSuccess ? (
          <Left />
        ) : (
          <>
            <h2>{t("ask")}</h2>
            <p>{t("askHint")}</p>
            {leave.isError && <ErrorNote error={leave.error} />}
            <Button wide busy={leave.isPending} onClick={() => leave.mutate()}>
              {t("leave")}
            </Button>
            <Fewer />
          </>
        )}
      </div>
    </PlainLayout>
  );
}

function Left() {
  const t = useText(unsubscribeText);
  return (
    <div aria-live="polite" className={styles.left}>
      <span className={styles.tick}>
        <CheckIcon />
      </span>
      <h2>{t("left")}</h2>
      <p>{t("leftHint")}</p>
      <Link to="/me/data">{t("toSettings")}</Link>
    </div>
  );
}

const fewerPerWeek = 1;

/** Only who is signed in here can be given another rhythm; others are led to where they can sign in. */
function Fewer() {
  const t = useText(unsubscribeText);
  const { joined } = useShopper();
  const queries = useQueryClient();
  const fewer = useMutation({
    mutationFn: async () =>
      server.call("PUT /api/v1/front/contact", { body: { wishedPerWeek: fewerPerWeek } }),
    onSuccess: (page) => queries.setQueryData(["contact"], page),
  });
  if (!joined)
    return (
      <p className={styles.or}>
        {t("or")} <Link to="/me/data">{t("fewerSignIn")}</Link>
      </p>
    );
  if (fewer.isSuccess) return <p aria-live="polite">{t("fewerDone")}</p>;
  return (
    <>
      {fewer.isError && <ErrorNote error={fewer.error} />}
      <Button look="quiet" wide busy={fewer.isPending} onClick={() => fewer.mutate()}>
        {t("fewer")}
      </Button>
    </>
  );
}
