import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestHttp, type TestHttp } from "./testing.ts";

let pagesDir: string;
let http: TestHttp;

beforeAll(async () => {
  pagesDir = await mkdtemp(join(tmpdir(), "refrain-pages-"));
  for (const name of ["h5", "console"]) {
    await mkdir(join(pagesDir, name, "assets"), { recursive: true });
    await writeFile(join(pagesDir, name, "index.html"), `<title>${name}</title>`);
    await writeFile(join(pagesDir, name, "assets", "app-4f3a.js"), `"${name}";${" ".repeat(4000)}`);
  }
  http = await createTestHttp({ env: { PAGES_DIR: pagesDir }, openApi: () => ({ openapi: "3.1.1" }) });
});
afterAll(async () => {
  await http.close();
  await rm(pagesDir, { recursive: true });
});

const browser = { accept: "text/html,application/xhtml+xml" };

describe("pages", () => {
  it.each([
    ["/", "h5"],
    ["/show/0198c0de", "h5"],
    ["/consoles", "h5"],
    ["/console/", "console"],
    ["/console/members/7?tab=orders", "console"],
  ])("%s belongs to the %s app and is asked for each time", async (url, name) => {
    const answer = await http.app.inject({ url, headers: browser });
    expect(answer.body).toBe(`<title>${name}</title>`);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  });

  it("/console leads to the console", async () => {
    const answer = await http.app.inject({ url: "/console", headers: browser });
    expect(answer.headers.location).toBe("/console/");
  });

  it("files with a hash in their name are kept for ever, and packed", async () => {
    const headers = { "accept-encoding": "gzip, br" };
    const answer = await http.app.inject({ url: "/console/assets/app-4f3a.js", headers });
    expect(answer.headers["cache-control"]).toContain("immutable");
    expect(answer.headers["content-encoding"]).toBe("br");
  });

  it.each(["/assets/app-gone.js", "/console/assets/app-gone.js", "/api/v1/nothing", "/favicon.ico"])(
    "%s is not found rather than a page in its place",
    async (url) => {
      const answer = await http.app.inject({ url, headers: browser });
      expect([answer.statusCode, answer.json().error.code]).toEqual([404, "not_found"]);
    },
  );

  it.each(["/..%2f..%2fetc%2fpasswd", "/%2e%2e/secret-key", "/.refrain/secret-key", "/assets/%00"])(
    "%s reaches nothing outside",
    async (url) => {
      const answer = await http.app.inject({ url });
      expect(answer.body).not.toContain("root:");
      expect(answer.statusCode === 200 ? answer.body : "refused").toMatch(/refused|<title>/u);
    },
  );

  it("a write to a page's address is not found", async () => {
    expect((await http.app.inject({ method: "POST", url: "/" })).statusCode).toBe(404);
  });
});

describe("the API's documentation", () => {
  it("comes from this server alone, script and all", async () => {
    const page = await http.app.inject("/api/docs/");
    expect(page.body).not.toMatch(/https?:\/\//u);
    expect((await http.app.inject("/api/openapi.json")).json()).toEqual({ openapi: "3.1.1" });
    const script = await http.app.inject("/api/docs/reference.js");
    expect(script.body.length).toBeGreaterThan(1_000_000);
  });
});
