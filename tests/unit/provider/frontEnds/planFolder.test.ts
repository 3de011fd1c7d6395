import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { keepPlan } from "../../../../provider/frontEnds/planFolder";
import { planDocument } from "../../../../provider/planDocument/document";
import { documentWith, imported } from "../planDocument/documents";

describe("the folder of CIAM_PLAN_DIR", () => {
  const folder = mkdtempSync(join(tmpdir(), "ciam-plans-"));
  after(() => rmSync(folder, { recursive: true }));
  const named = (name: string, urn = `urn:pulumi:dev::shop::x::${name}`) =>
    documentWith([imported("ann")], { resource: { urn, project: "shop", stack: "dev", name } });

  it("is made, and gets one whole file for each resource, for one pair of eyes", () => {
    const inner = join(folder, "made", "for it");
    for (const name of ["staff", "guests", "staff"]) expect(keepPlan(inner, named(name))).to.equal(undefined);
    const files = readdirSync(inner).sort();
    expect(files.map((file) => file.replace(/[0-9a-f]{12}/, "…"))).to.deep.equal([
      "shop.dev.guests.….plan.json",
      "shop.dev.staff.….plan.json",
    ]);
    for (const file of files) {
      expect(statSync(join(inner, file)).mode & 0o777).to.equal(0o600);
      expect(() => planDocument.parse(JSON.parse(readFileSync(join(inner, file), "utf8")))).not.to.throw();
    }
  });

  it("keeps apart, and inside of itself, resources whose names no file may have", () => {
    const inner = join(folder, "names");
    const names = ["../../etc/passwd", "a/b", "a\\b", "\u0000", "名", "..", "x".repeat(500)];
    for (const name of names) expect(keepPlan(inner, named(name))).to.equal(undefined);
    const files = readdirSync(inner);
    expect(files).to.have.lengthOf(names.length);
    for (const file of files) expect(file).to.match(/^[\w-]+(\.[\w-]+){2}\.[0-9a-f]{12}\.plan\.json$/);
  });

  it("is never a reason to fail: what is wrong with it is said", () => {
    expect(keepPlan("plans", named("staff"))).to.equal(
      "CIAM_PLAN_DIR must be an absolute path: the plan of this resource is not kept",
    );
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(keepPlan(file, named("staff"))).to.equal(
      `the plan of this resource cannot be kept in ${file}, which CIAM_PLAN_DIR names: a file is in its place`,
    );
    expect(keepPlan(join(file, "below"), named("staff"))).to.contain("a file is in its place");
    const closed = join(folder, "\u001b[31m\u0000");
    expect(keepPlan(closed, named("staff"))).to.match(/cannot be kept/);
    chmodSync(file, 0o600);
  });
});
