import { Form, Input } from "antd";
import { useText } from "../../ui/index.ts";
import styles from "./parts.module.css";
import { partsText } from "./text.ts";

type Props = {
  /** Name of the form field; its value is `{ zh?, en? }`. */
  readonly name: string;
  readonly label: string;
  readonly maxLength?: number;
  /** More than one: a text of so many lines. */
  readonly lines?: number;
  /** Said when both are empty. */
  readonly needed?: string;
  readonly extra?: string;
};

/** One text in Chinese and in English; one of them is enough. */
export function BothLanguages({ name, label, maxLength = 200, lines = 1, needed, extra }: Props) {
  const t = useText(partsText);
  const form = Form.useFormInstance<Record<string, { zh?: string; en?: string } | undefined>>();
  const check = async () => {
    const value = form.getFieldValue(name) as { zh?: string; en?: string } | undefined;
    if (needed !== undefined && !value?.zh && !value?.en) throw new Error(needed);
    return Promise.resolve();
  };
  return (
    <div className={styles.both} data-lines={lines}>
      {(["zh", "en"] as const).map((language) => {
        const other = t(language === "zh" ? "chinese" : "english");
        return (
          <Form.Item
            key={language}
            name={[name, language]}
            label={`${label} · ${other}`}
            dependencies={[[name, language === "zh" ? "en" : "zh"]]}
            {...(language === "zh" && { rules: [{ validator: check }] })}
            {...(extra !== undefined && language === "zh" && { extra })}
          >
            {lines > 1 ? (
              <Input.TextArea maxLength={maxLength} autoSize={{ minRows: lines, maxRows: lines * 3 }} />
            ) : (
              <Input maxLength={maxLength} />
            )}
          </Form.Item>
        );
      })}
    </div>
  );
}

/** Empty halves are left out: the server takes an absent text, not an empty one. */
export function tidyText(text: { zh?: string | undefined; en?: string | undefined } | undefined): {
  zh?: string;
  en?: string;
} {
  return {
    ...(text?.zh ? { zh: text.zh.trim() } : {}),
    ...(text?.en ? { en: text.en.trim() } : {}),
  };
}
