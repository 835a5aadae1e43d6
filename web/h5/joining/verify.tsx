import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button, ErrorNote, useText } from "../../ui/index.ts";
import { server } from "../server.ts";
import { type Contact, readCode, readContact } from "./contact.ts";
import { DemoHint } from "./demo-hint.tsx";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";

const againAfterSeconds = 60;

/** What has been typed so far: a contact that reads as one, whether a code is on its way, and the code. */
export function useVerification() {
  const [typed, setTyped] = useState("");
  const [code, setCode] = useState("");
  const [sentTo, setSentTo] = useState<string>();
  const [waitSeconds, setWaitSeconds] = useState(0);
  const contact = readContact(typed);
  const send = useMutation({
    mutationFn: async (to: Contact) => server.call("POST /api/v1/front/codes", { body: to }),
    onSuccess: () => {
      setSentTo(typed);
      setWaitSeconds(againAfterSeconds);
    },
  });
  useEffect(() => {
    if (waitSeconds === 0) return undefined;
    const timer = setTimeout(() => setWaitSeconds(waitSeconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);
  return {
    typed,
    setTyped,
    contact,
    code,
    setCode: (next: string) => setCode(readCode(next)),
    isSent: sentTo !== undefined && sentTo === typed,
    isReady: contact !== undefined && sentTo === typed && code.length === 6,
    waitSeconds: sentTo === typed ? waitSeconds : 0,
    send,
  };
}

/** Phone or e-mail in one field, and the six digits that prove it. */
export function Verify({ verification }: { readonly verification: ReturnType<typeof useVerification> }) {
  const t = useText(joiningText);
  const { typed, setTyped, contact, code, setCode, isSent, waitSeconds, send } = verification;
  const sendLabel =
    waitSeconds > 0 ? t("sendAgainIn", { seconds: waitSeconds }) : t(isSent ? "sendAgain" : "send");
  return (
    <>
      <label className={styles.field}>
        <span>{t("contact")}</span>
        <input
          value={typed}
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={t("contactHint")}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <div className={styles.codeRow}>
        <label className={styles.field}>
          <span>{t("code")}</span>
          <input
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={24}
            placeholder={t("codeHint")}
            disabled={!isSent}
            onChange={({ target }) => setCode(target.value)}
          />
        </label>
        <Button
          look="quiet"
          busy={send.isPending}
          disabled={contact === undefined || waitSeconds > 0}
          onClick={() => contact && send.mutate(contact)}
        >
          {sendLabel}
        </Button>
      </div>
      {send.isError && <ErrorNote error={send.error} />}
      {isSent && <output className={styles.hint}>{t("sent", { to: typed })}</output>}
      {isSent && contact && <DemoHint contact={contact} onCode={setCode} />}
    </>
  );
}
