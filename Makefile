# Outlay. `make run` and `make test` are all that a fresh Debian machine with a Swift toolchain needs.

SHELL := /bin/bash
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
DESTDIR ?=
# The day the sample is looked at: its exports end the night before.
TODAY ?= 2026-11-21
LINES ?= 100000,1000000
# What the random points of the promises are drawn with.
SEED ?= 1

SWIFT ?= swift
OUTLAY := .build/release/outlay
SOURCES := Package.swift Sources Tests

LIBRARIES := libsqlite3-dev libxml2-dev zlib1g-dev libyaml-dev libxxhash-dev libsimdjson-dev libcurl4-openssl-dev libssl-dev libxlsxwriter-dev
CHECKERS := sqlite3 libxml2-utils openssl python3-aiosmtpd python3-prometheus-client

.PHONY: run test build check trust trust-ci browser pages bench install uninstall deb package-check lint format sample clean libraries checkers injector release help

help:
	@echo 'make run      one night over Inputs/ into Output/'
	@echo 'make test     every test'
	@echo 'make check    lint, build, test, a look at all pages, a sample of make trust and a run in a copy of the tree'
	@echo 'make trust    what is promised when things go wrong, at full size (an hour); make trust-ci under a minute (SEED=$(SEED))'
	@echo 'make bench    seconds and memory beside sqlite3 and DuckDB (LINES=$(LINES))'
	@echo 'make install  binary, man page, completions, cron and systemd files, examples (PREFIX=$(PREFIX)); make uninstall'
	@echo 'make deb      a Debian package in .build; make package-check installs it in a Debian of its own'

run: release
	@$(OUTLAY) run --today $(TODAY); status=$$?; \
	  if [ -f Output/latest.html ]; then echo "the report is in $(CURDIR)/Output/latest.html"; fi; exit $$status

# Nights of tests lie in memory where there is room for them, and wait for no disk.
MEMORY := $(shell [ -w /dev/shm ] && [ "$$(df --output=avail /dev/shm | tail -n 1)" -gt 4000000 ] && echo --tmpdir=/dev/shm)
test: libraries checkers release
	$(SWIFT) build --build-tests
	@folder=$$(mktemp --directory $(MEMORY)); trap 'rm -rf "$$folder"' EXIT; chmod 755 "$$folder"; \
	  TMPDIR=$$folder OUTLAY_PROGRAMS='$(CURDIR)/.build/release' $(SWIFT) test --skip-build

build: release

# With the Swift standard library inside: it starts in half the time, and runs where no Swift is.
release: libraries
	@$(SWIFT) build --configuration release --static-swift-stdlib --product outlay

check: lint browser
	$(MAKE) --no-print-directory test
	$(MAKE) --no-print-directory pages
	$(MAKE) --no-print-directory trust-ci
	@.ci/instructions
	@.ci/night-in-a-copy

# Every page of the sample in a browser; the tests look at one of each kind.
pages: browser release
	@.ci/look-at-pages

# What published pages are looked at with; without it their tests are skipped.
browser:
	@.ci/browser

# What is promised when things go wrong: a line per promise with the points tried and failed.
trust: release injector
	@nice Tests/Trust/trust.py --program '$(CURDIR)/$(OUTLAY)' --size full --seed $(SEED)

trust-ci: release injector
	@nice Tests/Trust/trust.py --program '$(CURDIR)/$(OUTLAY)' --size ci --seed $(SEED)

lint:
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

# Writes the sample bills, usage and sheets again, byte for byte.
sample: libraries
	$(SWIFT) run outlay-sample Inputs

bench: libraries checkers release
	@$(SWIFT) build --configuration release --static-swift-stdlib --product outlay-sample
	@Tests/Benchmarks/bench.py --lines $(LINES)

install: release
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' .ci/install $(OUTLAY)

uninstall:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' .ci/install --remove

# A Debian package in .build.
deb: release
	@.ci/deb $(OUTLAY)

# Installs the package in a Debian of its own, runs a night there from systemd's command and from cron, and removes it again.
package-check: deb
	@.ci/package-check
	@.ci/cron-check

clean:
	rm -rf .build
	find Output -mindepth 1 -not -name .gitignore -delete

libraries:
	@.ci/packages $(LIBRARIES)

checkers:
	@.ci/packages $(CHECKERS)

# What the faults of make trust are built and driven with.
injector:
	@.ci/packages gcc libc6-dev python3
