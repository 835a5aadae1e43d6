/** A field that is left out when its text is empty: `{ ...optional("country", text) }`. */
export function optional<Name extends string>(name: Name, text: string): { readonly [N in Name]?: string } {
  return (text === "" ? {} : { [name]: text }) as { readonly [N in Name]?: string };
}
