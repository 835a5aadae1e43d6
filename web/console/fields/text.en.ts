import type { SameKeys } from "../../ui/index.ts";
import type zh from "./text.zh-CN.ts";

export default {
  filled: "Fill this in",
  oneEntry: "Choose at least one",
  atLeastSigns: "At least {{what}} characters",
  atMostSigns: "At most {{what}} characters",
  atLeastEntries: "At least {{what}} entries",
  atMostEntries: "At most {{what}} entries",
  atLeast: "At least {{what}}",
  atMost: "At most {{what}}",
  moreThan: "More than {{what}}",
  lessThan: "Less than {{what}}",
  multipleOf: "A multiple of {{what}}",
  oneOf: "One of: {{what}}",
  wholeNumber: "A whole number",
  number: "A number",
  text: "A text",
  email: "An e-mail address, such as li.na@example.com",
  url: "A web address, such as https://example.com/page",
  phone: "A phone number, such as +86 138 0013 8000",
  moment: "A date and a time",
  day: "A day, such as 2026-05-20",
  timeOfDay: "A time, such as 21:00",
  sixDigits: "Six digits",
  currency: "Three capital letters of a currency, such as CNY",
  country: "Two capital letters of a country, such as CN",
} as const satisfies SameKeys<typeof zh>;
