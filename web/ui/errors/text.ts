import { defineText } from "../text/text.ts";
import en from "./text.en.ts";
import zh from "./text.zh-CN.ts";

export const errorText = defineText("errors", zh, en);
