// Makes a user store and three customers in it who have registered already; prints the store's id.
import { CiamClient, parseEndpoint } from "pulumi-tencentcloud-ciam/client";

const {
  TENCENTCLOUD_CIAM_ENDPOINT: endpoint,
  TENCENTCLOUD_SECRET_ID: secretId,
  TENCENTCLOUD_SECRET_KEY: secretKey,
} = process.env;
if (!endpoint || !secretId || !secretKey)
  throw new Error('first: eval "$(npx --no-install ciam-emulator env < ready.json)"');

const client = new CiamClient({
  endpoint: parseEndpoint(endpoint),
  region: "ap-guangzhou",
  credentials: { get: () => Promise.resolve({ secretId, secretKey }) },
});

const { UserStoreId } = await client.call("CreateUserStore", { UserPoolName: "customers" });
for (const number of [1, 2, 3]) {
  const name = `c0000${number}`;
  await client.call("CreateUser", {
    UserStoreId,
    UserName: name,
    Email: `${name}@example.com`,
    PhoneNumber: `1380000800${number}`,
    Password: `My-new-password-${number}`,
  });
}
console.log(UserStoreId);
