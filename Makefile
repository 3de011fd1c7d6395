# `make demo` and `make test` are the two commands; each does its own set-up on a fresh machine and can be run again.
# Needed: Node 20 or newer with npm, make, git, and for the Pulumi CLI one of: pulumi 3.216 or newer, or Go. The tests
# also drive the emulator from Python 3.9 or newer (by which linters come too), from Go, from Java with Maven and by curl,
# and look at its page in Chromium (on the PATH, by CHROME_PATH, or installed from Debian's packages when this is root).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Node 24 comes with the development dependencies where the machine's own is older than the package needs.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

SEEDS ?= 100000
SEED ?= $(shell date +%s)
KILLS ?= 100
FILES ?= 20000
RELEASE ?= release

sources := $(shell git ls-files --cached --others --exclude-standard -- 'disk/*.ts' 'text/*.ts' 'ciam/*.ts' 'files/*.ts' 'sdk/*.ts' 'provider/*.ts' 'emulator/*.ts' 'cli/*.ts' 'tests/*.ts' 'bench/*.ts' 'tools/*.ts' provider/plugin/schema.json 2>/dev/null)
# Those that are deleted and not yet forgotten by git are no files. A folder changes with the names in it.
files := $(wildcard $(shell git ls-files --cached --others --exclude-standard 2>/dev/null))
files += $(filter-out ./,$(sort $(dir $(files))))

# Some tests wait for something most of their time, so there is one more at once than processors.
JOBS ?= $(shell node -p 'Math.min(os.availableParallelism() + 1, 8)')

.PHONY: help demo test unit emulator engine cli e2e parity contract chaos properties fuzz chaos-kill lint build tools hosts chromium env bench reference pack release release-check clean

help: ## What there is to type
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

demo: build ## Users as code on this machine, in about a minute
	@PATH="$$(tools/pulumi/get.sh):$$PATH" node dist/tools/demo/main.js

test: lint chromium ## Everything that is tested: about twelve minutes, the first time about ten more for the Pulumi CLI and the hosts of its languages
	@echo "running all tests (about twelve minutes)"
	@# Never at an endpoint that the environment names for the contract suite: its files run side by side here.
	@unset CIAM_CONTRACT_ENDPOINT; PATH="$$(tools/pulumi/get.sh):$$(tools/languageHosts/get.sh):$$PATH" mocha --parallel --jobs $(JOBS) 'dist/tests/**/*.test.js'

unit: build ## The tests of single modules
	@mocha --parallel --jobs 2 'dist/tests/unit/**/*.test.js'

emulator: build chromium ## The emulator in a process of its own, and its page in a browser
	@mocha --parallel --jobs 2 'dist/tests/emulator/**/*.test.js'

engine: build ## The provider in Pulumi's own process, driven as the engine does it
	@mocha --parallel --jobs 2 'dist/tests/engine/**/*.test.js'

cli: build ## The command ciam
	@mocha --parallel --jobs 2 'dist/tests/cli/**/*.test.js'

e2e: build ## The tests on the real Pulumi CLI
	@PATH="$$(tools/pulumi/get.sh):$$(tools/languageHosts/get.sh):$$PATH" mocha --parallel --jobs 2 'dist/tests/e2e/**/*.test.js'

parity: build ## The walks that must be the same for both front ends, by value and by file: as a table, and on the real CLI
	@PATH="$$(tools/pulumi/get.sh):$$(tools/languageHosts/get.sh):$$PATH" mocha --reporter dist/tests/parity/reporter.js dist/tests/parity/table.test.js dist/tests/e2e/parity/table.test.js

contract: build ## The contract suite against the endpoint in CIAM_CONTRACT_ENDPOINT (see docs/contract.md), else all of it
	@if [ -n "$${CIAM_CONTRACT_ENDPOINT:-}" ]; then mocha dist/tests/contract/vendorsClient.test.js dist/tests/contract/ourClient.test.js; \
	else mocha --parallel --jobs 2 'dist/tests/contract/**/*.test.js'; fi

chaos: build ## Random pasts, faults, deaths and histories of programs in virtual time: SEEDS of each kind, from SEED on
	@CIAM_CHAOS_SEEDS=$(SEEDS) CIAM_CHAOS_SEED=$(SEED) mocha --parallel --jobs 2 'dist/tests/chaos/**/*.test.js'

properties: build ## The tests of single modules, with the random files, users and replies that come from SEED
	@CIAM_PROPERTY_SEED=$(SEED) mocha 'dist/tests/unit/**/*.test.js'

fuzz: build ## FILES files of users that went through many hands, made from SEED and read by two readers
	@CIAM_FUZZ_FILES=$(FILES) CIAM_PROPERTY_SEED=$(SEED) mocha dist/tests/unit/files/fuzz/fuzz.test.js \
	  dist/tests/unit/files/anyFile.test.js

chaos-kill: build ## KILLS runs of the real CLI, and ten times as many of its provider, killed at random moments
	@PATH="$$(tools/pulumi/get.sh):$$(tools/languageHosts/get.sh):$$PATH" CIAM_KILLS=$(KILLS) CIAM_KILL_SEED=$(SEED) \
	  CIAM_PROVIDER_KILLS=$$(( $(KILLS) * 10 )) mocha dist/tests/e2e/parity/table.test.js dist/tests/engine/interrupted/kill.test.js

lint: dist/.linted ## Form, types, the direction of imports, and what nobody uses; what was clean and has not changed is not read again

build: dist/.built ## The package, compiled

tools: build ## The Pulumi CLI; the last line is the folder it is in
	@tools/pulumi/get.sh

hosts: ## What runs Pulumi programs in Python, Go and YAML, and writes SDKs; the last line is the folder they are in
	@tools/languageHosts/get.sh

chromium: ## A browser for the tests of the emulator's page; the last line is where it is
	@tools/chromium/get.sh

env: build ## Lines to evaluate before typing pulumi by hand
	@tools/pulumi/env.sh

bench: build ## What is promised of speed and size, measured; writes bench/RESULTS.md
	@PATH="$$(tools/pulumi/get.sh):$$PATH" node dist/bench/main.js

reference: build ## Types of inputs and outputs, docs/reference.md, the schema of the plugin and docs/registry, written from the schemas that describe them
	@node dist/tools/reference/main.js

pack: build ## The npm package as a tarball
	@npm pack --silent

release: build ## All that a release publishes, in the folder RELEASE (release/): REPOSITORY=https://… says where it is from
	@node dist/tools/release/main.js '$(RELEASE)'

release-check: release ## The same made twice, and installed from that folder alone in empty projects: about ten minutes
	@PATH="$$(tools/pulumi/get.sh):$$(tools/languageHosts/get.sh):$$PATH" CIAM_RELEASE='$(RELEASE)' \
	  mocha 'dist/tests/release/*.check.js'

clean: ## Throws away what was built here; the Pulumi CLI in the cache folder stays
	rm -rf dist node_modules .pulumi-home .ciam

node_modules/.installed: package.json package-lock.json
	@# npm would empty the folder that a link leads to.
	@if [ -L node_modules ]; then echo "node_modules is a link: remove it, so that this checkout gets its own" >&2; exit 1; fi
	@echo "installing dependencies (about a minute)" >&2
	@npm ci --silent --no-progress >&2
	@# Its binary is put in place by a script, and scripts are off by default.
	@npm rebuild --silent --ignore-scripts=false node >/dev/null
	@touch $@

dist/.built: node_modules/.installed tsconfig.json $(sources)
	@echo "compiling (a few seconds)" >&2
	@rm -rf dist
	@tsc -p tsconfig.json
	@node dist/tools/emulatorBundle/main.js
	@# As npm does it when it links them; a compiler writes them anew without.
	@chmod +x dist/cli/main.js dist/emulator/main.js
	@node dist/tools/plugin/main.js
	@touch $@

dist/.linted: dist/.built $(files)
	@echo "checking form and types (about a minute)"
	@# The longest first; each says at its end what it has found, and all of them run though one fails.
	@printf '%s\n' 'eslint .' 'prettier --check --log-level warn .' 'node dist/tools/examples/main.js' 'knip --no-progress' \
	  | xargs -P 2 -I '{}' bash -c 'said=$$({} 2>&1) && failed=0 || failed=1; [ -z "$$said" ] || printf "%s:\n%s\n" "{}" "$$said"; exit $$failed'
	@touch $@
