import { yamlProgram } from "../tests/e2e/plugin/support/yaml";
import { program } from "../tests/e2e/support/pulumi/programs";
import { Project } from "../tests/e2e/support/pulumi/project";
import { AS_FOR_A_USER } from "./measure";

/** The file of users, in the folder of a project. */
export const FILE = "users/customers.csv";

/** The service that a project works against. */
interface Service {
  readonly endpoint: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** A program with a store and perhaps a job, `customers`, whose users are in a file. */
export interface FileProgram {
  /** What is said of it in a row; nothing of the classes. */
  readonly name: string;
  /** @param users whether it has the job */
  begin(service: Service, users: "with users" | "without users"): Promise<Project>;
}

const classes: FileProgram = {
  name: "",
  begin(service, users) {
    const job = `new ciam.UserImportJob("customers", { userStoreId: store.userStoreId, userFiles: { customers: "${FILE}" } });`;
    const store = `const store = new ciam.UserStore("store", { name: "people" });`;
    return Project.create(program(store, users === "with users" ? job : ""), optionsFor(service));
  },
};

const plugin: FileProgram = {
  name: ", with the plugin in YAML",
  begin(service, users) {
    const store = { type: "ciam:UserStore", properties: { name: "people" } };
    const properties = { userStoreId: "${store.id}", userFiles: { customers: FILE } };
    const customers = { type: "ciam:UserImportJob", properties };
    const resources = users === "with users" ? { store, customers } : { store };
    return Project.inYaml(yamlProgram(resources), optionsFor(service));
  },
};

export const filePrograms: readonly FileProgram[] = [classes, plugin];

function optionsFor({ endpoint, secretId, secretKey }: Service) {
  return {
    ...AS_FOR_A_USER,
    config: { "ciam:endpoint": endpoint },
    env: { ...AS_FOR_A_USER.env, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey },
  };
}
