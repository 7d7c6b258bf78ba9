# Two commands do everything: `make demo` runs the whole line on TestDocuments/, `make test` passes every test.
SHELL := /bin/bash
SCRATCH ?= .build
VENV ?= $(SCRATCH)/test-python
SWIFT_FLAGS := --scratch-path $(SCRATCH) --explicit-target-dependency-import-check error
RELEASE := $(SCRATCH)/release/sohoa
DEMO ?= demo

FUZZ_SECONDS ?= 30
LINTED := Sources Tests Benchmarks Profiles Fuzz/Package.swift Fuzz/Sources/Targets Package.swift

.PHONY: demo build test test-long fuzz bench lint format test-documents clean

demo: build ## the main job: scans in, signed and filed records out, verified
	$(RELEASE) demo --dir $(DEMO)

build:
	Scripts/install-packages.sh build
	swift build -c release --product sohoa $(SWIFT_FLAGS)

test: ## every test, against independent tools
	Scripts/install-packages.sh test
	swift format lint --strict --recursive --parallel $(LINTED)
	Scripts/check-layers.sh
	SOHOA_TEST_PYTHON="$$(Scripts/test-python.sh $(VENV))" swift test --parallel $(SWIFT_FLAGS)
	$(MAKE) fuzz

test-long: ## long sweeps: kills at many moments, big corpora
	Scripts/install-packages.sh test
	SOHOA_TEST_LONG=1 SOHOA_TEST_PYTHON="$$(Scripts/test-python.sh $(VENV))" swift test $(SWIFT_FLAGS)

fuzz: ## what a stranger can hand in: half a minute of each fuzz target
	Scripts/install-packages.sh build
	FUZZ_SCRATCH=$(abspath $(SCRATCH))-fuzz Fuzz/run.sh $(FUZZ_SECONDS)

bench: build ## our figures beside a peer's, in one run
	Scripts/install-packages.sh test
	swift build -c release --product sohoa-bench $(SWIFT_FLAGS)
	SOHOA=$(abspath $(RELEASE)) PYTHON="$$(Scripts/test-python.sh $(VENV))" Benchmarks/run.sh --record

lint:
	swift format lint --strict --recursive --parallel $(LINTED)

format:
	swift format --in-place --recursive --parallel $(LINTED)

test-documents: ## makes TestDocuments/ anew from its script
	"$$(Scripts/test-python.sh $(VENV))" Scripts/make-test-documents.py --out TestDocuments

clean:
	rm -rf $(SCRATCH) $(SCRATCH)-fuzz
