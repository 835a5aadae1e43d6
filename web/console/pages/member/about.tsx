import { Link } from "@tanstack/react-router";
import { Descriptions, Select } from "antd";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import type { Member } from "./member.tsx";
import styles from "./member.module.css";
import { memberText } from "./text.ts";

/** Identities, origin, language, tags. */
export function About({ member }: { readonly member: Member }) {
  const t = useText(memberText);
  const format = useFormat();
  const { origin } = member;
  const came =
    origin.showId === undefined ? (
      origin.channel === undefined ? (
        t("unknown")
      ) : (
        t("fromChannel", { name: origin.channel })
      )
    ) : (
      <Link to="/reports/shows/$showId" params={{ showId: origin.showId }}>
        {t("fromShow")}
      </Link>
    );
  return (
    <>
      <Sheet title={t("tags")}>
        <Tags member={member} />
      </Sheet>
      <Sheet title={t("identities")}>
        <ul className={styles.identities}>
          {member.identities.map((identity) => (
            <li key={`${identity.kind} ${identity.valueMasked}`}>
              <span>{t(`kind_${identity.kind}`)}</span>
              <b>{identity.valueMasked}</b>
              <Pill tone={identity.verifiedAt === undefined ? "plain" : "good"}>
                {t(identity.verifiedAt === undefined ? "unverified" : "verified")}
              </Pill>
            </li>
          ))}
        </ul>
        <Descriptions
          column={1}
          size="small"
          items={[
            { key: "origin", label: t("origin"), children: came },
            { key: "language", label: t("language"), children: format.languageName(member.language) },
            { key: "zone", label: t("timeZone"), children: format.zone(member.timeZone) },
          ]}
        />
      </Sheet>
    </>
  );
}

const mostTags = 30;

function Tags({ member }: { readonly member: Member }) {
  const t = useText(memberText);
  const may = useMay();
  const save = useAct(
    (tags: string[]) =>
      server.call("POST /api/v1/members/{id}/tags", { params: { id: member.id }, body: { tags } }),
    { done: t("tagsSaved"), refresh: ["GET /api/v1/members/{id}", "GET /api/v1/members"] },
  );
  if (!may("members.write")) return member.tags.map((tag) => <Pill key={tag}>{tag}</Pill>);
  return (
    <Select
      mode="tags"
      aria-label={t("tags")}
      placeholder={t("tagsHint")}
      defaultValue={member.tags}
      open={false}
      suffixIcon={null}
      maxCount={mostTags}
      loading={save.isPending}
      style={{ width: "100%" }}
      onChange={(tags: string[]) => save.mutate(tags.map((tag) => tag.trim().slice(0, mostTags)))}
    />
  );
}
