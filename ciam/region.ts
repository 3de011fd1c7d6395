import { distance } from "fastest-levenshtein";
import { suggestion } from "../text/suggest";
import { UsageError } from "./errors/usageError";

/**
 * The regions of Tencent Cloud, to suggest one for a misspelling. Their support of CIAM is not documented, and more
 * will come: a text in the form of a region that resembles none of these is accepted.
 */
const REGIONS = [
  "ap-singapore",
  "ap-guangzhou",
  "ap-shanghai",
  "ap-nanjing",
  "ap-beijing",
  "ap-chengdu",
  "ap-chongqing",
  "ap-hongkong",
  "ap-taipei",
  "ap-jakarta",
  "ap-bangkok",
  "ap-mumbai",
  "ap-seoul",
  "ap-tokyo",
  "na-ashburn",
  "na-siliconvalley",
  "na-toronto",
  "sa-saopaulo",
  "eu-frankfurt",
  "eu-moscow",
  "ap-shanghai-fsi",
  "ap-shenzhen-fsi",
  "ap-beijing-fsi",
];

/** Reads a region as a person wrote it; every call sends it in a header. */
export function parseRegion(text: string, name = "ciam:region"): string {
  if (REGIONS.includes(text)) return text;
  const isShaped = /^[a-z]{2}(?:-[a-z0-9]+)+$/.test(text);
  const isMisspelt = REGIONS.some((region) => distance(region, text) <= 2);
  if (isShaped && !isMisspelt) return text;
  throw new UsageError(
    `${name} ${JSON.stringify(text)} cannot be used: it must be a region such as ap-singapore${suggestion(text, REGIONS)}`,
  );
}
