import { isDeepStrictEqual } from "node:util";
import { putUser, userIn, usersOfSets, type UsersBySet } from "../../../users/input/envelope/sets";
import { revealed, Secret } from "../../../users/input/envelope/secret";
import type { Props } from "../../resource";
import { Fingerprints } from "./fingerprints";
import { decodeRecord, encodeRecord, standsBesideInputs, type JobRecord } from "./record";

/**
 * The outputs for an engine that keeps the inputs beside them and hands both to every verb: the record has of the
 * declarations in force only those that differ from these inputs, so the state holds no user twice.
 *
 * @param inputs those that the state will have, secrets revealed
 */
export function withoutInputs(outputs: Props, inputs: Props): Props {
  const record = decodeRecord({ record: revealed(outputs.record) });
  const { userSets, ...args } = record.inputs;
  const inForce = usersOfSets(userSets);
  const there = usersOfSets(inputs.userSets);
  const beside: JobRecord["beside"] = {
    inputs: fingerprintOf(inputs, record),
    same: Object.keys(args).filter((name) => isDeepStrictEqual(args[name], inputs[name])),
    absent: absentFrom(inForce, there),
  };
  const others = Object.entries(args).filter(([name]) => !beside.same.includes(name));
  const rest = {
    ...Object.fromEntries(others),
    ...(userSets !== undefined && { userSets: differing(inForce, there) }),
  };
  return { ...outputs, record: new Secret(encodeRecord({ ...record, inputs: rest, beside })) };
}

/** The other way round: the outputs as the verbs of the resource know them. Those of a whole record stay as they are. */
export function withInputs(outputs: Props, inputs: Props): Props {
  if (typeof outputs.record !== "string" || !standsBesideInputs(outputs.record)) return outputs;
  const { beside, ...record } = decodeRecord(outputs);
  if (!beside) return outputs;
  const same = Object.fromEntries(beside.same.map((name) => [name, inputs[name]]));
  const inputsInForce = { ...record.inputs, ...same };
  if (record.inputs.userSets === undefined)
    return { ...outputs, record: encodeRecord({ ...record, inputs: inputsInForce }) };
  const userSets = fingerprintOf(inputs, record) === beside.inputs ? usersThere(beside, inputs) : {};
  // Of inputs that somebody has edited since, nobody can say what is in force. The users stay managed, and the next
  // update compares all of each with the store.
  for (const [set, users] of Object.entries(usersOfSets(record.inputs.userSets))) {
    userSets[set] = { ...userSets[set], ...users };
  }
  return { ...outputs, record: encodeRecord({ ...record, inputs: { ...inputsInForce, userSets } }) };
}

function fingerprintOf(inputs: Props, { credentialKey }: Pick<JobRecord, "credentialKey">): string {
  return new Fingerprints(credentialKey).declaration(inputs) ?? "";
}

function usersThere({ absent }: NonNullable<JobRecord["beside"]>, inputs: Props): UsersBySet {
  return Object.fromEntries(
    Object.entries(usersOfSets(inputs.userSets)).map(([set, users]) => {
      const isAbsent = new Set(absent[set]);
      return [set, Object.fromEntries(Object.entries(users).filter(([key]) => !isAbsent.has(key)))];
    }),
  );
}

function differing(inForce: UsersBySet, there: UsersBySet): UsersBySet {
  const others: UsersBySet = {};
  for (const [set, users] of Object.entries(inForce)) {
    for (const [key, user] of Object.entries(users)) {
      if (!isDeepStrictEqual(userIn(there, { set, key }), user)) putUser(others, { set, key }, user);
    }
  }
  return others;
}

function absentFrom(inForce: UsersBySet, there: UsersBySet): Record<string, string[]> {
  const absent: Record<string, string[]> = {};
  for (const [set, users] of Object.entries(there)) {
    const keys = Object.keys(users).filter((key) => userIn(inForce, { set, key }) === undefined);
    if (keys.length > 0) absent[set] = keys;
  }
  return absent;
}
