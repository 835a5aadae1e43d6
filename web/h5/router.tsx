import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Lost } from "./shell/lost.tsx";
import { Broken, Coming } from "./shell/between.tsx";
import { Root } from "./shell/root.tsx";
import { TabLayout } from "./shell/tab-layout.tsx";

/**
 * All addresses of the shopper's app. Pages under `tabs` stand in the frame with the tab bar; the others have the
 * whole screen. Each page is loaded when it is first opened, or when its link is touched.
 */
const root = createRootRoute({ component: Root, notFoundComponent: Lost, errorComponent: Broken });
const tabs = createRoute({ getParentRoute: () => root, id: "tabs", component: TabLayout });

const home = createRoute({
  getParentRoute: () => tabs,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/home/home.tsx"), "HomePage"),
});
const orders = createRoute({
  getParentRoute: () => tabs,
  path: "/orders",
  component: lazyRouteComponent(() => import("./pages/orders/orders.tsx"), "OrdersPage"),
});
const order = createRoute({
  getParentRoute: () => root,
  path: "/orders/$orderId",
  component: lazyRouteComponent(() => import("./pages/orders/order.tsx"), "OrderPage"),
});
const inbox = createRoute({
  getParentRoute: () => tabs,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./pages/inbox/inbox.tsx"), "InboxPage"),
});
const message = createRoute({
  getParentRoute: () => root,
  path: "/inbox/$messageId",
  component: lazyRouteComponent(() => import("./pages/inbox/message.tsx"), "MessagePage"),
});
const me = createRoute({
  getParentRoute: () => tabs,
  path: "/me",
  component: lazyRouteComponent(() => import("./pages/me/me.tsx"), "MePage"),
});
const live = createRoute({
  getParentRoute: () => root,
  path: "/live/$showId",
  component: lazyRouteComponent(() => import("./pages/live/live.tsx"), "LivePage"),
});
const product = createRoute({
  getParentRoute: () => root,
  path: "/p/$productId",
  component: lazyRouteComponent(() => import("./pages/product/product.tsx"), "ProductPage"),
});
const cart = createRoute({
  getParentRoute: () => root,
  path: "/cart",
  component: lazyRouteComponent(() => import("./pages/cart/cart.tsx"), "CartPage"),
});
const myData = createRoute({
  getParentRoute: () => root,
  path: "/me/data",
  component: lazyRouteComponent(() => import("./pages/my-data/my-data.tsx"), "MyDataPage"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/j/$code",
  component: lazyRouteComponent(() => import("./pages/join/join.tsx"), "JoinPage"),
});
const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: "/u/$token",
  component: lazyRouteComponent(() => import("./pages/unsubscribe/unsubscribe.tsx"), "UnsubscribePage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    tabs.addChildren([home, orders, inbox, me]),
    live,
    product,
    cart,
    order,
    message,
    myData,
    join,
    unsubscribe,
  ]),
  defaultPreload: "intent",
  defaultViewTransition: true,
  scrollRestoration: true,
  defaultPendingComponent: Coming,
});
