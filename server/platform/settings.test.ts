import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSecretKey } from "./secret-key.ts";
import { loadSettings, settingsCatalogue } from "./settings.ts";
import { renderSettingsTable } from "./settings-table.ts";

describe("settings", () => {
  it("needs none", () => {
    const { settings, warnings } = loadSettings({});
    expect(settings).toMatchObject({
      mode: "production",
      port: 3000,
      host: "localhost",
      publicUrl: "http://localhost:3000",
      demo: true,
      dataDir: resolve(".refrain"),
      mediaAddresses: [],
      trustProxy: false,
    });
    expect(settings.databaseUrl).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it("reads what is given; the prefixed name wins, and an empty one counts as not set", () => {
    const { settings } = loadSettings({
      PORT: "80",
      REFRAIN_PORT: "8080",
      DEMO: "off",
      DATABASE_URL: "",
      PUBLIC_URL: "https://shop.example/",
      MEDIA_ADDRESSES: "203.0.113.7, 2001:db8::7",
    });
    expect(settings).toMatchObject({ port: 8080, demo: false, publicUrl: "https://shop.example" });
    expect(settings.databaseUrl).toBeUndefined();
    expect(settings.mediaAddresses).toEqual(["203.0.113.7", "2001:db8::7"]);
  });

  it.each([
    ["true", true],
    ["2", 2],
    ["10.0.0.0/8, 127.0.0.1", ["10.0.0.0/8", "127.0.0.1"]],
  ])("trusts proxies: %s", (text, expected) => {
    expect(loadSettings({ TRUST_PROXY: text }).settings.trustProxy).toEqual(expected);
  });

  it("names every variable that cannot be used, with what would be right", () => {
    const load = () => loadSettings({ PORT: "eighty", DATABASE_URL: "mysql://x", SECRET_KEY: "short" });
    expect(load).toThrow("PORT: a whole number from 0 to 65535");
    expect(load).toThrow("DATABASE_URL: an address that begins with postgres:// or postgresql://");
    expect(load).toThrow("SECRET_KEY: at least 32 characters");
  });

  it("warns of a name that does not exist, with the nearest that does", () => {
    const { warnings } = loadSettings({ REFRAIN_DATABSE_URL: "postgres://x", HOME: "/root" });
    expect(warnings).toEqual(["REFRAIN_DATABSE_URL is not a setting. Did you mean REFRAIN_DATABASE_URL?"]);
  });

  it("is documented as it is", async () => {
    const written = await readFile(new URL("../../docs/settings.md", import.meta.url), "utf8");
    // When this fails: npm run settings
    expect(written).toBe(renderSettingsTable());
  });

  it("has each name once", () => {
    const names = Object.values(settingsCatalogue).map((setting) => setting.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the secret key", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "refrain-key-"));
  });
  afterEach(async () => rm(dataDir, { recursive: true }));

  it("is made once, readable by the owner alone, even when two processes start at once", async () => {
    const settings = { dataDir, secretKey: undefined };
    const [first, second] = await Promise.all([loadSecretKey(settings), loadSecretKey(settings)]);
    expect(first).toHaveLength(43);
    expect(second).toBe(first);
    expect(await loadSecretKey(settings)).toBe(first);
    expect((await stat(join(dataDir, "secret-key"))).mode & 0o777).toBe(0o600);
  });

  it("of the settings goes before the file", async () => {
    const secretKey = "k".repeat(32);
    expect(await loadSecretKey({ dataDir, secretKey })).toBe(secretKey);
  });

  it("that is damaged is not replaced silently", async () => {
    await writeFile(join(dataDir, "secret-key"), "");
    await expect(loadSecretKey({ dataDir, secretKey: undefined })).rejects.toThrow("is damaged");
  });
});
