import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

const folder = join(__dirname, "../../../../examples/kubernetes-operator");

const metadata = z.strictObject({ name: z.string(), namespace: z.string().optional() });
const resources = z.record(z.enum(["cpu", "memory"]), z.string().regex(/^\d+(m|Mi|Gi)?$/));

/**
 * The operator's API, version 2: `Stack` of pulumi.com/v1, as far as the manifests use it. Checked, field by field,
 * against the operator's resource definition (operator/config/crd/bases/pulumi.com_stacks.yaml at 03a57ff, and the one
 * in its Helm chart at 0d34c84); stricter where our manifests must not omit something.
 */
const stack = z.strictObject({
  apiVersion: z.literal("pulumi.com/v1"),
  kind: z.literal("Stack"),
  // A rule of the definition: the names of pods are made from it.
  metadata: metadata.extend({ name: z.string().max(42) }),
  spec: z.strictObject({
    stack: z.string(),
    projectRepo: z.url(),
    repoDir: z.string(),
    branch: z.string(),
    shallow: z.boolean(),
    serviceAccountName: z.string(),
    preview: z.boolean().optional(),
    refresh: z.boolean(),
    continueResyncOnCommitMatch: z.boolean(),
    // Documented: 60 at least.
    resyncFrequencySeconds: z.int().min(60),
    retryMaxBackoffDurationSeconds: z.int().optional(),
    destroyOnFinalize: z.boolean(),
    updateTemplate: z.strictObject({ spec: z.strictObject({ expectNoChanges: z.boolean() }) }).optional(),
    backend: z.string().regex(/^(https|file|s3|azblob|gs):\/\//),
    envRefs: z.record(
      z.string().regex(/^[A-Z_]+$/),
      z.strictObject({ type: z.literal("Secret"), secret: z.strictObject({ name: z.string(), key: z.string() }) }),
    ),
    workspaceTemplate: z.strictObject({
      spec: z.strictObject({
        image: z.string(),
        securityProfile: z.enum(["restricted", "baseline"]),
        resources: z.strictObject({ requests: resources, limits: resources }).optional(),
        podTemplate: z
          .strictObject({
            spec: z.strictObject({
              // The definition refuses a pod without containers. This is the name of the operator's own.
              containers: z.tuple([z.strictObject({ name: z.literal("pulumi") })]),
              terminationGracePeriodSeconds: z.int(),
            }),
          })
          .optional(),
      }),
    }),
  }),
});
const serviceAccount = z.strictObject({ apiVersion: z.literal("v1"), kind: z.literal("ServiceAccount"), metadata });
const binding = z.strictObject({
  apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
  kind: z.literal("ClusterRoleBinding"),
  metadata,
  roleRef: z.strictObject({
    apiGroup: z.literal("rbac.authorization.k8s.io"),
    kind: z.literal("ClusterRole"),
    name: z.literal("system:auth-delegator"),
  }),
  subjects: z.array(z.strictObject({ kind: z.literal("ServiceAccount"), name: z.string(), namespace: z.string() })),
});
const manifest = z.discriminatedUnion("kind", [stack, serviceAccount, binding]);

const documents = readdirSync(join(folder, "manifests")).flatMap((file) =>
  parseAllDocuments(readFileSync(join(folder, "manifests", file), "utf8")).map((document) => ({
    file,
    manifest: document.toJS() as unknown,
  })),
);

describe("the manifests for the Pulumi Kubernetes Operator", () => {
  for (const { file, manifest: value } of documents) {
    it(`${file}: ${String((value as { kind?: unknown }).kind)} has the documented fields and no others`, () => {
      expect(manifest.safeParse(value).error?.issues ?? []).to.deep.equal([]);
    });
  }

  it("name one service account, and never delete users with an object of the cluster", () => {
    const parsed = documents.map(({ manifest: value }) => manifest.parse(value));
    const stacks = parsed.flatMap((one) => (one.kind === "Stack" ? [one] : []));
    const accounts = parsed.flatMap((one) => (one.kind === "ServiceAccount" ? [one.metadata] : []));
    expect(accounts).to.deep.equal([{ name: "users", namespace: "pulumi" }]);
    expect(stacks.map(({ metadata: { name } }) => name)).to.deep.equal(["users-production", "users-watch"]);
    for (const {
      spec,
      metadata: { namespace },
    } of stacks) {
      expect(spec).to.include({ serviceAccountName: "users", destroyOnFinalize: false, refresh: true });
      expect(namespace).to.equal("pulumi");
    }
    // The read-only one never writes, and has no key that could.
    const secretsOf = (at: number) =>
      new Set(Object.values(stacks[at]?.spec.envRefs ?? {}).map(({ secret }) => secret.name));
    expect([...secretsOf(0), ...secretsOf(1)]).to.deep.equal(["users", "users-watch"]);
    expect(stacks[1]?.spec).to.deep.include({ preview: true, updateTemplate: { spec: { expectNoChanges: true } } });
  });
});

describe("the image for the operator", () => {
  const lines = readFileSync(join(folder, "Dockerfile"), "utf8");

  it("runs no script of a package, and fetches no plugin that a state names", () => {
    expect(lines).to.match(/^FROM \S+:\d+\.\d+\.\d+/m);
    expect(lines).to.contain("\nENV PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true\n");
    expect(lines.match(/npm (ci|install)\b.*/g)).to.deep.equal(["npm ci --ignore-scripts && rm -rf /tmp/users \\"]);
    // The operator's own installation sets this too.
    expect(lines).to.match(/npm config set --location=user .*ignore-scripts=true/);
  });
});
