import { describe, expect, test } from "vitest";
import { quoteName, quoteText, readStatement } from "./statement-text.ts";

describe("a statement's text", () => {
  test("ends before its last semicolon and what is said after it", () => {
    expect(readStatement("SELECT 1 ; -- that is all\n ;").text).toBe("SELECT 1");
  });

  test.each(["SELECT ';'", "SELECT 'it\\'s; here'", "SELECT `;`", 'SELECT ";"', "SELECT 1 -- ;", "SELECT /* ; */ 1", "SELECT $$;$$"])(
    "is one when the semicolon is quoted or commented: %s",
    (sql) => expect(readStatement(sql).isMany).toBe(false),
  ); // prettier-ignore

  test.each(["SELECT 1; DROP TABLE t", "SELECT ''; SELECT 2", "SELECT 1 -- x\n; SELECT 2"])(
    "is many when another statement follows: %s",
    (sql) => expect(readStatement(sql).isMany).toBe(true),
  );

  test("tells its first word behind comments and brackets", () => {
    expect(readStatement("-- why\n (select 1)").verb).toBe("SELECT");
    expect(readStatement("/* why */ with a as (select 1) select * from a").verb).toBe("WITH");
    expect(readStatement(" -- nothing").verb).toBe("");
  });

  test("is told apart from its format, and is not misled by a column of that name", () => {
    expect(readStatement("SELECT 1\nFORMAT JSONEachRow;")).toMatchObject({
      text: "SELECT 1",
      formatClause: "FORMAT JSONEachRow",
    });
    expect(readStatement("SELECT 1 FORMAT CSV SETTINGS max_threads = 1").formatClause).toBe(
      "FORMAT CSV SETTINGS max_threads = 1",
    );
    expect(readStatement("SELECT format FROM t").formatClause).toBe("");
    expect(readStatement("SELECT 'FORMAT CSV'").formatClause).toBe("");
  });

  test("keeps the data of an insert as it is", () => {
    const sql = `INSERT INTO t FORMAT JSONEachRow {"name":"a;b'"};\n`;
    expect(readStatement(sql)).toEqual({ text: sql, verb: "INSERT", formatClause: "", isMany: false });
  });
});

test("quoting keeps quotes and backslashes inside", () => {
  expect(quoteText("it's \\ 直播")).toBe("'it\\'s \\\\ 直播'");
  expect(quoteName("a`b\\")).toBe("`a\\`b\\\\`");
});
