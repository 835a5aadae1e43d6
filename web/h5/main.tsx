import "virtual:tokens.css";
import "../ui/base.css";
import "./h5.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./queries.ts";
import { renewWhenReplaced } from "./renew-when-replaced.ts";
import { router } from "./router.tsx";

renewWhenReplaced();

createRoot(document.querySelector("#root")!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
