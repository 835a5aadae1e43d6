import { Link, useRouterState } from "@tanstack/react-router";
import { Menu, type MenuProps } from "antd";
import { useText } from "../../ui/index.ts";
import { useMay, useSession } from "../session.ts";
import { type Entry, chapters } from "./chapters.tsx";
import styles from "./shell.module.css";
import { shellText } from "./text.ts";

type MenuItems = NonNullable<MenuProps["items"]>;

/** The chapters and their pages, without those the signed-in person has no right to. */
export function Navigation({ onChosen }: { readonly onChosen?: () => void }) {
  const t = useText(shellText);
  const may = useMay();
  const demo = useSession()?.shop?.demo ?? false;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const shown = (entry: Entry) =>
    (entry.right === undefined || may(entry.right)) && (entry.demoOnly !== true || demo);
  const groups = chapters
    .map(({ name, entries }) => ({ name, entries: entries.filter(shown) }))
    .filter((chapter) => chapter.entries.length > 0);
  const selected = bestMatch(
    groups.flatMap((group) => group.entries.map((entry) => entry.to)),
    path,
  );
  return (
    <nav aria-label={t("menu")} className={styles.navigation}>
      <Menu
        mode="inline"
        style={{ border: 0 }}
        selectedKeys={selected === undefined ? [] : [selected]}
        onClick={() => onChosen?.()}
        items={groups.flatMap(({ name, entries }): MenuItems => {
          const children = entries.map((entry) => ({
            key: entry.to,
            icon: entry.icon,
            label: <Link to={entry.to}>{t(entry.name)}</Link>,
          }));
          return name === undefined ? children : [{ type: "group", key: name, label: t(name), children }];
        })}
      />
    </nav>
  );
}

/** The entry whose address is the longest beginning of the path: `/members/7` belongs to `/members`. */
function bestMatch(addresses: readonly string[], path: string): string | undefined {
  return addresses
    .filter((address) => path === address || (address !== "/" && path.startsWith(`${address}/`)))
    .toSorted((a, b) => b.length - a.length)[0];
}
