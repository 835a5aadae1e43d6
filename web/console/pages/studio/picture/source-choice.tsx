import { BgColorsOutlined, CameraOutlined } from "@ant-design/icons";
import { useText } from "../../../../ui/index.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import type { Source, SourceTrouble } from "./sources.ts";

type Props = {
  readonly trouble: SourceTrouble | undefined;
  readonly onSource: (source: Source) => void;
};

/** The first step: a camera, or the drawn picture. Says what is wrong when the camera could not be had. */
export function SourceChoice({ trouble, onSource }: Props) {
  const t = useText(studioText);
  return (
    <div className={styles.choice}>
      {trouble === undefined ? (
        <>
          <h2>{t("choose")}</h2>
          <p>{t("chooseHint")}</p>
        </>
      ) : (
        <div role="alert">
          <h2>{t(trouble)}</h2>
          <p>{t(`${trouble}Hint`)}</p>
        </div>
      )}
      <div>
        <button type="button" onClick={() => onSource({ kind: "camera" })}>
          <CameraOutlined />
          {t("camera")}
        </button>
        <button type="button" onClick={() => onSource({ kind: "generated" })}>
          <BgColorsOutlined />
          {t("generated")}
          <small>{t("generatedHint")}</small>
        </button>
      </div>
    </div>
  );
}
