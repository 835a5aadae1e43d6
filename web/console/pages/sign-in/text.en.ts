import type { SameKeys } from "../../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  title: "Sign in to the console",
  lead: "They come back, because you hold back.",
  email: "E-mail",
  password: "Password",
  submit: "Sign in",
  needEmail: "Please give your e-mail address",
  needPassword: "Please give your password",
  demo: "Demo accounts",
  demoHint: "Tap one to fill it in",
} as const satisfies SameKeys<typeof zh>;
