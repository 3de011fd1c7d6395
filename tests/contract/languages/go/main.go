// The vendor's SDK for Go against an endpoint: import, poll, list, delete. Prints what it saw as JSON.
//
// Its package for CIAM is in no registry; its requests and signatures are made by the module of what its packages have
// in common, which is what is used here.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common"
	tcerrors "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/errors"
	tchttp "github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/http"
	"github.com/tencentcloud/tencentcloud-sdk-go/tencentcloud/common/profile"
)

type fields = map[string]any

type job struct {
	Id, Status  string
	FailedUsers []fields
}

type answer struct {
	Response struct {
		UserStoreId string
		Job         job
		JobSet      []job
		Total       int
		Content     []struct {
			UserId                    string
			UserName, Email, Nickname *string
		}
	}
}

func client(secretKey string) *common.Client {
	p := profile.NewClientProfile()
	p.HttpProfile.Endpoint = os.Getenv("CIAM_HOST")
	p.HttpProfile.Scheme = "HTTP"
	return common.NewCommonClient(common.NewCredential(os.Getenv("CIAM_SECRET_ID"), secretKey), "ap-guangzhou", p)
}

func call(c *common.Client, action string, members fields) (answer, error) {
	var told answer
	request := tchttp.NewCommonRequest("ciam", "2022-03-31", action)
	if err := request.SetActionParameters(members); err != nil {
		return told, err
	}
	response := tchttp.NewCommonResponse()
	if err := c.Send(request, response); err != nil {
		return told, err
	}
	return told, json.Unmarshal(response.GetBody(), &told)
}

func run() (fields, error) {
	ciam := client(os.Getenv("CIAM_SECRET_KEY"))
	made, err := call(ciam, "CreateUserStore", fields{"UserPoolName": "go"})
	if err != nil {
		return nil, err
	}
	store := made.Response.UserStoreId
	page := fields{"PageSize": 10, "PageNumber": 1}

	users := []fields{
		{"UserName": "alice", "Nickname": "数字 ß"},
		{"Email": "bob@example.com"},
		{"Nickname": "nobody"},
	}
	submitted, err := call(ciam, "CreateApiImportUserJob", fields{"UserStoreId": store, "DataFlowUserCreateList": users})
	if err != nil {
		return nil, err
	}
	started, now := submitted.Response.Job.Status, submitted.Response.Job
	for now.Status == "PENDING" || now.Status == "PROCESSING" {
		time.Sleep(20 * time.Millisecond)
		polled, err := call(ciam, "ListJobs", fields{"UserStoreId": store, "JobIds": []string{now.Id}})
		if err != nil {
			return nil, err
		}
		now = polled.Response.JobSet[0]
	}

	listed, err := call(ciam, "ListUser", fields{"UserStoreId": store, "Pageable": page, "Original": true})
	if err != nil {
		return nil, err
	}
	var ids []string
	var seen [][]*string
	for _, user := range listed.Response.Content {
		ids = append(ids, user.UserId)
		seen = append(seen, []*string{user.UserName, user.Email, user.Nickname})
	}
	if _, err := call(ciam, "DeleteUsers", fields{"UserStoreId": store, "UserIds": ids}); err != nil {
		return nil, err
	}
	left, err := call(ciam, "ListUser", fields{"UserStoreId": store, "Pageable": page})
	if err != nil {
		return nil, err
	}

	refused := "OK"
	_, err = call(client("wrong"), "ListUserStore", fields{})
	var said *tcerrors.TencentCloudSDKError
	if errors.As(err, &said) {
		refused = said.GetCode()
	}
	return fields{
		"started": started,
		"ended":   now.Status,
		"failed":  len(now.FailedUsers),
		"listed":  seen,
		"left":    left.Response.Total,
		"refused": refused,
	}, nil
}

func main() {
	seen, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(seen); err != nil {
		os.Exit(1)
	}
}
