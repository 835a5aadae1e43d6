/**
 * What staff may do, as one readable table. The server checks it at each route; the console hides what is not allowed.
 * API keys carry rights as scopes.
 */
export const staffRights = {
  "catalogue.read": "See products, stock and prices",
  "catalogue.write": "Change products, stock and prices",
  "orders.read": "See orders",
  "orders.write": "Ship, cancel and refund orders",
  "members.read": "See members and their timeline",
  "members.write": "Change members, merge identities, tag",
  "imports.run": "Import orders and customers",
  "shows.read": "See shows and their figures",
  "shows.write": "Plan and change shows",
  "shows.host": "Go on air, spotlight products, write as host",
  "shows.moderate": "Mute, remove messages, change room rules",
  "join.read": "See join codes and their funnels",
  "join.write": "Change join codes and benefits",
  "engage.read": "See content, touches and the reasons of the trust budget",
  "engage.write": "Write content, plan touches, change the budget's rules",
  "plan.read": "See forecasts and the weekly plan",
  "plan.write": "Make, edit and approve the weekly plan",
  "insight.read": "See reports, segments and experiments",
  "insight.export": "Download data",
  "audit.read": "Read the audit log and the stream of facts",
  "staff.manage": "Invite staff, set roles, make API keys",
  "shop.manage": "Change the shop's settings and webhooks",
} as const;

export type StaffRight = keyof typeof staffRights;

const everything = Object.keys(staffRights) as StaffRight[];
const reading = everything.filter((right) => right.endsWith(".read") && right !== "audit.read");

/** Roles and their rights. 店主, 运营, 主播, 客服, 群管, 分析. */
export const roles = {
  owner: everything,
  operator: everything.filter((right) => right !== "staff.manage" && right !== "shop.manage"),
  host: ["catalogue.read", "shows.read", "shows.host", "shows.moderate", "join.read"],
  service: ["catalogue.read", "orders.read", "orders.write", "members.read", "members.write", "engage.read"],
  moderator: ["shows.read", "shows.moderate"],
  analyst: [...reading, "insight.export"],
} as const satisfies Record<string, readonly StaffRight[]>;

export type StaffRole = keyof typeof roles;

export function mayDo(role: StaffRole, right: StaffRight): boolean {
  return (roles[role] as readonly StaffRight[]).includes(right);
}
