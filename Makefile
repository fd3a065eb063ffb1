# Everything that a fresh machine with a Swift toolchain needs: `make study`, `make test`.

SHELL := /bin/bash
SWIFT ?= swift
FLAGS := -c release --explicit-target-dependency-import-check error
UNAME := $(shell uname -s)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT_PACKAGES := libopenblas-dev libhdf5-dev libgsl-dev nettle-dev zlib1g-dev libzstd-dev pkg-config \
  gnuplot-nox
BREW_PACKAGES := openblas hdf5 gsl nettle zstd pkg-config gnuplot

ifeq ($(UNAME),Darwin)
  PREFIX := $(shell brew --prefix 2>/dev/null)
  FLAGS += -Xcc -I$(PREFIX)/include -Xlinker -L$(PREFIX)/lib
endif

.PHONY: campaign dry-runs help install mpi mpi-test slurm-test study test test-all tutorials bench docs docs-site format lint build setup clean

help:
	@echo "make install   build, and put assay into BINDIR (/usr/local/bin)"
	@echo "make study     install what is missing, build, run the first study (a few minutes)"
	@echo "make test      install what is missing, build, check format and docs, run the tests"
	@echo "make test-all  the same with the slow tests"
	@echo "make tutorials run the commands of notebooks-md/ and compare what they print"
	@echo "make dry-runs  make a dry run of every study, recipe and configuration, and print what each takes"
	@echo "make campaign  kills, faults and hostile input for MINUTES (60)"
	@echo "make slurm-test runs a study on a Slurm of its own, kills a node, compares (needs slurm-wlm and munge)"
	@echo "make mpi       build assay with MPI into .build-mpi, for mpirun -n N assay train"
	@echo "make mpi-test  trains by 1, 2 and 4 ranks, kills one, stops, goes on, compares"
	@echo "make bench     measure the engine"
	@echo "make docs      check that every public declaration is documented"
	@echo "make docs-site build the documentation site in .build/docs-site (BASE: the path it is served under)"
	@echo "make format    format all Swift files"
	@echo "make clean     remove what was built"

# Installs the system packages that are missing, and says so.
setup:
ifeq ($(UNAME),Darwin)
	@for package in $(BREW_PACKAGES); do \
	  brew list --versions $$package >/dev/null 2>&1 || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then echo "installing with Homebrew:$$missing"; brew install $$missing; fi
else
	@missing=""; \
	for package in $(APT_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing with apt-get:$$missing"; \
	  $(SUDO) apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing \
	    >/dev/null; \
	fi
endif

build: setup
	@echo "building (release)"
	@$(SWIFT) build $(FLAGS) --product assay

study: build
	@mkdir -p results
	@set -o pipefail; \
	$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay study run sharpening --scale quick \
	  | tee results/make-study.txt
	@.ci/compare-readme results/make-study.txt

BINDIR ?= /usr/local/bin
install: build
	@mkdir -p "$(DESTDIR)$(BINDIR)"
	@install -m 755 "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay" "$(DESTDIR)$(BINDIR)/assay"
	@echo "installed $(DESTDIR)$(BINDIR)/assay; completions: assay --generate-completion-script zsh (bash, fish)"

dry-runs: build
	@.ci/check-dry-runs "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay"

lint: setup
	@echo "checking the format"
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

docs:
	@echo "checking documentation comments and module pages"
	@.ci/check-docs
	@.ci/make-formulas --check

# Pages of statistics, methods, studies, tutorials and every public declaration; look at it through a web server.
docs-site: build
	@.ci/docs-site "$$($(SWIFT) build $(FLAGS) --show-bin-path)"

test: lint docs
	@echo "building and testing (release)"
	@$(SWIFT) build $(FLAGS) --build-tests
	@.ci/check-kernels "$$($(SWIFT) build $(FLAGS) --show-bin-path)"
	@.ci/check-pages "$$($(SWIFT) build $(FLAGS) --show-bin-path)"
	@.ci/check-results "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay" sharpening process turns prior tricks checkpoints
	@ASSAY_SKIP_SLOW=1 $(SWIFT) test $(FLAGS) --skip-build

test-all: lint docs
	@$(SWIFT) build $(FLAGS) --build-tests
	@.ci/check-kernels "$$($(SWIFT) build $(FLAGS) --show-bin-path)"
	@.ci/check-pages "$$($(SWIFT) build $(FLAGS) --show-bin-path)"
	@.ci/check-results "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay" sharpening process turns prior tricks checkpoints
	@$(SWIFT) test $(FLAGS) --skip-build

# Part of the tests; here alone, for those who write tutorials.
tutorials: setup
	@$(SWIFT) build $(FLAGS) --build-tests
	@$(SWIFT) test $(FLAGS) --skip-build --filter TutorialTests

# Not part of the tests: it takes as long as one gives it.
MINUTES ?= 60
campaign: build
	@Tests/Campaigns/campaign.py "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay" --minutes $(MINUTES)

# Not part of the tests: it starts daemons.
slurm-test: build
	@.ci/slurm-test "$$($(SWIFT) build $(FLAGS) --show-bin-path)/assay"

# The trait MPI in a folder of its own, beside the build without it.
MPI_FLAGS := $(FLAGS) --traits MPI --scratch-path .build-mpi
mpi: APT_PACKAGES += libopenmpi-dev openmpi-bin
mpi: BREW_PACKAGES += open-mpi
mpi: setup
	@echo "building with MPI (release)"
	@$(SWIFT) build $(MPI_FLAGS) --product assay
	@echo "built $$($(SWIFT) build $(MPI_FLAGS) --show-bin-path)/assay"

# Not part of the tests: it builds once more.
mpi-test: mpi
	@.ci/mpi-test "$$($(SWIFT) build $(MPI_FLAGS) --show-bin-path)/assay"

bench: build
	@for shape in tiny small smollm2; do for mode in train rollout; do \
	  $$($(SWIFT) build $(FLAGS) --show-bin-path)/assay bench $$mode --shape $$shape \
	    --steps $$([ $$shape = smollm2 ] && echo 3 || echo 10); \
	done; done

format:
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

clean:
	rm -rf .build
