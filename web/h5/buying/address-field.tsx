import type { FormEvent } from "react";
import type { Address } from "../../../contract/values.ts";
import { useLanguage, useText } from "../../ui/index.ts";
import styles from "./buying.module.css";
import { buyingText } from "./text.ts";

const countries = [
  "CN",
  "HK",
  "TW",
  "SG",
  "MY",
  "JP",
  "KR",
  "US",
  "CA",
  "GB",
  "DE",
  "FR",
  "AU",
  "NZ",
] as const;

type Props = {
  readonly address: Address | undefined;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  /** The form's name, for the button that stands elsewhere and sends it. */
  readonly formId: string;
  readonly onSave: (address: Address) => void;
};

/** Where the parcel goes: one line when it is known, a form when it is not. */
export function AddressField({ address, isEditing, onEdit, formId, onSave }: Props) {
  const t = useText(buyingText);
  if (isEditing || address === undefined)
    return <AddressForm known={address} formId={formId} onSave={onSave} />;
  const { name, phone, region, city, street } = address;
  return (
    <button type="button" className={styles.address} aria-label={t("changeAddress")} onClick={onEdit}>
      <span>
        <b>
          {name} {phone}
        </b>
        <small>{[region, city, street].filter(Boolean).join(" ")}</small>
      </span>
      <span className={styles.change}>{t("change")}</span>
    </button>
  );
}

const fields = [
  { name: "name", autoComplete: "name", required: true, maxLength: 80 },
  { name: "phone", autoComplete: "tel", required: true, maxLength: 40, type: "tel" },
  { name: "region", autoComplete: "address-level1", required: false, maxLength: 80 },
  { name: "city", autoComplete: "address-level2", required: true, maxLength: 80 },
  { name: "street", autoComplete: "street-address", required: true, maxLength: 200, wide: true },
  { name: "postcode", autoComplete: "postal-code", required: false, maxLength: 20 },
] as const;

type FormProps = { readonly known: Address | undefined } & Pick<Props, "formId" | "onSave">;

function AddressForm({ known, formId, onSave }: FormProps) {
  const t = useText(buyingText);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(readAddress(new FormData(event.currentTarget)));
  };
  return (
    <form id={formId} className={styles.form} onSubmit={submit} aria-label={t("address")}>
      {fields.map((field) => (
        <label key={field.name} className={styles.field} data-wide={"wide" in field}>
          <span>
            {t(field.name)}
            {!field.required && <small> {t("optional")}</small>}
          </span>
          <input
            name={field.name}
            type={"type" in field ? field.type : "text"}
            autoComplete={field.autoComplete}
            required={field.required}
            minLength={field.name === "phone" ? 3 : undefined}
            maxLength={field.maxLength}
            defaultValue={known?.[field.name] ?? ""}
          />
        </label>
      ))}
      <CountryField known={known?.country} />
    </form>
  );
}

function CountryField({ known }: { readonly known: string | undefined }) {
  const t = useText(buyingText);
  const { language } = useLanguage();
  const names = new Intl.DisplayNames(language, { type: "region" });
  return (
    <label className={styles.field}>
      <span>{t("country")}</span>
      <select name="country" autoComplete="country" defaultValue={known ?? (language === "en" ? "US" : "CN")}>
        {countries.map((code) => (
          <option key={code} value={code}>
            {names.of(code)}
          </option>
        ))}
      </select>
    </label>
  );
}

function readAddress(form: FormData): Address {
  const word = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const region = word("region");
  const postcode = word("postcode");
  return {
    name: word("name"),
    phone: word("phone"),
    country: word("country"),
    city: word("city"),
    street: word("street"),
    ...(region !== "" && { region }),
    ...(postcode !== "" && { postcode }),
  };
}
