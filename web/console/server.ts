import { createApi } from "../client/api.ts";

/** The one door to the server: `server.call("GET /api/v1/shows", { query })`. Session by cookie. */
export const server = createApi();
