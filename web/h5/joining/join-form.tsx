import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { AllRoutes } from "../../../contract/routes.ts";
import type { ResultOf } from "../../client/api.ts";
import { Button, ErrorNote, useLanguage, useText } from "../../ui/index.ts";
import { orderOrigin } from "../arrival/origin.ts";
import { server } from "../server.ts";
import { becomeShopper, useShopper } from "../shopper.ts";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";
import { Verify, useVerification } from "./verify.tsx";

export type Joined = ResultOf<AllRoutes["POST /api/v1/front/join/{code}"]>;

type Props = {
  readonly joinCode: string;
  readonly onJoined: (joined: Joined) => void;
  readonly showId?: string | undefined;
};

/**
 * Joining over a code. Who is a member already takes the benefit with one tap. The box for the inbox is ticked,
 * because the inbox disturbs nobody; the one for e-mail is not.
 */
export function JoinForm({ joinCode, onJoined, showId }: Props) {
  const t = useText(joiningText);
  const { joined } = useShopper();
  const verification = useVerification();
  const [consents, setConsents] = useState({ inbox: true, email: false });
  const join = useJoin(joinCode, showId, onJoined);
  const byMail = verification.contact !== undefined && "email" in verification.contact;
  const submit = () =>
    join.mutate({
      ...(!joined && { ...verification.contact, verification: verification.code }),
      consents: { inbox: consents.inbox, email: consents.email && byMail },
    });
  if (joined) {
    return (
      <div className={styles.form}>
        <p className={styles.hint}>{t("alreadyMember")}</p>
        {join.isError && <ErrorNote error={join.error} />}
        <Button wide busy={join.isPending} onClick={submit}>
          {t("take")}
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Verify verification={verification} />
      <Consent
        words={t("consentInbox")}
        checked={consents.inbox}
        onChange={(inbox) => setConsents({ ...consents, inbox })}
      />
      <Consent
        words={t("consentEmail")}
        checked={consents.email && byMail}
        disabled={!byMail}
        onChange={(email) => setConsents({ ...consents, email })}
      />
      {join.isError && <ErrorNote error={join.error} />}
      <Button type="submit" wide busy={join.isPending} disabled={!verification.isReady}>
        {t("join")}
      </Button>
      <p className={styles.small}>{t("promise")}</p>
    </form>
  );
}

type ConsentProps = {
  readonly words: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
};

function Consent({ words, checked, disabled = false, onChange }: ConsentProps) {
  return (
    <label className={styles.consent}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>{words}</span>
    </label>
  );
}

type JoinWish = {
  readonly phone?: string;
  readonly email?: string;
  readonly verification?: string;
  readonly consents: { readonly inbox: boolean; readonly email: boolean };
};

function useJoin(code: string, showId: string | undefined, onJoined: (joined: Joined) => void) {
  const { language } = useLanguage();
  return useMutation({
    mutationFn: async (wish: JoinWish) =>
      server.call("POST /api/v1/front/join/{code}", {
        params: { code },
        body: {
          ...wish,
          language,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          origin: orderOrigin(showId === undefined ? {} : { showId }),
        },
      }),
    onSuccess: (joined) => {
      becomeShopper(joined.shopper);
      onJoined(joined);
    },
  });
}
