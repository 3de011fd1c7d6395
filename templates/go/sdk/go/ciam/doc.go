// Package ciam is what `pulumi package gen-sdk` writes here. Until then it is empty, so that Go finds it.
package ciam
