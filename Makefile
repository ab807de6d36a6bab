# Fluxion. `make help` lists the targets; each does its own set-up.
#
# What is built lies in .build/ (intermediate) and dist/ (the site). Only what
# changed is built again: stamps in .build/ stand for steps with many outputs.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

export GOWORK := off
export CGO_ENABLED ?= 0

build := .build
wasm := $(build)/wasm
wasm_files := $(wasm)/worker.wasm $(wasm)/program.wasm $(wasm)/canvas.wasm $(wasm)/bench.wasm $(wasm)/wasm_exec.js
npm := $(build)/npm.stamp
site := $(build)/site.stamp
compressed := $(build)/compressed.stamp
fluxion := $(build)/fluxion
limits := $(build)/limits

# The sources of a Go program, and what it embeds, are looked for in these folders; tests do not count.
go_sources = go.mod go.sum $(shell find $(1) -type f ! -name '*_test.go' ! -path '*/testdata/*' 2>/dev/null)
web_sources := $(shell find web -type f ! -path '*/node_modules/*' ! -path 'web/e2e/*' ! -path 'web/bench/out/*' \
	! -path 'web/test-results/*' ! -path 'web/playwright-report/*')

.PHONY: help run test test-browser test-gpu dist fmt lint fuzz random bench bench-node bench-readme bench-native clean

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

run: $(site) $(fluxion) ## Build everything and serve it; prints the URL
	@$(fluxion) serve dist

test: $(npm) $(wasm)/wasm_exec.js ## Run all tests, in a real browser too (installs Chromium where none is found)
	@bash .ci/test.sh

test-browser: ## Run only the Go tests in Chromium; PACKAGES=./engine/... chooses
	@bash .ci/browser-tests.sh $(PACKAGES)

dist: $(compressed) ## Build the static site into dist/
	@du -sh --apparent-size dist | awk '{print "dist/ is ready: " $$1 "B with its compressed forms"}'

fmt: $(npm) ## Format Go and TypeScript
	@gofmt -w engine plots wasm
	@cd web && node_modules/.bin/prettier --write --log-level warn .

lint: $(npm) $(wasm)/wasm_exec.js ## gofmt, go vet, staticcheck, tsc, prettier
	@bash .ci/lint.sh

test-gpu: $(npm) ## Run all tests of the device "gpu" in Node.js, on the machine's GPU if it has one
	@bash .ci/gpu-tests.sh

fuzz: ## Fuzz each target for FUZZTIME (default 1m)
	@bash .ci/fuzz.sh $(or $(FUZZTIME),1m)

random: $(npm) ## Compare SEEDS random programs (default 100000) on all devices, GPU_SEEDS (10000) on a GPU
	@go test ./engine/internal/devicetest -run Random -timeout 0 -args -seeds $(or $(SEEDS),100000)
	@PACKAGES=./engine/internal/devicetest bash .ci/gpu-tests.sh -run 'Random.*OnGPU' -timeout 0 -args -gpu-seeds $(or $(GPU_SEEDS),10000)

bench: $(site) $(limits) ## Compare with others in Chromium; BENCH='--cases sum_1e6 --rounds 3' chooses
	@chromium=$$(bash .ci/chromium.sh) && cd web && CHROMIUM=$$chromium node bench/run.mjs $(BENCH)

bench-node: $(npm) $(wasm)/bench.wasm $(wasm)/wasm_exec.js ## Compare on WebGPU in Node.js; BENCH chooses as for bench
	@bash .ci/webgpu.sh node web/bench/node.mjs $(BENCH)

bench-readme: ## Put the results of the last `make bench` into the README
	@node web/bench/readme.mjs

bench-native: ## Compare the devices without a browser, each case COUNT (default 6) times
	@mkdir -p $(build)
	@go test ./engine -run '^$$' -bench Devices -benchmem -benchtime 0.2s -count $(or $(COUNT),6) >$(build)/devices.txt
	@go tool benchstat -row .name,/case -col '/device@(host wasm auto)' $(build)/devices.txt

clean: ## Remove everything that was built
	rm -rf $(build) dist web/node_modules

$(npm): web/package.json web/package-lock.json
	@mkdir -p $(build)
	@echo "npm ci"
	@cd web && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(wasm)/worker.wasm: $(call go_sources,engine plots/scene wasm/bridge wasm/service wasm/formula wasm/picture wasm/worker)
$(wasm)/program.wasm: $(call go_sources,engine plots/scene wasm/bridge wasm/service wasm/formula wasm/picture wasm/program)
$(wasm)/bench.wasm: $(call go_sources,engine wasm/bridge wasm/service wasm/bench)
$(wasm)/canvas.wasm: $(call go_sources,plots wasm/bridge wasm/canvas)
# Inlining makes the downloads a seventh larger. It pays in the loops that run all the time only.
inlined := fluxion/engine/lang/interp
compact := -gcflags=all=-l $(inlined:%=-gcflags=%=)
# The benchmark measures calls of the library from a Go program, which is built with inlining.
$(wasm)/bench.wasm: compact :=

$(wasm)/%.wasm: Makefile .ci/strip-lines.mjs
	@mkdir -p $(wasm)
	@echo "go build wasm/$*"
	@GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w' $(compact) -o $@ ./wasm/$*
	@node .ci/strip-lines.mjs $@

$(limits): web/bench/limits.c .ci/limits.sh
	@bash .ci/limits.sh $@

# Go's own support script, which must be of the very version that compiles.
$(wasm)/wasm_exec.js: go.mod
	@mkdir -p $(wasm)
	@cp -f "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $@
	@touch $@

$(fluxion): $(call go_sources,engine plots/scene)
	@mkdir -p $(build)
	@echo "go build engine/cmd/fluxion"
	@go build -trimpath -buildvcs=false -o $@ ./engine/cmd/fluxion

$(site): $(npm) $(wasm_files) $(web_sources)
	@echo "vite build"
	@cd web && node_modules/.bin/vite build --logLevel warn
	@touch $@

# The best compression takes half a minute, which a visitor on this machine would not win back: not for `make run`.
$(compressed): $(site) .ci/precompress.mjs
	@echo "compressing dist/"
	@node .ci/precompress.mjs dist $(build)/compressed
	@touch $@
