// Command sdkgen reads a schema from standard input, checks it as Pulumi does, and writes its SDK for a language into a
// folder: sdkgen LANGUAGE FOLDER. It needs no language host, of which there is none for .NET and Java that can be had as
// a Go module, and whose one for Node.js writes an SDK that does not compile.
package main

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "sdkgen"

// language is how one reads its part of a schema and writes an SDK: path in the SDK to text.
type language struct {
	importer schema.Language
	generate func(pkg *schema.Package) (map[string][]byte, error)
}

var languages = map[string]language{
	"dotnet": {dotnet.Importer, func(pkg *schema.Package) (map[string][]byte, error) {
		if err := keepLogoHere(pkg); err != nil {
			return nil, err
		}
		return dotnet.GeneratePackage(tool, pkg, nil, nil)
	}},
	"go": {golang.Importer, func(pkg *schema.Package) (map[string][]byte, error) {
		return golang.GeneratePackage(tool, pkg, nil)
	}},
	"java": {java.Importer, func(pkg *schema.Package) (map[string][]byte, error) {
		return java.GeneratePackage(tool, pkg, nil, nil, false, false)
	}},
	"nodejs": {nodejs.Importer, func(pkg *schema.Package) (map[string][]byte, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, nil)
	}},
	"python": {python.Importer, func(pkg *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, nil)
	}},
}

func main() {
	if err := run(os.Args[1:], os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, input io.Reader) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: %s LANGUAGE FOLDER <schema.json", tool)
	}
	wanted, known := languages[args[0]]
	if !known {
		return fmt.Errorf("%s: no such language: it is one of %s", args[0], strings.Join(names(), ", "))
	}
	pkg, err := read(input)
	if err != nil {
		return err
	}
	if err := pkg.ImportLanguages(map[string]schema.Language{args[0]: wanted.importer}); err != nil {
		return err
	}
	files, err := wanted.generate(pkg)
	if err != nil {
		return err
	}
	return write(files, args[1])
}

//go:embed logo.png
var logo embed.FS

// keepLogoHere names a logo that is in this program. Packages of .NET have one, and the generator fetches it from where
// the schema says, else from the web.
func keepLogoHere(pkg *schema.Package) error {
	transport, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return errors.New("no transport to hand the logo over by")
	}
	transport.RegisterProtocol("embedded", http.NewFileTransportFS(logo))
	pkg.LogoURL = "embedded:///logo.png"
	return nil
}

func names() []string {
	all := make([]string, 0, len(languages))
	for name := range languages {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func read(input io.Reader) (*schema.Package, error) {
	var spec schema.PackageSpec
	if err := json.NewDecoder(input).Decode(&spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	for _, diagnostic := range diagnostics {
		fmt.Fprintln(os.Stderr, diagnostic)
	}
	return pkg, nil
}

func write(files map[string][]byte, folder string) error {
	for name, text := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
