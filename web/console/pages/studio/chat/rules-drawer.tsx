import { Button, Drawer, Form, Input, Select, Switch } from "antd";
import { Skeleton, useFormat, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { useLoad } from "../../../load.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";
import type { StudioAnswer } from "../room/use-room.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";

type Props = { readonly showId: string; readonly open: boolean; readonly onClose: () => void };

/** The room's rules and who is muted. */
export function RulesDrawer({ showId, open, onClose }: Props) {
  const t = useText(studioText);
  const mayHost = useMay()("shows.host");
  const params = { id: showId };
  const { data } = useLoad("GET /api/v1/shows/{id}", { params }, { enabled: open });
  const studio = useLoad("GET /api/v1/shows/{id}/studio", { params }, { enabled: open && mayHost });
  return (
    <Drawer title={t("rules")} open={open} onClose={onClose} size={380} destroyOnHidden>
      {data === undefined ? (
        <Skeleton count={5} />
      ) : (
        <>
          <RulesForm showId={showId} rules={data.rules} onSaved={onClose} />
          {studio.data !== undefined && <Mutes showId={showId} mutes={studio.data.mutes} />}
        </>
      )}
    </Drawer>
  );
}

type Fields = { slowModeSeconds: number; linksAllowed: boolean; words: string };
type FormProps = {
  readonly showId: string;
  readonly rules: StudioAnswer["rules"];
  readonly onSaved: () => void;
};

function RulesForm({ showId, rules, onSaved }: FormProps) {
  const t = useText(studioText);
  const save = useAct(
    ({ words, ...rest }: Fields) => {
      const sensitiveWords = [
        ...new Set(
          words
            .split("\n")
            .map((word) => word.trim())
            .filter(Boolean),
        ),
      ];
      return server.call("PUT /api/v1/shows/{id}/rules", {
        params: { id: showId },
        body: { ...rest, sensitiveWords },
      });
    },
    { done: t("saved"), refresh: ["GET /api/v1/shows/{id}"], onDone: onSaved },
  );
  const pauses = [0, 3, 5, 10, 30, 60, 120].map((count) => ({
    value: count,
    label: count === 0 ? t("off") : t("seconds", { count }),
  }));
  return (
    <Form<Fields>
      layout="vertical"
      initialValues={{ ...rules, words: rules.sensitiveWords.join("\n") }}
      onFinish={(fields) => save.mutate(fields)}
    >
      <Form.Item name="slowModeSeconds" label={t("slowMode")} extra={t("slowModeHint")}>
        <Select options={pauses} />
      </Form.Item>
      <Form.Item name="linksAllowed" label={t("links")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="words" label={t("words")} extra={t("wordsHint")}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 10 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {t("save")}
      </Button>
    </Form>
  );
}

function Mutes({ showId, mutes }: { readonly showId: string; readonly mutes: StudioAnswer["mutes"] }) {
  const t = useText(studioText);
  const format = useFormat();
  const unmute = useAct(
    (memberId: string) =>
      server.call("DELETE /api/v1/shows/{id}/mutes/{memberId}", { params: { id: showId, memberId } }),
    { done: t("unmuted"), refresh: ["GET /api/v1/shows/{id}/studio"] },
  );
  return (
    <section className={styles.mutes}>
      <h3>{t("mutes")}</h3>
      {mutes.length === 0 && <p className={styles.hint}>{t("mutesEmpty")}</p>}
      <ul>
        {mutes.map((mute) => (
          <li key={mute.memberId}>
            <span>
              <b>{mute.name}</b>
              <small>
                {mute.until === undefined
                  ? t("wholeShow")
                  : t("until", { at: format.date(mute.until, "time") })}
                {mute.reason === "" ? "" : ` · “${mute.reason}”`}
              </small>
            </span>
            <Button size="small" onClick={() => unmute.mutate(mute.memberId)}>
              {t("unmute")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
