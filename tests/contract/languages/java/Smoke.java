// The vendor's SDK for Java against an endpoint: import, poll, list, delete, once for each way to sign and send that
// its arguments name (TC3-HMAC-SHA256:POST). Prints what it saw as JSON.
//
// Its package for CIAM is as large as all the others together; its requests and signatures are made by the module of
// what its packages have in common, which is what is used here.

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class Smoke {
  private static final Gson GSON = new Gson();

  public static void main(String[] ways) throws Exception {
    JsonObject seen = new JsonObject();
    for (String way : ways) seen.add(way, new Smoke(way).seen());
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println(seen);
  }

  private final String way;
  private final CommonClient ciam;

  private Smoke(String way) {
    this.way = way;
    this.ciam = client(System.getenv("CIAM_SECRET_KEY"));
  }

  private CommonClient client(String secretKey) {
    String[] signedAndSent = way.split(":");
    HttpProfile http = new HttpProfile();
    http.setEndpoint(System.getenv("CIAM_HOST"));
    http.setProtocol("http://");
    http.setReqMethod(signedAndSent[1]);
    ClientProfile profile = new ClientProfile(signedAndSent[0], http);
    Credential credential = new Credential(System.getenv("CIAM_SECRET_ID"), secretKey);
    return new CommonClient("ciam", "2022-03-31", credential, "ap-guangzhou", profile);
  }

  private JsonObject call(CommonClient client, String action, Object members) throws TencentCloudSDKException {
    String told = client.commonRequest(request(GSON.toJsonTree(members).getAsJsonObject()), action);
    return JsonParser.parseString(told).getAsJsonObject().getAsJsonObject("Response");
  }

  /** A request as the SDK's own models write it. What is set by name goes into JSON, and flat requests refuse it. */
  private Members request(JsonObject members) {
    Members request = new Members(members);
    if (way.equals("TC3-HMAC-SHA256:POST"))
      for (var member : members.entrySet()) request.set(member.getKey(), GSON.fromJson(member.getValue(), Object.class));
    return request;
  }

  private static class Members extends AbstractModel {
    Members(JsonObject members) {
      this.members = members;
    }

    private final transient JsonObject members;

    @Override
    protected void toMap(HashMap<String, String> map, String prefix) {
      flatten(map, prefix, members);
    }

    private static void flatten(Map<String, String> map, String name, JsonElement value) {
      if (value.isJsonPrimitive()) map.put(name, value.getAsString());
      String before = name.isEmpty() ? "" : name + ".";
      if (value.isJsonArray())
        for (int i = 0; i < value.getAsJsonArray().size(); i++) flatten(map, before + i, value.getAsJsonArray().get(i));
      if (value.isJsonObject())
        for (var member : value.getAsJsonObject().entrySet()) flatten(map, before + member.getKey(), member.getValue());
    }
  }

  private JsonObject seen() throws Exception {
    String store = call(ciam, "CreateUserStore", Map.of("UserPoolName", "java " + way)).get("UserStoreId").getAsString();
    Map<String, Integer> page = Map.of("PageSize", 10, "PageNumber", 1);

    List<Map<String, String>> users = List.of(
        Map.of("UserName", "alice", "Nickname", "数字 ß"),
        Map.of("Email", "bob@example.com"),
        Map.of("Nickname", "nobody"));
    JsonObject job = call(ciam, "CreateApiImportUserJob", Map.of("UserStoreId", store, "DataFlowUserCreateList", users))
        .getAsJsonObject("Job");
    String started = job.get("Status").getAsString();
    while (List.of("PENDING", "PROCESSING").contains(job.get("Status").getAsString())) {
      Thread.sleep(20);
      Object asked = Map.of("UserStoreId", store, "JobIds", List.of(job.get("Id").getAsString()));
      job = call(ciam, "ListJobs", asked).getAsJsonArray("JobSet").get(0).getAsJsonObject();
    }

    Object all = Map.of("UserStoreId", store, "Pageable", page, "Original", true);
    JsonArray listed = new JsonArray();
    JsonArray ids = new JsonArray();
    for (var element : call(ciam, "ListUser", all).getAsJsonArray("Content")) {
      JsonObject user = element.getAsJsonObject();
      JsonArray shown = new JsonArray();
      for (String name : List.of("UserName", "Email", "Nickname")) shown.add(user.get(name));
      listed.add(shown);
      ids.add(user.get("UserId"));
    }
    call(ciam, "DeleteUsers", Map.of("UserStoreId", store, "UserIds", ids));

    JsonObject seen = new JsonObject();
    seen.addProperty("started", started);
    seen.addProperty("ended", job.get("Status").getAsString());
    seen.addProperty("failed", job.getAsJsonArray("FailedUsers").size());
    seen.add("listed", listed);
    seen.add("left", call(ciam, "ListUser", Map.of("UserStoreId", store, "Pageable", page)).get("Total"));
    seen.addProperty("refused", refused());
    return seen;
  }

  private String refused() {
    try {
      call(client("wrong"), "ListUserStore", Map.of());
      return "OK";
    } catch (TencentCloudSDKException error) {
      return error.getErrorCode();
    }
  }
}
