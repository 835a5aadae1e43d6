import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queries } from "./queries.ts";
import { sessionQuery } from "./session.ts";
import { Broken, Coming, Lost } from "./shell/between.tsx";
import { Frame } from "./shell/frame.tsx";

/**
 * All addresses of the console, below `/console`. Pages stand in the frame; sign-in and the studio have the whole
 * screen. Each page is loaded when it is first opened, or when the pointer rests on its link.
 */
const root = createRootRoute({ notFoundComponent: Lost, errorComponent: Broken });

/** Who is not signed in is led to the door, and afterwards back to where they wanted to go. */
const guard = async ({ location }: { location: { href: string } }) => {
  const { signedIn } = await queries.ensureQueryData(sessionQuery);
  if (!signedIn) throw redirect({ to: "/sign-in", search: { back: location.href } });
};
const frame = createRoute({ getParentRoute: () => root, id: "frame", component: Frame, beforeLoad: guard });

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: "/sign-in",
    validateSearch: ({ back }): { back?: string } => (isOwnAddress(back) ? { back } : {}),
    component: lazyRouteComponent(() => import("./pages/sign-in/sign-in.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/studio/$showId",
    beforeLoad: guard,
    component: lazyRouteComponent(() => import("./pages/studio/studio.tsx"), "StudioPage"),
  }),
] as const;

const inside = [
  createRoute({
    getParentRoute: () => frame,
    path: "/",
    component: lazyRouteComponent(() => import("./pages/dashboard/dashboard.tsx"), "DashboardPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/products",
    component: lazyRouteComponent(() => import("./pages/products/products.tsx"), "ProductsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/orders",
    component: lazyRouteComponent(() => import("./pages/orders/orders.tsx"), "OrdersPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/members",
    component: lazyRouteComponent(() => import("./pages/members/members.tsx"), "MembersPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/members/$memberId",
    component: lazyRouteComponent(() => import("./pages/member/member.tsx"), "MemberPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/imports",
    component: lazyRouteComponent(() => import("./pages/imports/imports.tsx"), "ImportsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/shows",
    component: lazyRouteComponent(() => import("./pages/shows/shows.tsx"), "ShowsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/join-codes",
    component: lazyRouteComponent(() => import("./pages/join-codes/join-codes.tsx"), "JoinCodesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/touches",
    component: lazyRouteComponent(() => import("./pages/touches/touches.tsx"), "TouchesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/content",
    component: lazyRouteComponent(() => import("./pages/content/content.tsx"), "ContentPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/plan",
    component: lazyRouteComponent(() => import("./pages/plan/plan.tsx"), "PlanPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/forecasts",
    component: lazyRouteComponent(() => import("./pages/forecasts/forecasts.tsx"), "ForecastsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/reports/shows",
    component: lazyRouteComponent(() => import("./pages/show-reports/show-reports.tsx"), "ShowReportsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/reports/shows/$showId",
    component: lazyRouteComponent(() => import("./pages/show-report/show-report.tsx"), "ShowReportPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/reports/repurchase",
    component: lazyRouteComponent(
      () => import("./pages/repurchase-report/repurchase-report.tsx"),
      "RepurchaseReportPage",
    ),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/experiments",
    component: lazyRouteComponent(() => import("./pages/experiments/experiments.tsx"), "ExperimentsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/outbox",
    component: lazyRouteComponent(() => import("./pages/outbox/outbox.tsx"), "OutboxPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/facts",
    component: lazyRouteComponent(() => import("./pages/facts/facts.tsx"), "FactsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/audit",
    component: lazyRouteComponent(() => import("./pages/audit/audit.tsx"), "AuditPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/settings",
    component: lazyRouteComponent(() => import("./pages/settings/settings.tsx"), "SettingsPage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...outside, frame.addChildren([...inside])]),
  basepath: "/console",
  defaultPreload: "intent",
  defaultPendingComponent: Coming,
  scrollRestoration: true,
});

/** Only a path of this console: anything else could lead a freshly signed-in person to a stranger's page. */
function isOwnAddress(address: unknown): address is string {
  return typeof address === "string" && /^\/(?![/\\])/u.test(address);
}
