# Understudy. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# One set of flags everywhere: another set compiles SQLite again, which takes minutes.
export GOFLAGS := -buildvcs=false
export CGO_ENABLED := 1

LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ADDRESS ?= 127.0.0.1:8080
DEMO_DATABASE ?= var/demo.db

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/understudy
	go build -trimpath -ldflags '-s -w -funcalign=16' -o bin/understudy ./cmd/understudy

.PHONY: run
run: build ## try it: a demonstration on http://127.0.0.1:8080
	@mkdir -p var
	./bin/understudy serve --demo --listen $(ADDRESS) --database $(DEMO_DATABASE)

.PHONY: test
test: tools ## run every test: unit, property, both databases, a real browser
	go test -timeout 15m ./...

.PHONY: soak
soak: tools ## the same with full counts, and the fuzzers for 60 s each
	go test -timeout 60m ./... -rapid.checks=10000
	@set -e; for package in $$(go list ./app/...); do \
	  for fuzz in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	    echo "$$package $$fuzz"; go test -run '^$$' -fuzz "^$$fuzz$$" -fuzztime 60s -fuzzminimizetime 10x $$package; \
	  done; \
	done

.PHONY: lint
lint: ## vet, the linters, formatting, and that generated files are what their sources say
	@test -z "$$(gofmt -l app cmd content migrations quizzes static/*.go | tee /dev/stderr)"
	go vet ./...
	go run $(LINT) run ./...
	go tool templ generate -path app/web -log-level error
	@git diff --exit-code -- '*_templ.go' || (echo 'templ files are stale: commit what make generate wrote' >&2; exit 1)

.PHONY: generate
generate: ## write the Go code of the templates
	go tool templ generate -path app/web

.PHONY: assets
assets: ## build static/dist from its sources (needs Node and npm)
	cd static && npm ci --ignore-scripts --no-audit --no-fund && npm run build

.PHONY: assets-check
assets-check: assets ## fail when static/dist is not what its sources build
	@git diff --exit-code -- static/dist && test -z "$$(git status --porcelain static/dist)"

.PHONY: bench
bench: build ## measure the program beside yardsticks: one table, in some three minutes
	@mkdir -p var
	@go test -run '^$$' -bench . -benchtime 1x -timeout 10m ./app/bench -args -program $(CURDIR)/bin/understudy -table $(CURDIR)/var/bench.md >var/bench.log \
	  || { cat var/bench.log; exit 1; }
	@cat var/bench.md

.PHONY: fmt
fmt: ## format Go and templates
	gofmt -w app cmd content migrations quizzes static/*.go
	go tool templ fmt app/web

# A server and a browser for the tests, from Debian's packages where they are missing and may be installed.
.PHONY: tools
tools:
	@command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || $(call install,postgresql,PostgreSQL)
	@test -n "$$UNDERSTUDY_CHROMIUM" || command -v chromium >/dev/null || $(call install,chromium,Chromium (or UNDERSTUDY_CHROMIUM with the path of one))

define install
{ if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
    $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(1) >/dev/null; \
  else echo 'The tests need $(2): install the package $(1).' >&2; exit 1; fi; }
endef
