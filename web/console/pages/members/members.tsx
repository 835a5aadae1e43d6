import { Link } from "@tanstack/react-router";
import { Badge, Button, Input, Segmented, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useList, useLoad } from "../../load.ts";
import { Download } from "../../parts/download.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { ConflictsDrawer } from "./conflicts-drawer.tsx";
import { MemberTable } from "./member-table.tsx";
import { useMay } from "../../session.ts";
import styles from "./members.module.css";
import { membersText } from "./text.ts";

type Kind = "all" | "yes" | "no";
type Sort = "recent" | "spent" | "orders";

/** Members and guests, searched and sorted; identities that wait for a decision. */
export function MembersPage() {
  const may = useMay();
  const t = useText(membersText);
  const format = useFormat();
  const [kind, setKind] = useState<Kind>("yes");
  const [sort, setSort] = useState<Sort>("recent");
  const [typed, setTyped] = useState("");
  const [deciding, setDeciding] = useState(false);
  const search = useDeferredValue(typed.trim());
  const members = useList("GET /api/v1/members", {
    query: {
      limit: 50,
      sort,
      ...(kind === "all" ? {} : { joined: kind }),
      ...(search === "" ? {} : { search }),
    },
  });
  const conflicts = useLoad("GET /api/v1/identity-conflicts", { query: { limit: 100 } });
  const open = conflicts.data?.items.filter(({ status }) => status === "open").length ?? 0;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Badge count={open}>
            <Button onClick={() => setDeciding(true)}>{t("conflicts")}</Button>
          </Badge>
          <Download name="members.csv">{t("export")}</Download>
        </>
      }
    >
      <div className={styles.filters}>
        <Segmented<Kind>
          value={kind}
          onChange={setKind}
          options={[
            { value: "yes", label: t("joined") },
            { value: "no", label: t("guests") },
            { value: "all", label: t("all") },
          ]}
        />
        <Select<Sort>
          value={sort}
          onChange={setSort}
          aria-label={t("sort")}
          popupMatchSelectWidth={false}
          options={(["recent", "spent", "orders"] as const).map((value) => ({
            value,
            label: t(`sort_${value}`),
          }))}
        />
        <Input.Search
          allowClear
          value={typed}
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={({ target }) => setTyped(target.value)}
          style={{ width: 240 }}
        />
        <small className={styles.total}>
          {members.first !== undefined && t("total", { count: format.number(members.first.total) })}
        </small>
      </div>
      <Loaded query={{ data: members.items, error: members.error, refetch: members.refetch }} rows={8}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty
                title={t(search === "" ? "emptyTitle" : "nothingFound")}
                action={search === "" && may("imports.run") && <Link to="/imports">{t("toImport")}</Link>}
              >
                {search === "" ? t("emptyHint") : ""}
              </Empty>
            ) : (
              <MemberTable members={items} />
            )}
            <More list={members} />
          </Sheet>
        )}
      </Loaded>
      <ConflictsDrawer open={deciding} onClose={() => setDeciding(false)} />
    </Page>
  );
}
