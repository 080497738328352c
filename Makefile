# Two entries: `make try` installs and audits a specimen, `make test` installs what tests need and runs them.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: try test

$(BIN)/auditor: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .

try: $(BIN)/auditor
	mkdir -p reports/try
	$(BIN)/auditor check seeds/harbour-talks.en.txt --exit-zero -o reports/try/report.html

test: $(BIN)/auditor
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	$(BIN)/ruff check auditor tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest
