import { useQuery } from "@tanstack/react-query";
import { useText } from "../../../ui/index.ts";
import { demoQuery } from "../../session.ts";
import styles from "./sign-in.module.css";
import { signInText } from "./text.ts";

type Account = { readonly email: string; readonly password: string };

/** While the demo runs its sign-ins are no secret: one tap fills them in. Otherwise nothing is shown. */
export function DemoAccounts({ onPick }: { readonly onPick: (account: Account) => void }) {
  const t = useText(signInText);
  const demo = useQuery(demoQuery).data;
  if (demo?.on !== true || demo.signIns.length === 0) return null;
  return (
    <section className={styles.demo}>
      <h2>
        {t("demo")} <small>{t("demoHint")}</small>
      </h2>
      {demo.signIns.map(({ email, password, role }) => (
        <button key={email} type="button" onClick={() => onPick({ email, password })}>
          <b>{role}</b>
          <span>{email}</span>
        </button>
      ))}
    </section>
  );
}
