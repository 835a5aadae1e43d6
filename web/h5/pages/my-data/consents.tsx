import { ErrorNote, useFormat, useText } from "../../../ui/index.ts";
import { useShopper } from "../../shopper.ts";
import styles from "./my-data.module.css";
import type { Contact } from "./contact.ts";
import { myDataText } from "./text.ts";
import { useChangeContact } from "./use-change-contact.ts";

type Consent = Contact["consents"][number];

/** By which ways the shop may write. Each is a switch that acts at once. */
export function Consents({ contact }: { readonly contact: Contact }) {
  const t = useText(myDataText);
  const change = useChangeContact();
  return (
    <section className={styles.block}>
      <h2>{t("channels")}</h2>
      {contact.consents.map((consent) => (
        <Switch
          key={consent.channel}
          consent={consent}
          isBusy={change.isPending}
          onChange={(granted) => change.mutate({ consents: [{ channel: consent.channel, granted }] })}
        />
      ))}
      {change.isError && <ErrorNote error={change.error} />}
      <small>{t("serviceHint")}</small>
    </section>
  );
}

type SwitchProps = {
  readonly consent: Consent;
  readonly isBusy: boolean;
  readonly onChange: (granted: boolean) => void;
};

function Switch({ consent: { channel, granted, since }, isBusy, onChange }: SwitchProps) {
  const t = useText(myDataText);
  const format = useFormat();
  const { email } = useShopper();
  const isUnreachable = channel === "email" && email === undefined;
  return (
    <label className={styles.switch}>
      <span>
        {t(channel)}
        <small>
          {isUnreachable
            ? t("noEmail")
            : t(granted ? "grantedSince" : "refusedSince", { date: format.date(since) })}
        </small>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={granted}
        aria-checked={granted}
        disabled={isBusy || (isUnreachable && !granted)}
        onChange={({ target }) => onChange(target.checked)}
      />
    </label>
  );
}
