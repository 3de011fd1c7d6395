import type { Preset } from "./preset";
import { GROUPS, NO_FIELD, OTHER_NUMBER, RECORD } from "./reasons";

export const dingtalk: Preset = {
  name: "dingtalk",
  title: "DingTalk (钉钉)",
  formats: [
    {
      kind: "titled",
      name: "contacts",
      title: "contacts exported from the admin console (通讯录导出), or its template for an import",
      source: [
        "https://www.dingtalk-global.com/zh/news/explain/bie-zai-shou-dong-fu-zhi-tie-shang-260210 (how the export is made)",
        "the header row, as public programs on GitHub read and write it (12 titles)",
      ],
      verified: "none found",
      files: ["xlsx", "csv"],
      titles: ["姓名", "手机号", "部门"],
      encoding: "gb18030",
      columns: {
        手机号: "phoneNumber",
        邮箱: "email",
        姓名: "name",
        职位: "job",
        性别: "gender",
        备注: "description",
      },
      key: ["员工UserID", "工号"],
      ignored: {
        部门: GROUPS,
        工号: NO_FIELD,
        "是否此部门主管(是/否)": RECORD,
        "是否此部门主管（是/否）": RECORD,
        分机号: OTHER_NUMBER,
        办公地点: NO_FIELD,
      },
      values: { gender: { 男: "MALE", 女: "FEMALE" } },
      credentials: { taken: [], dropped: {} },
    },
  ],
  drops: [
    "DingTalk gives out no passwords.",
    "The user id of DingTalk is the key only: CIAM has no identity for it.",
    "Departments are no groups of the store until somebody says which.",
  ],
};
