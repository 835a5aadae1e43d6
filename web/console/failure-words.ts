import { ApiError } from "../client/api.ts";
import { readFailure, useText } from "../ui/index.ts";
import { errorText } from "../ui/errors/text.ts";
import { readComplaint } from "./fields/complaint.ts";
import { fieldsText } from "./fields/text.ts";

/** One sentence on what went wrong, with what is wanted of the first field the server names. */
export function useFailureWords(): (error: unknown) => string {
  const t = useText(errorText);
  const fieldWords = useFieldWords();
  return (error) => {
    const { code } = readFailure(error);
    const field = code === "invalid_input" ? badFieldsOf(error)[0] : undefined;
    return field === undefined
      ? `${t(code)} · ${t(`${code}_do`)}`
      : `${t(code)} · ${field.path}: ${fieldWords(field.message)}`;
  };
}

/** What the server wants of a field, in the reader's language; anything unforeseen as it was said. */
function useFieldWords(): (message: string) => string {
  const t = useText(fieldsText);
  return (message) => {
    const complaint = readComplaint(message);
    return complaint === undefined ? message : t(complaint.key, complaint.values);
  };
}

export type BadField = { readonly path: string; readonly message: string };

/** The fields that an `invalid_input` names, by the path of the request's body. */
export function badFieldsOf(error: unknown): BadField[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.details)) return [];
  return (error.details as Partial<BadField>[]).flatMap(({ path, message }) =>
    path === undefined ? [] : [{ path, message: message ?? "" }],
  );
}

/** The same for `form.setFields`: each message stands at its field. */
export function useFormErrors(): (error: unknown) => { name: (string | number)[]; errors: string[] }[] {
  const fieldWords = useFieldWords();
  return (error) =>
    badFieldsOf(error).map(({ path, message }) => ({
      name: path.split(".").map((step) => (/^\d+$/u.test(step) ? Number(step) : step)),
      errors: [fieldWords(message)],
    }));
}
