import { defineText } from "../../ui/index.ts";
import en from "./text.en.ts";
import zh from "./text.zh-CN.ts";

export const partsText = defineText("console-parts", zh, en);
