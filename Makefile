# make build and make test do all the set-up that they need; see scripts/setup.sh.
.PHONY: setup setup-build build build-public zensical guide-pictures test serve lint fuzz format lock clean

VENV := .venv
BIN := $(VENV)/bin

# What the workflows run before they call $(BIN)/lunzheng: all that check and review need, and what build needs besides.
setup: $(VENV)/.installed

setup-build: setup
	scripts/setup.sh font $(VENV)
	scripts/setup.sh layout

build: $(VENV)/.installed
	scripts/setup.sh font $(VENV)
	$(BIN)/lunzheng build

build-public: $(VENV)/.installed
	scripts/setup.sh font $(VENV)
	$(BIN)/lunzheng build --public

# The same pages by Zensical, the successor of MkDocs's theme: build/zensical/ (decision 0001).
zensical: build
	scripts/setup.sh zensical
	$(BIN)/python scripts/site_with_zensical.py build/tools/zensical/bin/zensical

# The pictures of the guide: to be run, looked at and committed when the pages or documents that they show have changed.
guide-pictures: $(VENV)/.installed-dev
	scripts/setup.sh test-tools
	scripts/setup.sh font $(VENV)
	$(BIN)/python scripts/guide_pictures.py

serve: $(VENV)/.installed
	scripts/setup.sh font $(VENV)
	$(BIN)/lunzheng serve

test: $(VENV)/.installed-dev
	scripts/setup.sh test-tools
	scripts/setup.sh font $(VENV)
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check scripts tests
	$(BIN)/ruff format --check scripts tests
	$(BIN)/mypy

# Edits the sample projects at random for five minutes; findings go to tests/fuzz/corpus, where the tests replay them.
fuzz: $(VENV)/.installed-dev
	$(BIN)/python tests/fuzz 300

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix scripts tests
	$(BIN)/ruff format scripts tests

lock: $(VENV)/.installed-dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --extra dev --output-file requirements-dev.lock pyproject.toml

	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --group zensical --output-file requirements-zensical.lock

clean:
	rm -rf build $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml scripts/setup.sh
	scripts/setup.sh venv $(VENV) requirements.lock
	touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml scripts/setup.sh
	scripts/setup.sh venv $(VENV) requirements-dev.lock
	touch $@ $(VENV)/.installed
