import {
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BookOutlined,
  CalendarOutlined,
  DashboardOutlined,
  ExperimentOutlined,
  FieldTimeOutlined,
  ImportOutlined,
  LineChartOutlined,
  MailOutlined,
  ProfileOutlined,
  QrcodeOutlined,
  SafetyCertificateOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
  VideoCameraOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { StaffRight } from "../../../contract/rights.ts";
import type { KeyOf } from "../../ui/text/text.ts";
import type zh from "./text.zh-CN.ts";

type Word = KeyOf<typeof zh>;
export type Entry = {
  readonly to: string;
  readonly name: Word;
  readonly icon: ReactNode;
  /** Who does not have it does not see the entry. */
  readonly right?: StaffRight;
  readonly demoOnly?: boolean;
};
export type Chapter = {
  /** Absent: its entries stand alone. */
  readonly name?: Word;
  readonly entries: readonly Entry[];
};

/** The side navigation: the product's chapters in their order, and what stands around them. */
export const chapters: readonly Chapter[] = [
  { entries: [{ to: "/", name: "dashboard", icon: <DashboardOutlined /> }] },
  {
    name: "chapterShop",
    entries: [
      { to: "/products", name: "products", icon: <ShoppingOutlined />, right: "catalogue.read" },
      { to: "/orders", name: "orders", icon: <ProfileOutlined />, right: "orders.read" },
      { to: "/members", name: "members", icon: <TeamOutlined />, right: "members.read" },
      { to: "/imports", name: "imports", icon: <ImportOutlined />, right: "imports.run" },
    ],
  },
  {
    name: "chapterLive",
    entries: [{ to: "/shows", name: "shows", icon: <VideoCameraOutlined />, right: "shows.read" }],
  },
  {
    name: "chapterJoin",
    entries: [{ to: "/join-codes", name: "joinCodes", icon: <QrcodeOutlined />, right: "join.read" }],
  },
  {
    name: "chapterEngage",
    entries: [
      { to: "/touches", name: "touches", icon: <SafetyCertificateOutlined />, right: "engage.read" },
      { to: "/content", name: "content", icon: <BookOutlined />, right: "engage.read" },
    ],
  },
  {
    name: "chapterRepurchase",
    entries: [
      { to: "/plan", name: "plan", icon: <CalendarOutlined />, right: "plan.read" },
      { to: "/forecasts", name: "forecasts", icon: <FieldTimeOutlined />, right: "plan.read" },
    ],
  },
  {
    name: "chapterInsight",
    entries: [
      { to: "/reports/shows", name: "showReports", icon: <BarChartOutlined />, right: "insight.read" },
      {
        to: "/reports/repurchase",
        name: "repurchaseReport",
        icon: <LineChartOutlined />,
        right: "insight.read",
      },
      { to: "/experiments", name: "experiments", icon: <ExperimentOutlined />, right: "insight.read" },
    ],
  },
  {
    name: "chapterHouse",
    entries: [
      { to: "/outbox", name: "outbox", icon: <MailOutlined />, demoOnly: true },
      { to: "/facts", name: "facts", icon: <ApartmentOutlined />, right: "audit.read" },
      { to: "/audit", name: "audit", icon: <AuditOutlined />, right: "audit.read" },
      { to: "/settings", name: "settings", icon: <SettingOutlined /> },
    ],
  },
];
