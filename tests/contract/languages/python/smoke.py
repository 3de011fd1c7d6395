"""The vendor's SDK for Python against an endpoint: import, poll, list, delete, once for each way to sign and send that
its arguments name (TC3-HMAC-SHA256:POST). Prints what it saw as JSON."""

import json
import os
import sys
import time

from tencentcloud.ciam.v20220331 import ciam_client, models
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


def client(way, secret_key):
    method, sent_by = way.split(":")
    http = HttpProfile(endpoint=os.environ["CIAM_HOST"], protocol="http", reqMethod=sent_by)
    profile = ClientProfile(signMethod=method, httpProfile=http)
    return ciam_client.CiamClient(Credential(os.environ["CIAM_SECRET_ID"], secret_key), "ap-guangzhou", profile)


def request(kind, **members):
    made = kind()
    made.from_json_string(json.dumps(members))
    return made


def seen(way):
    ciam = client(way, os.environ["CIAM_SECRET_KEY"])
    store = ciam.CreateUserStore(request(models.CreateUserStoreRequest, UserPoolName="python " + way)).UserStoreId
    page = {"PageSize": 10, "PageNumber": 1}

    users = [{"UserName": "alice", "Nickname": "数字 ß"}, {"Email": "bob@example.com"}, {"Nickname": "nobody"}]
    job = ciam.CreateApiImportUserJob(
        request(models.CreateApiImportUserJobRequest, UserStoreId=store, DataFlowUserCreateList=users)
    ).Job
    started = job.Status
    while job.Status in ("PENDING", "PROCESSING"):
        time.sleep(0.02)
        job = ciam.ListJobs(request(models.ListJobsRequest, UserStoreId=store, JobIds=[job.Id])).JobSet[0]

    listed = ciam.ListUser(request(models.ListUserRequest, UserStoreId=store, Pageable=page, Original=True))
    ids = [user.UserId for user in listed.Content]
    ciam.DeleteUsers(request(models.DeleteUsersRequest, UserStoreId=store, UserIds=ids))
    left = ciam.ListUser(request(models.ListUserRequest, UserStoreId=store, Pageable=page)).Total

    try:
        client(way, "wrong").ListUserStore(models.ListUserStoreRequest())
        refused = "OK"
    except TencentCloudSDKException as error:
        refused = error.get_code()

    return {
        "started": started,
        "ended": job.Status,
        "failed": len(job.FailedUsers),
        "listed": [[user.UserName, user.Email, user.Nickname] for user in listed.Content],
        "left": left,
        "refused": refused,
    }


print(json.dumps({way: seen(way) for way in sys.argv[1:]}))
