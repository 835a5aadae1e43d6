import { useMutation } from "@tanstack/react-query";
import { Button, ErrorNote, useFormat, useText } from "../../../ui/index.ts";
import { server } from "../../server.ts";
import { useShopper } from "../../shopper.ts";
import { gatherMyData } from "./gather-my-data.ts";
import styles from "./my-data.module.css";
import { myDataText } from "./text.ts";

/** What the shop knows of one, each with its reason, and all of it to take along. */
export function Known() {
  const t = useText(myDataText);
  const format = useFormat();
  const { name, phone, email, timeZone, joinedAt } = useShopper();
  const rows = [
    ["knownName", name],
    ["knownPhone", phone],
    ["knownEmail", email],
    ["knownSince", joinedAt && format.date(joinedAt)],
    ["knownZone", timeZone && format.zone(timeZone)],
  ] as const;
  const take = useMutation({ mutationFn: async () => download(await gatherMyData(server)) });
  return (
    <section className={styles.block}>
      <h2>{t("known")}</h2>
      <dl className={styles.known}>
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>
              {t(what)}
              <small>{t(`${what}Why`)}</small>
            </dt>
            <dd>{value ?? t("notKnown")}</dd>
          </div>
        ))}
      </dl>
      <p>{t("alsoKnown")}</p>
      <Button look="quiet" wide busy={take.isPending} onClick={() => take.mutate()}>
        {t("takeAlong")}
      </Button>
      {take.isError && <ErrorNote error={take.error} />}
    </section>
  );
}

function download(data: unknown): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(
    new Blob([JSON.stringify(data, undefined, 2)], { type: "application/json" }),
  );
  link.download = "my-data.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
