import type { Preset } from "./preset";
import { BLOCKED, GROUPS, NO_FIELD, OTHER_NUMBER, RECORD } from "./reasons";

const gender = { 男: "MALE", 女: "FEMALE", 未定义: "UNKNOWN", "1": "MALE", "2": "FEMALE", "0": "UNKNOWN" };

export const wecom: Preset = {
  name: "wecom",
  title: "WeCom (企业微信)",
  formats: [
    {
      kind: "titled",
      name: "members",
      title: "CSV of the asynchronous import (batch_user_sample.csv)",
      source: [
        "https://developer.work.weixin.qq.com/document/path/90980 (the call that takes the file)",
        "https://developer.work.weixin.qq.com/document/path/91130",
        "the header row, as public programs on GitHub write it for that call (14 titles, 2026-11-28)",
      ],
      verified: "none found",
      files: ["csv", "xlsx"],
      titles: ["姓名", "帐号", "手机号", "所在部门"],
      encoding: "gb18030",
      columns: {
        帐号: "userName",
        手机号: "phoneNumber",
        邮箱: "email",
        姓名: "name",
        别名: "nickname",
        职位: "job",
        性别: "gender",
        地址: "address",
      },
      key: ["帐号"],
      ignored: {
        所在部门: GROUPS,
        是否部门内领导: RECORD,
        排序: RECORD,
        座机: OTHER_NUMBER,
        "禁用项说明：(0-启用;1-禁用)": RECORD,
      },
      groupSeparator: ";",
      values: { gender },
      leftOut: [{ column: "禁用", is: ["1"], why: BLOCKED }],
      credentials: { taken: [], dropped: {} },
    },
    {
      kind: "titled",
      name: "contacts",
      title: "contacts exported from the admin console (通讯录导出)",
      source: [
        "https://baike.kxxai.com/126.html/mip (the fields of the console's template)",
        "http://www.3col.com.cn/news_in/1984 (the fields of the console's export)",
      ],
      verified: "none found",
      files: ["xlsx", "csv"],
      titles: ["姓名", "手机", "部门"],
      encoding: "gb18030",
      columns: {
        账号: "userName",
        帐号: "userName",
        英文ID: "userName",
        手机: "phoneNumber",
        企业邮箱: "email",
        邮箱: "email",
        个人邮箱: "email",
        姓名: "name",
        别名: "nickname",
        职务: "job",
        性别: "gender",
        地址: "address",
      },
      key: ["账号", "帐号", "英文ID"],
      ignored: { 部门: GROUPS, 座机: OTHER_NUMBER, 激活状态: RECORD, 启用状态: NO_FIELD },
      groupSeparator: ";",
      values: { gender },
      leftOut: [{ column: "禁用状态", is: ["禁用", "已禁用"], why: BLOCKED }],
      credentials: { taken: [], dropped: {} },
    },
  ],
  drops: [
    "WeCom has no passwords: its members sign in with WeChat or a code.",
    "Departments are no groups of the store until somebody says which.",
  ],
};
