# Everything a developer runs. Each target's ## comment is its help text.

GO       ?= go
FUZZTIME ?= 10s
TOOL     := $(GO) tool -modfile=internal/tools/go.mod

.DEFAULT_GOAL := test
.PHONY: help forecast build release release-check test race portable cover bench accuracy widths fuzz lint analyse vuln generate generate-check

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

forecast: ## forecast the built-in scenario
	$(GO) run ./cmd/talimat-plan forecast

build: ## build a small static binary: bin/talimat-plan
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/talimat-plan ./cmd/talimat-plan

release: ## build archives for all systems, bills of materials and checksums: dist/
	$(GO) run ./internal/release -out dist

release-check: ## build a release here and in a clone, with caches of their own, and compare all bytes
	@clone=$$(mktemp -d) && trap 'chmod -R u+w "$$clone" && rm -rf "$$clone"' EXIT && \
	$(GO) run ./internal/release -out dist $(RELEASE) && git clone -q . $$clone/src && cd $$clone/src && \
	GOCACHE=$$clone/cache $(GO) run ./internal/release -out dist $(RELEASE) && diff -r dist $(CURDIR)/dist && echo "the same bytes: $$(wc -l < dist/SHA256SUMS) files"

test: ## run all tests (the default)
	$(GO) test $(TESTFLAGS) ./...

# What follows is vetted by lint already.

# The packages with goroutines; internal/race_test.go says when one is missing. Of the
# command line these are the scripts whose commands use several.
RACED := ./internal/crew ./internal/distribution ./internal/simulation ./internal/study/...
RACED_CLI := TestLive|TestPanic|TestVerdictThroughClosedPipe|TestScripts/^(check|check_reports|decide|diff_simulate|optimize|plot|plot_fan|report|sensitivity|simulate|validate)$$

race: ## look for data races where there are goroutines (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short -vet=off -timeout 20m $(RACED)
	CGO_ENABLED=1 $(GO) test -race -short -vet=off -timeout 20m -run '$(RACED_CLI)' ./internal/cli

portable: ## the same bytes without vector instructions, on arm64 (QEMU) and as WebAssembly (Node.js)
	$(GO) test -vet=off -tags purego ./internal/row ./internal/histogram ./internal/simulation
	GOARCH=arm64 $(GO) vet ./internal/row ./internal/histogram
	$(GO) test -vet=off -tags portable ./cmd/talimat-plan

cover: ## print the coverage of each function
	$(GO) test -coverprofile=coverage.out ./...
	$(GO) tool cover -func=coverage.out

bench: ## run all benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

accuracy: ## forecast the series of DATA, a folder of competition sets as CSV, and hold the errors against published ones
	ACCURACY=$(abspath $(DATA)) $(GO) test ./internal/fit -run '^TestAccuracy$$' -count=1 -v -timeout 60m

widths: ## measure how wide intervals have to be on what the series of DATA have to learn from
	WIDTHS=$(abspath $(DATA)) $(GO) test ./internal/fit -run '^TestWidths$$' -count=1 -v -timeout 60m

fuzz: ## run each fuzz target for FUZZTIME (10s)
	@for dir in $$($(GO) list -f '{{.Dir}}' ./...); do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' $$dir/*_test.go 2>/dev/null); do \
			echo "$$target in $$dir"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$dir || exit 1; \
		done; \
	done

lint: generate-check analyse ## vet, staticcheck, formatting, go.mod, generated files

analyse: ## vet, staticcheck, formatting, go.mod
	$(GO) vet ./...
	$(TOOL) staticcheck ./...
	@files=$$(gofmt -l .); [ -z "$$files" ] || { echo "not formatted by gofmt:"; echo "$$files"; exit 1; }
	$(GO) mod tidy -diff

vuln: ## known vulnerabilities in what the program calls (needs https://vuln.go.dev)
	$(TOOL) govulncheck ./...

generate: ## write the generated files anew
	$(GO) generate ./...

# The snapshots are trees of an index of their own: they see untracked files and
# uncommitted changes, and the developer's index stays as it is.
snapshot = index=$$(mktemp -u) && GIT_INDEX_FILE=$$index git add -A && GIT_INDEX_FILE=$$index git write-tree && rm -f $$index

generate-check: ## fail when a generated file is not up to date
	@before=$$($(snapshot)) && $(MAKE) --no-print-directory generate && after=$$($(snapshot)) && \
	{ git --no-pager diff --exit-code $$before $$after || { echo "generated files were out of date; they are written now"; exit 1; }; }
