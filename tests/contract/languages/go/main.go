// The vendor's SDK for Go against an endpoint: import, poll, list, delete, once for each way to sign and send that its
// arguments name (TC3-HMAC-SHA256:POST). Prints what it saw as JSON.
//
// Its package for CIAM is in no registry; its requests and signatures are made by the module of what its packages have
// in common, which is what is used here. A request without a type of its own (CommonRequest) loses its parameters there
// unless it goes by TC3 and POST, so each has a type, as in the package.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
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

func client(way, secretKey string) *common.Client {
	p := profile.NewClientProfile()
	p.HttpProfile.Endpoint = os.Getenv("CIAM_HOST")
	p.HttpProfile.Scheme = "HTTP"
	p.SignMethod, p.HttpProfile.ReqMethod, _ = strings.Cut(way, ":")
	return common.NewCommonClient(common.NewCredential(os.Getenv("CIAM_SECRET_ID"), secretKey), "ap-guangzhou", p)
}

type createUserStore struct {
	*tchttp.BaseRequest `json:"-"`
	UserPoolName        *string `json:"UserPoolName,omitempty" name:"UserPoolName"`
}

type importUser struct {
	UserName *string `json:"UserName,omitempty" name:"UserName"`
	Email    *string `json:"Email,omitempty" name:"Email"`
	Nickname *string `json:"Nickname,omitempty" name:"Nickname"`
}

type createApiImportUserJob struct {
	*tchttp.BaseRequest    `json:"-"`
	UserStoreId            *string       `json:"UserStoreId,omitempty" name:"UserStoreId"`
	DataFlowUserCreateList []*importUser `json:"DataFlowUserCreateList,omitempty" name:"DataFlowUserCreateList"`
}

type listJobs struct {
	*tchttp.BaseRequest `json:"-"`
	UserStoreId         *string   `json:"UserStoreId,omitempty" name:"UserStoreId"`
	JobIds              []*string `json:"JobIds,omitempty" name:"JobIds"`
}

type pageable struct {
	PageSize   *int64 `json:"PageSize,omitempty" name:"PageSize"`
	PageNumber *int64 `json:"PageNumber,omitempty" name:"PageNumber"`
}

type listUser struct {
	*tchttp.BaseRequest `json:"-"`
	UserStoreId         *string   `json:"UserStoreId,omitempty" name:"UserStoreId"`
	Pageable            *pageable `json:"Pageable,omitempty" name:"Pageable"`
	Original            *bool     `json:"Original,omitempty" name:"Original"`
}

type deleteUsers struct {
	*tchttp.BaseRequest `json:"-"`
	UserStoreId         *string   `json:"UserStoreId,omitempty" name:"UserStoreId"`
	UserIds             []*string `json:"UserIds,omitempty" name:"UserIds"`
}

type listUserStore struct {
	*tchttp.BaseRequest `json:"-"`
}

func base(action string) *tchttp.BaseRequest {
	request := (&tchttp.BaseRequest{}).Init().WithApiInfo("ciam", "2022-03-31", action)
	request.SetDomain(os.Getenv("CIAM_HOST"))
	return request
}

type reply struct {
	*tchttp.BaseResponse `json:"-"`
	answer
}

func call(c *common.Client, request tchttp.Request) (answer, error) {
	response := &reply{BaseResponse: &tchttp.BaseResponse{}}
	err := c.Send(request, response)
	return response.answer, err
}

func seenBy(way string) (fields, error) {
	ciam := client(way, os.Getenv("CIAM_SECRET_KEY"))
	made, err := call(ciam, &createUserStore{base("CreateUserStore"), common.StringPtr("go " + way)})
	if err != nil {
		return nil, err
	}
	store := made.Response.UserStoreId
	page := &pageable{common.Int64Ptr(10), common.Int64Ptr(1)}

	users := []*importUser{
		{UserName: common.StringPtr("alice"), Nickname: common.StringPtr("数字 ß")},
		{Email: common.StringPtr("bob@example.com")},
		{Nickname: common.StringPtr("nobody")},
	}
	submitted, err := call(ciam, &createApiImportUserJob{base("CreateApiImportUserJob"), &store, users})
	if err != nil {
		return nil, err
	}
	started, now := submitted.Response.Job.Status, submitted.Response.Job
	for now.Status == "PENDING" || now.Status == "PROCESSING" {
		time.Sleep(20 * time.Millisecond)
		polled, err := call(ciam, &listJobs{base("ListJobs"), &store, []*string{&now.Id}})
		if err != nil {
			return nil, err
		}
		now = polled.Response.JobSet[0]
	}

	listed, err := call(ciam, &listUser{base("ListUser"), &store, page, common.BoolPtr(true)})
	if err != nil {
		return nil, err
	}
	var ids []*string
	var seen [][]*string
	for _, user := range listed.Response.Content {
		ids = append(ids, common.StringPtr(user.UserId))
		seen = append(seen, []*string{user.UserName, user.Email, user.Nickname})
	}
	if _, err := call(ciam, &deleteUsers{base("DeleteUsers"), &store, ids}); err != nil {
		return nil, err
	}
	left, err := call(ciam, &listUser{base("ListUser"), &store, page, nil})
	if err != nil {
		return nil, err
	}

	refused := "OK"
	_, err = call(client(way, "wrong"), &listUserStore{base("ListUserStore")})
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
	seen := fields{}
	for _, way := range os.Args[1:] {
		told, err := seenBy(way)
		if err != nil {
			fmt.Fprintln(os.Stderr, way, err)
			os.Exit(1)
		}
		seen[way] = told
	}
	if err := json.NewEncoder(os.Stdout).Encode(seen); err != nil {
		os.Exit(1)
	}
}
