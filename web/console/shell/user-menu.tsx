import { LogoutOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Dropdown } from "antd";
import { Avatar, useText } from "../../ui/index.ts";
import { useSession, useSignOut } from "../session.ts";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

/** Who is signed in, their role, and the way out. */
export function UserMenu() {
  const t = useText(shellText);
  const staff = useSession()?.staff;
  const signOut = useSignOut();
  if (staff === undefined) return <Link to="/sign-in">{t("signIn")}</Link>;
  const items = [
    { key: "who", label: `${staff.email} · ${t(`role_${staff.role}`)}`, disabled: true },
    { type: "divider" as const },
    { key: "out", icon: <LogoutOutlined />, label: t("signOut"), onClick: () => signOut.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <button type="button" className={styles.user}>
        <Avatar name={staff.name} size={30} />
        <span>{staff.name}</span>
      </button>
    </Dropdown>
  );
}
