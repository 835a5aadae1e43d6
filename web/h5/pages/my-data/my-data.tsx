import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button, ErrorNote, Skeleton, useText } from "../../../ui/index.ts";
import { SignInSheet } from "../../joining/sign-in-sheet.tsx";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { useShopper } from "../../shopper.ts";
import { type Contact, contactQuery } from "./contact.ts";
import { Consents } from "./consents.tsx";
import { HowOften } from "./how-often.tsx";
import { Known } from "./known.tsx";
import { QuietHours } from "./quiet-hours.tsx";
import styles from "./my-data.module.css";
import { Sent } from "./sent.tsx";
import { myDataText } from "./text.ts";

/** What is known of one, how often one is written to and by which way, what was sent and why. */
export function MyDataPage() {
  const t = useText(myDataText);
  const { joined } = useShopper();
  const contact = useQuery(contactQuery);
  return (
    <PlainLayout title={t("title")}>
      <div className={styles.page}>
        <p className={styles.lead}>{t("lead")}</p>
        {!joined && <GuestNote />}
        {contact.isPending && <Skeleton shape="row" count={4} />}
        {contact.isError && <ErrorNote error={contact.error} onRetry={() => void contact.refetch()} />}
        {contact.data && joined && (
          <>
            <HowOften contact={contact.data} />
            <Consents contact={contact.data} />
            <QuietHours contact={contact.data} />
            <ControlGroup contact={contact.data} />
          </>
        )}
        {contact.data && <Sent contact={contact.data} />}
        <Known />
      </div>
    </PlainLayout>
  );
}

function GuestNote() {
  const t = useText(myDataText);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={styles.block}>
      <p>{t("guest")}</p>
      <Button wide onClick={() => setIsOpen(true)}>
        {t("signIn")}
      </Button>
      {isOpen && <SignInSheet onClose={() => setIsOpen(false)} />}
    </section>
  );
}

/** One in twenty members is never written to. Whoever is, is told so, and what it is for. */
function ControlGroup({ contact }: { readonly contact: Contact }) {
  const t = useText(myDataText);
  return (
    <section className={styles.block}>
      <h2>{t("control")}</h2>
      <p>{t(contact.inControlGroup ? "controlIn" : "controlOut")}</p>
    </section>
  );
}
