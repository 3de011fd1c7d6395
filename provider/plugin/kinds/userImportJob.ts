import { importedJob } from "../../resources/userImportJob/verbs/imported";
import { newlySecret } from "../../resources/userImportJob/inputs/uncovered";
import { parseUrn } from "../../planDocument/urn";
import { foretellFromStore } from "../../resources/userImportJob/preview/live";
import { userImportJob as resource } from "../../resources/userImportJob";
import { jobOutputs } from "../../resources/userImportJob/state/outputSchema";
import { ownerName } from "../../users/model/owner";
import { unknown, type Kind } from "./kind";

export const userImportJob: Kind = {
  resource,
  // The owner's readable name; the first create draws the lineage that tells it from others of that name.
  given: (inputs, urn) => ({ ...inputs, owner: ownerName(parseUrn(urn)) }),
  foreseen: ({ userStoreId, userFiles }) => ({
    ...unknown(userFiles === undefined ? jobOutputs.omit({ fileRecord: true }) : jobOutputs),
    userStoreId,
  }),
  isKnown: ({ record }) => record !== undefined,
  foretell: foretellFromStore,
  newlySecret,
  imported: importedJob,
};
