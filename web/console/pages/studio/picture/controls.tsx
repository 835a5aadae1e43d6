import { SwapOutlined } from "@ant-design/icons";
import { Button, Popconfirm, Select } from "antd";
import { useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { server } from "../../../server.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import { type Source, keepSource, useDevices } from "./sources.ts";
import type { StageProps } from "./stage.tsx";

/** Below the picture: devices, and the one next step — go on air, send from here, end. */
export function Controls(props: StageProps) {
  const { showId, show, source, stream, sending, onSource, onSending, onChanged } = props;
  const t = useText(studioText);
  const params = { id: showId };
  const send = () => {
    keepSource(showId, source);
    onSending(true);
  };
  const open = useAct(() => server.call("POST /api/v1/shows/{id}/open", { params }), {
    refresh: ["GET /api/v1/shows"],
    onDone: () => {
      send();
      onChanged();
    },
  });
  const close = useAct(() => server.call("POST /api/v1/shows/{id}/close", { params }), {
    refresh: ["GET /api/v1/shows"],
    onDone: () => {
      keepSource(showId, undefined);
      onSending(false);
      onSource(undefined);
      onChanged();
    },
  });
  const choose = (next: Source | undefined) => {
    if (sending) keepSource(showId, next);
    onSource(next);
  };
  const onAir = show.status === "on_air";
  return (
    <div className={styles.controls}>
      {source !== undefined && <Devices source={source} stream={stream} onSource={choose} />}
      {onAir && !sending && <p className={styles.hint}>{t(show.publishing ? "elsewhere" : "resumeHint")}</p>}
      <span className={styles.steps}>
        {!onAir && (
          <Button
            type="primary"
            danger
            size="large"
            disabled={stream === undefined}
            loading={open.isPending}
            onClick={() => open.mutate(undefined)}
          >
            {t("goOnAir")}
          </Button>
        )}
        {onAir && !sending && (
          <Button type="primary" size="large" disabled={stream === undefined} onClick={send}>
            {t("resume")}
          </Button>
        )}
        {onAir && (
          <Popconfirm
            title={t("endTitle")}
            description={t("endHint")}
            okText={t("endOk")}
            cancelText={t("keepOn")}
            okButtonProps={{ danger: true }}
            onConfirm={() => close.mutate(undefined)}
          >
            <Button danger size="large" loading={close.isPending}>
              {t("end")}
            </Button>
          </Popconfirm>
        )}
      </span>
    </div>
  );
}

type DevicesProps = {
  readonly source: Source;
  readonly stream: MediaStream | undefined;
  readonly onSource: (source: Source | undefined) => void;
};

function Devices({ source, stream, onSource }: DevicesProps) {
  const t = useText(studioText);
  const { cameras, microphones } = useDevices(stream);
  const options = (devices: readonly MediaDeviceInfo[]) =>
    devices.map((device, at) => ({ value: device.deviceId, label: device.label || `${at + 1}` }));
  const inUse = (kind: string) =>
    stream
      ?.getTracks()
      .find((track) => track.kind === kind)
      ?.getSettings().deviceId;
  return (
    <span className={styles.devices}>
      {source.kind === "camera" && (
        <>
          <Select
            aria-label={t("cameraDevice")}
            value={source.cameraId ?? inUse("video") ?? null}
            placeholder={t("cameraDevice")}
            options={options(cameras)}
            popupMatchSelectWidth={false}
            onChange={(cameraId) => onSource({ ...source, cameraId })}
          />
          <Select
            aria-label={t("microphoneDevice")}
            value={source.microphoneId ?? inUse("audio") ?? null}
            placeholder={t("microphoneDevice")}
            options={options(microphones)}
            popupMatchSelectWidth={false}
            onChange={(microphoneId) => onSource({ ...source, microphoneId })}
          />
        </>
      )}
      <Button
        type="text"
        icon={<SwapOutlined />}
        onClick={() => onSource(source.kind === "camera" ? { kind: "generated" } : { kind: "camera" })}
      >
        {t(source.kind === "camera" ? "toGenerated" : "toCamera")}
      </Button>
    </span>
  );
}
