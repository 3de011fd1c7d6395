import { allUserFields, type UserField } from "../../../users/model/fields";
import type { LiveUser } from "../../../users/model/live";
import type { DeclaredUser } from "../../../users/model/user";
import type { ManagedUser } from "../../../users/plan/actions";
import type { KeptForms } from "../../../users/plan/compare/inForce";
import {
  knownIdentities,
  PrintedForm,
  PrintedInForce,
  Prints,
  printsOf,
  type KnownIdentities,
} from "../../../users/plan/compare/prints";
import type { ManagedRecord } from "./record";

/**
 * What a record of values keeps by prints: values that no input has, of who left the sets, and of what a refresh saw in
 * fields that only an import can set.
 */
export class RecordPrints {
  readonly #prints: Prints;
  #identities: KnownIdentities | undefined;

  /**
   * @param key in hex
   * @param declared whom the program declares; those who left may be among them
   */
  constructor(
    key: string,
    private readonly declared: Iterable<DeclaredUser> = [],
  ) {
    this.#prints = new Prints(key);
  }

  /** What was declared of one who left. Of those whom an earlier version let go nothing is told. */
  left({ id, left, frozen, leftFrozen, unfrozen }: ManagedRecord): ManagedUser["left"] {
    if (!left) return (frozen ?? leftFrozen ?? unfrozen) ? "untold" : undefined;
    if (left.fields.length === 0) return "untold";
    this.#identities ??= knownIdentities(this.declared, this.#prints);
    return new PrintedInForce({ id, ...left, prints: fromHex(left.prints) }, this.#prints, this.#identities);
  }

  toLeft(id: string, last: DeclaredUser = {}): ManagedRecord["left"] {
    const { fields, prints, groups } = printsOf(last, id, this.#prints);
    return { fields: [...fields], prints: toHex(prints), groups: [...groups] };
  }

  seen({ id, seen }: ManagedRecord): KeptForms | undefined {
    return (
      seen &&
      new Map(
        allUserFields.flatMap((field) => {
          const print = seen[field];
          return print === undefined ? [] : [[field, new PrintedForm(field, fromHex(print), id, this.#prints)]];
        }),
      )
    );
  }

  seenIn({ id, fields }: LiveUser, otherwise: readonly UserField[] = []): Pick<ManagedRecord, "seen"> {
    if (otherwise.length === 0) return {};
    const entries = otherwise.map((field) => [field, toHex(this.#prints.field(field, fields[field], id))]);
    return { seen: Object.fromEntries(entries) as NonNullable<ManagedRecord["seen"]> };
  }
}

function toHex(prints: string): string {
  return Buffer.from(prints, "latin1").toString("hex");
}

function fromHex(text: string): string {
  return Buffer.from(text, "hex").toString("latin1");
}
