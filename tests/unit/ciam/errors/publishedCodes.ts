import { codesOfEveryProduct } from "../../../../tools/published/codesOfActions";
import { published as publishedApi } from "../../../../tools/published/derive";

/** Error codes as Tencent Cloud publishes them: for CIAM, and for every product. */
export const published: ReadonlySet<string> = new Set([...publishedApi().codes, ...codesOfEveryProduct]);
