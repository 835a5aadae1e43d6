import en from "./text.en.ts";
import zh from "./text.zh-CN.ts";
import { defineText } from "./text/text.ts";

export const uiText = defineText("ui", zh, en);
