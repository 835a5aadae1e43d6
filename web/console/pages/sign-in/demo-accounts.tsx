import { useQuery } from "@tanstack/react-query";
import { useText } from "../../../ui/index.ts";
import type { StaffRole } from "../../../../contract/rights.ts";
import { demoQuery } from "../../session.ts";
import { shellText } from "../../shell/text.ts";
import styles from "./sign-in.module.css";
import { signInText } from "./text.ts";

type Account = { readonly email: string; readonly password: string };

/** While the demo runs its sign-ins are no secret: one tap fills them in. Otherwise nothing is shown. */
export function DemoAccounts({ onPick }: { readonly onPick: (account: Account) => void }) {
  const t = useText(signInText);
  const roleName = useText(shellText);
  const demo = useQuery(demoQuery).data;
  if (demo?.on !== true || demo.signIns.length === 0) return null;
  return (
    <section className={styles.demo}>
      <h2>
        {t("demo")} <small>{t("demoHint")}</small>
      </h2>
      {demo.signIns.map(({ email, password, role }) => (
        <button key={email} type="button" onClick={() => onPick({ email, password })}>
          <b>{isRole(role) ? roleName(`role_${role}`) : role}</b>
          <span>{email}</span>
        </button>
      ))}
    </section>
  );
}

const roles: Readonly<Record<StaffRole, true>> = {
  owner: true,
  operator: true,
  host: true,
  service: true,
  moderator: true,
  analyst: true,
};

function isRole(role: string): role is StaffRole {
  return Object.hasOwn(roles, role);
}
