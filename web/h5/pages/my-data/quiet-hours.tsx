import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button, ErrorNote, toast, useFormat, useText } from "../../../ui/index.ts";
import { server } from "../../server.ts";
import { becomeShopper } from "../../shopper.ts";
import { type Contact, contactQuery } from "./contact.ts";
import styles from "./my-data.module.css";
import { myDataText } from "./text.ts";
import { useChangeContact } from "./use-change-contact.ts";

/** When nothing comes: the shop's hours, or one's own in their place. */
export function QuietHours({ contact }: { readonly contact: Contact }) {
  const t = useText(myDataText);
  const change = useChangeContact();
  const format = useFormat();
  const { timeZone, quietHoursAreHers } = contact;
  const [from, setFrom] = useState(contact.quietFrom);
  const [until, setUntil] = useState(contact.quietUntil);
  const isChanged = from !== contact.quietFrom || until !== contact.quietUntil;
  const save = (quietHours: { quietFrom: string; quietUntil: string } | null) =>
    change.mutate(
      { quietHours },
      {
        onSuccess: (page) => {
          setFrom(page.quietFrom);
          setUntil(page.quietUntil);
          toast(t("saved"), "good");
        },
      },
    );
  const range = { from: contact.quietFrom, until: contact.quietUntil, zone: format.zone(timeZone) };
  return (
    <section className={styles.block}>
      <h2>{t("quiet")}</h2>
      <p>{contact.quietFrom === contact.quietUntil ? t("quietNever") : t("quietHours", range)}</p>
      <div className={styles.times}>
        <label>
          {t("quietFrom")}
          <input type="time" value={from} onChange={({ target }) => setFrom(target.value)} />
        </label>
        <label>
          {t("quietUntil")}
          <input type="time" value={until} onChange={({ target }) => setUntil(target.value)} />
        </label>
      </div>
      {isChanged && from !== "" && until !== "" && (
        <Button busy={change.isPending} onClick={() => save({ quietFrom: from, quietUntil: until })}>
          {t("quietSave")}
        </Button>
      )}
      {quietHoursAreHers && !isChanged && (
        <Button look="quiet" busy={change.isPending} onClick={() => save(null)}>
          {t("quietShops")}
        </Button>
      )}
      {change.isError && <ErrorNote error={change.error} />}
      <small>{t("quietHint")}</small>
      <ThisZone known={timeZone} />
    </section>
  );
}

/** Who has moved may take the zone of the device in her hand. */
function ThisZone({ known }: { readonly known: string }) {
  const t = useText(myDataText);
  const queries = useQueryClient();
  const format = useFormat();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const take = useMutation({
    mutationFn: async () => server.call("PATCH /api/v1/front/me", { body: { timeZone: zone } }),
    onSuccess: (shopper) => {
      becomeShopper(shopper);
      void queries.invalidateQueries({ queryKey: contactQuery.queryKey });
    },
  });
  if (zone === known) return null;
  return (
    <>
      <Button look="quiet" busy={take.isPending} onClick={() => take.mutate()}>
        {t("takeZone", { zone: format.zone(zone) })}
      </Button>
      {take.isError && <ErrorNote error={take.error} />}
    </>
  );
}
