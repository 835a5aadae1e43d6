import { ApiError } from "../client/api.ts";
import { readFailure, useText } from "../ui/index.ts";
import { errorText } from "../ui/errors/text.ts";

/** One sentence on what went wrong, with the first field the server names. */
export function useFailureWords(): (error: unknown) => string {
  const t = useText(errorText);
  return (error) => {
    const { code } = readFailure(error);
    const field = code === "invalid_input" ? badFieldsOf(error)[0] : undefined;
    return field === undefined
      ? `${t(code)} · ${t(`${code}_do`)}`
      : `${t(code)} · ${field.path}: ${field.message}`;
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
export function formErrors(error: unknown): { name: (string | number)[]; errors: string[] }[] {
  return badFieldsOf(error).map(({ path, message }) => ({
    name: path.split(".").map((step) => (/^\d+$/u.test(step) ? Number(step) : step)),
    errors: [message],
  }));
}
