"""The vendor's international SDK for Python against an endpoint: the groups of a store by version 2021-04-20, once for
each way to sign and send that its arguments name. Prints their names as JSON."""

import json
import os
import sys

from tencentcloud.ciam.v20210420 import ciam_client, models
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


def groups(way):
    method, sent_by = way.split(":")
    http = HttpProfile(endpoint=os.environ["CIAM_HOST"], protocol="http", reqMethod=sent_by)
    credential = Credential(os.environ["CIAM_SECRET_ID"], os.environ["CIAM_SECRET_KEY"])
    ciam = ciam_client.CiamClient(credential, "ap-singapore", ClientProfile(signMethod=method, httpProfile=http))
    request = models.ListUserGroupsRequest()
    request.from_json_string(json.dumps({"UserStoreId": os.environ["CIAM_STORE"], "Page": 1, "Size": 10}))
    return [group.DisplayName for group in ciam.ListUserGroups(request).Content]


print(json.dumps({way: groups(way) for way in sys.argv[1:]}))
