import { type ThemeConfig, theme as ant } from "antd";
import { type Theme, fontStack, palette, themes } from "../../ui/tokens.ts";

/** Ant Design dressed in our tokens: one hue for action, thin lines, few shadows, figures in columns. */
export function antTheme(name: Theme): ThemeConfig {
  const colours = themes[name];
  return {
    algorithm: name === "studio" ? ant.darkAlgorithm : ant.defaultAlgorithm,
    token: {
      colorPrimary: name === "studio" ? "#2e9c8d" : palette.pine[600],
      colorInfo: palette.sky[500],
      colorError: name === "studio" ? palette.ember[500] : palette.ember[600],
      colorWarning: palette.gold[500],
      colorSuccess: palette.good[700],
      colorLink: colours.action,
      colorTextBase: colours.text,
      colorBgBase: colours.card,
      colorBgLayout: colours.page,
      colorBorderSecondary: colours.line,
      colorPrimaryBg: colours["action-soft"],
      controlItemBgActive: colours["action-soft"],
      controlItemBgActiveHover: colours["action-soft"],
      colorTextPlaceholder: colours["text-soft"],
      colorTextDescription: colours["text-soft"],
      ...(name === "studio" && {
        colorBgContainer: colours.card,
        colorBgElevated: colours.raised,
        colorBorder: "#42524e",
        colorFillAlter: colours.raised,
      }),
      fontFamily: fontStack(),
      fontSize: 14,
      borderRadius: 8,
      wireframe: false,
      motionDurationMid: "0.16s",
      motionDurationSlow: "0.2s",
    },
    components: {
      Table: { headerBg: "transparent", headerColor: colours["text-soft"], cellPaddingBlock: 11 },
      Card: { headerFontSize: 15 },
      Menu: {
        itemHeight: 33,
        itemMarginBlock: 1,
        itemBorderRadius: 8,
        itemSelectedBg: colours["action-soft"],
        itemSelectedColor: colours.action,
        groupTitleFontSize: 12,
        groupTitleColor: colours["text-soft"],
      },
      Layout: { siderBg: colours.card, headerBg: colours.card, bodyBg: colours.page },
      Tabs: {
        itemSelectedColor: colours.action,
        itemHoverColor: colours.action,
        inkBarColor: colours.action,
      },
      Descriptions: { labelColor: colours["text-soft"] },
      Progress: { defaultColor: colours.action },
      Statistic: { contentFontSize: 26 },
    },
  };
}
