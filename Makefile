# `make demo` colours a drawing through the local server, `make test` runs every check. Both make their own
# virtual environment in .venv and need nothing but Python 3.11 or newer with venv and pip.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { command -v "$$p"; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: contract help demo demo-animation demo-stage demo-cast test lint types docs bench bench-krita bench-blender test-kritas test-all-blenders train-seeds train-experiments plugins pins same quality mutants venv clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    colour the example drawing through the local server, into demo-out/"
	@echo "make demo-animation   colour the example clips from their keys, into demo-out/"
	@echo "make demo-cast   colour two comic panels and a shot from one model sheet a character, into demo-out/"
	@echo "make demo-stage   make a picture of the example's six boxes and recolour it with two dabs, into demo-out/"
	@echo "make test    ruff, mypy --strict and every test"
	@echo "make lint    ruff alone: what it finds, and its format"
	@echo "make types   mypy alone: --strict, and the tests"
	@echo "make bench   measure the colouring beside other tools and write docs/benchmarks.md"
	@echo "make bench-krita  measure Krita's bars in real Krita and write docs/krita-benchmarks.md"
	@echo "make test-kritas  the tests of the Krita plugin in the Krita of Debian trixie too, in a chroot in KRITAS (as root)"
	@echo "make train-seeds  train the systems that came before, STEPS steps each; train-experiments: their experiments"
	@echo "make bench-blender  measure Blender's bars in real Blenders and write docs/blender-benchmarks.md"
	@echo "make test-all-blenders  the tests of the Blender add-on in every version that is supported"
	@echo "make docs    the guides, the API and the protocol as a site, into dist/site"
	@echo "make same BASE=COMMIT  whether HEAD (or HEAD=COMMIT) answers with the same bytes as BASE, on this machine"
	@echo "make contract  write what server/celtint_client/contract.json declares into code and docs"
	@echo "make quality  colour drawings and clips against floors; make mutants: set constants wrongly and see that it is noticed"
	@echo "make plugins build the plugins' zips, into dist/; make pins: the versions and hashes of what they install"
	@echo "make venv    the environment with everything that tests and training need"
	@echo "make clean   remove the environment and everything built"

demo: .venv/.installed
	@$(BIN)/python -m celtint_cli.demo

demo-animation: .venv/.installed
	@$(BIN)/python -m celtint_cli.demo_animation

demo-cast: .venv/.installed
	@$(BIN)/python -m celtint_cli.demo_cast

demo-stage: .venv/.installed
	@$(BIN)/python -m celtint_cli.demo_stage

# Two files of tests at once; what opens Krita's and Blender's windows goes by itself.
test: venv lint types
	@status=0; $(BIN)/python -m pytest -n 2 --dist loadfile --durations=20 --ignore tests/hosts || status=$$?; \
	$(BIN)/python -m pytest --durations=20 tests/hosts || status=$$?; exit $$status

lint: venv
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet

types: venv
	@$(BIN)/mypy

# Warnings are errors: a link that leads nowhere, a name that is gone.
docs: venv
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict && echo "dist/site/index.html"

bench: venv
	@$(BIN)/celtint bench colour

bench-krita: venv
	@$(BIN)/python -m tests.hosts.krita.bench

RECIPES := models/celtint_train/recipes
SEEDS := $(filter-out celtint-%,$(patsubst %.toml,%,$(notdir $(wildcard $(RECIPES)/*.toml))))
EXPERIMENTS := $(patsubst %.toml,%,$(notdir $(wildcard $(RECIPES)/experiments/*.toml)))
STEPS ?= 800
THREADS ?= 1
SEED ?=

# Every recipe as many steps; what was begun goes on, so a larger STEPS trains them all further. SEED=2 trains them
# all again from another seed, each into a run of its own.
train-seeds: venv
	@$(call trained,$(SEEDS))

train-experiments: venv
	@$(call trained,$(addprefix experiments/,$(EXPERIMENTS)))

trained = for recipe in $(1); do \
	if [ -f "runs/$${recipe\#\#*/}$(SEED:%=-seed-%)/checkpoint.pt" ]; then resume=--resume; else resume=; fi; \
	nice -n 5 $(BIN)/celtint train "$$recipe" $(SEED:%=--seed %) --steps $(STEPS) --threads $(THREADS) $$resume \
	|| exit; done

bench-blender: venv
	@$(BIN)/python -m tests.hosts.blender.bench

KRITAS ?= $(HOME)/.cache/celtint-kritas
test-kritas: venv
	@tests/hosts/krita/kritas.sh "$(KRITAS)" trixie

test-all-blenders: venv
	@CELTINT_BLENDERS="3.4 4.2 4.5 5.0 5.2 5.3" $(BIN)/python -m pytest tests/hosts/blender

# From server/celtint_client/contract.json: the client's and the core's words, settings and records, AsyncAPI, tables.
contract: .venv/.installed
	@cd server && ../$(BIN)/python -m contract

plugins: .venv/.installed
	@$(BIN)/python plugins/package.py

# What an installed engine is made of, for all systems and Pythons; versions stay while they fit, UPGRADE=1 takes the newest.
pins: venv
	@$(PIP) uv==0.13.9
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	--only-binary :all: --quiet $(UPGRADE:%=--upgrade) -o plugins/engine/requirements.txt

quality: venv
	@$(BIN)/python -m tests.quality

mutants: venv
	@$(BIN)/python -m tests.quality --mutants

HEAD ?= HEAD
same: venv
	@[ -n "$(BASE)" ] || { echo "Say which commit to compare with: make same BASE=COMMIT" >&2; exit 2; }
	@$(BIN)/python -m tests.same $(BASE) $(HEAD) $(STAGES:%=--stages %)

venv: .venv/.installed-for-tests

clean:
	rm -rf .venv build dist demo-out *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The stamps make a second call fast; a changed pyproject.toml installs again.
.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "celtint needs Python 3.11 or newer with venv (Debian: apt install python3-venv)." >&2; exit 2; }
	@echo "Making .venv with $(PYTHON)"
	@"$(PYTHON)" -m venv .venv

.venv/.installed: pyproject.toml | .venv/bin/python
	@echo "Installing celtint into .venv"
	@$(PIP) --editable .
	@touch $@

.venv/.installed-for-tests: pyproject.toml | .venv/bin/python
	@echo "Installing celtint and what its tests need into .venv"
	@$(PIP) --editable '.[test,bench,train,docs]'
	@touch $@ .venv/.installed
