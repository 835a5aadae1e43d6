import { z } from "zod";
import type { Routes } from "../route.ts";
import { Currency, Id, Instant, Ok, TimeZone } from "../values.ts";

export const ImportCounts = z.record(z.string(), z.int());

export const ImportProblem = z.object({
  lineNumber: z.int(),
  code: z.string(),
  reason: z.string(),
  raw: z.string(),
});

export const ImportRun = z.object({
  id: Id,
  fileName: z.string(),
  bytes: z.int(),
  format: z.string().optional(),
  status: z.enum(["uploaded", "running", "finished", "failed", "cancelled"]),
  createdAt: Instant,
  startedAt: Instant.optional(),
  finishedAt: Instant.optional(),
  progress: z.object({ linesRead: z.int(), bytesRead: z.int(), bytesTotal: z.int(), fraction: z.number() }),
  /** What came in and what the file's mess was: order_lines, orders, members, cancellations, lines_without_customer … */
  counts: ImportCounts,
  rejected: z.int(),
  firstOrderAt: Instant.optional(),
  lastOrderAt: Instant.optional(),
  linesPerSecond: z.number().optional(),
  error: z.string().optional(),
});

export const ImportPreview = z.object({
  format: z.string(),
  formatName: z.string(),
  confidence: z.number(),
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(z.object({ name: z.string(), meaning: z.string().optional() })),
  rows: z.array(z.record(z.string(), z.string())),
  normalised: z.array(z.record(z.string(), z.unknown())),
  problems: z.array(ImportProblem),
  currency: Currency,
  timeZone: TimeZone,
});

export const importRoutes = {
  "POST /api/v1/imports": {
    summary: "Upload a file of orders or customers (CSV, XLSX, also gzipped)",
    access: { right: "imports.run" },
    carries: "multipart",
    response: ImportRun,
    errors: ["too_large", "unsupported_format", "import_unreadable"],
  },
  "GET /api/v1/imports": {
    summary: "Imports, newest first",
    access: { right: "imports.run" },
    response: z.object({ items: z.array(ImportRun) }),
  },
  "GET /api/v1/imports/{id}": {
    summary: "One import with its progress and report",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    response: ImportRun,
    errors: ["not_found"],
  },
  "GET /api/v1/imports/{id}/preview": {
    summary: "What the file seems to be, and how its first rows would be understood",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    query: z.object({ format: z.string().max(40).optional() }),
    response: ImportPreview,
    errors: ["not_found", "import_unreadable"],
  },
  "POST /api/v1/imports/{id}/start": {
    summary: "Import the uploaded file; starting again changes nothing that is already in",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    body: z.object({
      format: z.string().max(40).optional(),
      timeZone: TimeZone.optional(),
      currency: Currency.optional(),
      /** Channels these customers have allowed; the merchant answers for the proof. None unless said. */
      consents: z.array(z.enum(["inbox", "email"])).default([]),
    }),
    response: ImportRun,
    errors: ["not_found", "conflict", "import_unreadable"],
  },
  "POST /api/v1/imports/{id}/cancel": {
    summary: "Stop an import; what is in stays in and a later run goes on",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    response: ImportRun,
    errors: ["not_found", "conflict"],
  },
  "DELETE /api/v1/imports/{id}": {
    summary: "Remove an import's file and record; its orders stay",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    response: Ok,
    errors: ["not_found", "conflict"],
  },
  "GET /api/v1/imports/{id}/rejected.csv": {
    summary: "The rows that could not be used, with line number and reason",
    access: { right: "imports.run" },
    params: z.object({ id: Id }),
    carries: "file",
    errors: ["not_found"],
  },
} as const satisfies Routes;
