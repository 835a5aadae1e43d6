import { useMutation } from "@tanstack/react-query";
import { Button, ErrorNote, toast, useText } from "../../ui/index.ts";
import { orderOrigin } from "../arrival/origin.ts";
import { server } from "../server.ts";
import { Sheet } from "../sheet/sheet.tsx";
import { becomeShopper } from "../shopper.ts";
import type { Contact } from "./contact.ts";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";
import { Verify, useVerification } from "./verify.tsx";

/** Signing in without a join code: a guest becomes a member, a member finds her history again. */
export function SignInSheet({ onClose }: { readonly onClose: () => void }) {
  const t = useText(joiningText);
  const verification = useVerification();
  const signIn = useMutation({
    mutationFn: async ({ contact, code }: { contact: Contact; code: string }) =>
      server.call("POST /api/v1/front/sign-in", { body: { ...contact, code, origin: orderOrigin() } }),
    onSuccess: ({ shopper, newMember }) => {
      becomeShopper(shopper);
      toast(t(newMember ? "welcome" : "welcomeBack"), "good");
      onClose();
    },
  });
  return (
    <Sheet title={t("signInTitle")} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const { contact, code } = verification;
          if (contact) signIn.mutate({ contact, code });
        }}
      >
        <p className={styles.hint}>{t("signInHint")}</p>
        <Verify verification={verification} />
        {signIn.isError && <ErrorNote error={signIn.error} />}
        <Button type="submit" wide busy={signIn.isPending} disabled={!verification.isReady}>
          {t("signIn")}
        </Button>
        <p className={styles.small}>{t("promise")}</p>
      </form>
    </Sheet>
  );
}
