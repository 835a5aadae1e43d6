import { useId, useState } from "react";
import { Button, ErrorNote, toast, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import styles from "./my-data.module.css";
import type { Contact } from "./contact.ts";
import { myDataText } from "./text.ts";
import { useChangeContact } from "./use-change-contact.ts";

const most = 4;
const step = 0.5;

/** How many messages a week. One's own wish is an upper bound: the shop never goes above it. */
export function HowOften({ contact }: { readonly contact: Contact }) {
  const t = useText(myDataText);
  const format = useFormat();
  const text = useLocalText();
  const id = useId();
  const change = useChangeContact();
  const [moved, setMoved] = useState<number>();
  const wish = moved ?? contact.wishedPerWeek ?? contact.weeklyBudget;
  const save = (wishedPerWeek: number | null) =>
    change.mutate(
      { wishedPerWeek },
      {
        onSuccess: () => toast(t("saved"), "good"),
        onSettled: () => setMoved(undefined),
      },
    );
  const words =
    wish === 0 ? t("never") : wish < 1 ? t("everyTwoWeeks") : t("perWeek", { count: format.number(wish) });
  return (
    <section className={styles.block}>
      <h2 id={`${id}-title`}>{t("often")}</h2>
      <output className={styles.wish} htmlFor={id}>
        {words}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={most}
        step={step}
        value={wish}
        aria-labelledby={`${id}-title`}
        aria-valuetext={words}
        className={styles.range}
        onChange={({ target }) => setMoved(Number(target.value))}
        onPointerUp={({ currentTarget }) => save(Number(currentTarget.value))}
        onKeyUp={({ currentTarget }) => save(Number(currentTarget.value))}
      />
      <div className={styles.ends} aria-hidden="true">
        <span>{t("never")}</span>
        <span>{t("perWeek", { count: most })}</span>
      </div>
      <p>{t("thisWeek", { count: contact.touchesThisWeek })}</p>
      <small>
        {contact.wishedPerWeek === undefined
          ? t("shopDecides", { count: format.number(contact.weeklyBudget) })
          : t("youDecided")}
      </small>
      {contact.wishedPerWeek === undefined && contact.budgetWhy && <small>{text(contact.budgetWhy)}</small>}
      {contact.wishedPerWeek !== undefined && (
        <Button look="quiet" busy={change.isPending} onClick={() => save(null)}>
          {t("letShopDecide")}
        </Button>
      )}
      {change.isError && <ErrorNote error={change.error} />}
    </section>
  );
}
