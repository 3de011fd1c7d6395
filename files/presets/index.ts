import { auth0 } from "./auth0";
import { clerk } from "./clerk";
import { cognito } from "./cognito";
import { dingtalk } from "./dingtalk";
import { entra } from "./entra";
import { firebase } from "./firebase";
import { google } from "./google";
import { keycloak } from "./keycloak";
import { kratos } from "./kratos";
import { okta } from "./okta";
import type { Preset } from "./preset";
import { supabase } from "./supabase";
import { wecom } from "./wecom";
import { wordpress } from "./wordpress";

export type { Preset, PresetFormat } from "./preset";

/** All presets by their names. */
export const presets = {
  auth0,
  clerk,
  cognito,
  dingtalk,
  entra,
  firebase,
  google,
  keycloak,
  kratos,
  okta,
  supabase,
  wecom,
  wordpress,
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;
