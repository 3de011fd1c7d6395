import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { fromEngine, toEngine } from "../../engine/values";
import type { Props } from "../../resources/resource";
import { sentName } from "./reservedNames";

/** Properties as the engine sends them; nothing sent is no properties. */
export function propsOf(struct: Struct | undefined): Props {
  return fromEngine(struct ? objectIn(struct) : {});
}

/** Properties as the engine wants them. */
export function structOf(props: Props): Struct {
  return objectOn(toEngine(props));
}

/*
 * Hand-written because the library's own way takes three times as long.
 */

function objectIn(struct: Struct): Record<string, unknown> {
  return Object.fromEntries(
    struct
      .getFieldsMap()
      .getEntryList()
      .map(([name]) => [sentName(name), valueIn(struct.getFieldsMap().get(name))]),
  );
}

function valueIn(value: Value | undefined): unknown {
  switch (value?.getKindCase()) {
    case Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.STRUCT_VALUE:
      return objectIn(value.getStructValue() ?? new Struct());
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue() ?? new ListValue()).getValuesList().map(valueIn);
    default:
      return null;
  }
}

function objectOn(object: Readonly<Record<string, unknown>>): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [name, value] of Object.entries(object)) fields.set(name, valueOn(value));
  return struct;
}

function valueOn(value: unknown): Value {
  const on = new Value();
  if (typeof value === "string") on.setStringValue(value);
  else if (typeof value === "number") on.setNumberValue(value);
  else if (typeof value === "boolean") on.setBoolValue(value);
  else if (Array.isArray(value)) on.setListValue(new ListValue().setValuesList(value.map(valueOn)));
  else if (typeof value === "object" && value !== null) on.setStructValue(objectOn(value as Record<string, unknown>));
  else on.setNullValue(NullValue.NULL_VALUE);
  return on;
}
