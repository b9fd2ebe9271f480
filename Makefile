# `make help` lists what can be done. Needed: Python 3.11 to 3.13, make, git; the rest is installed into .venv* here.
PYTHON ?= python3
ARGS ?=
# Tests start `make` again with the same one. What `serve` reads (PORT, STATE_DIR ...) make passes on by itself, wherever it is set.
export PYTHON

DEV := .venv/bin
CLOUD := .venv-cloud/bin
SAM := .venv-sam/bin
# The SAM CLI looks for the functions' Python on the path; its own environment has one.
WITH_SAM := env PATH="$(CURDIR)/$(SAM):$$PATH" SAM_CLI_TELEMETRY=0
SOURCES := functions layers local benchmarks tests
# As many as the smallest machine has cores; tests/conftest.py says what must stay together.
PARALLEL := -n 2 --no-loadscope-reorder
UV_COMPILE = .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
# Nothing is downloaded through Xet; the dependencies layer has the next; the others are for systems that Lambda is not.
NOT_IN_HUB = $(addprefix --no-emit-package=,hf-xet typing-extensions colorama httpx2-jsfetch)

.DEFAULT_GOAL := help
.PHONY: help serve serve-demo test check fix build deploy bench bench-mlte bench-versions load lock redrive admin rotate docker clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: environment-cloud environment-sam ## run Cairn here: PORT=8080 STATE_DIR=.cairn AUTH_MODE=open|required
	@exec $(CLOUD)/python -m local.serve

serve-demo: environment-cloud environment-sam ## the same with a demonstration hub, so that models can be ingested without the internet
	@exec $(CLOUD)/python -m local.demo

test: environment-dev environment-cloud environment-sam environment-lambda environment-checkov environment-truefoundry environment-truefoundry-old environment-mlte lint ## everything: lint, types, import contracts, all tests
	@$(DEV)/python -m pytest tests $(PARALLEL) $(ARGS)

check: environment-dev lint ## the quick part: lint, types, import contracts; unit, contract and architecture tests but the slow ones
	@$(DEV)/python -m pytest tests/unit tests/contract tests/architecture -m "not slow" $(PARALLEL) $(ARGS)

.PHONY: lint
lint: environment-dev
	@$(DEV)/ruff check $(SOURCES)
	@$(DEV)/ruff format --check $(SOURCES)
	@$(DEV)/mypy
	@$(DEV)/lint-imports

fix: environment-dev ## let ruff repair and format; write the OpenAPI documents and the README's routes again
	@$(DEV)/ruff check --fix $(SOURCES)
	@$(DEV)/ruff format $(SOURCES)
	@$(DEV)/python -m local.openapi --fix

build: environment-sam ## sam build for AWS; ARGS='--parameter-overrides Runtime=python3.12' for other than the defaults
	@$(WITH_SAM) sam build $(ARGS)

deploy: environment-sam ## sam build, then sam deploy --guided, into your AWS account
	@$(WITH_SAM) sam build && $(WITH_SAM) sam deploy --guided $(ARGS)

bench: environment-dev environment-cloud environment-sam environment-lambda ## cold starts of the built functions, in instructions
	@$(DEV)/python -m benchmarks.cold_start $(ARGS)

load: environment-dev ## the API over HTTP at N and 20 N records; needs a running `make serve`: ARGS='--records 1000 --factor 20'
	@$(DEV)/python -m benchmarks.over_http $(ARGS)

bench-mlte: environment-dev environment-mlte-backend ## MLTE's own backend beside the MLTE face of a running `make serve`: ARGS='--artifacts 1000 --factor 20'
	@$(DEV)/python -m benchmarks.mlte $(ARGS)

bench-versions: environment-dev ## versions made by N clients on one artifact and on N, pages of a long list; needs a running `make serve`: ARGS='--versions 10000'
	@$(DEV)/python -m benchmarks.versions $(ARGS)

redrive: environment-cloud ## put dead letters back into the job queue (local cloud, or AWS when credentials are set)
	@$(CLOUD)/python -m local.redrive

admin: environment-cloud ## tell the first administrator's name and password (local cloud, or AWS when credentials are set)
	@$(CLOUD)/python -m local.secrets admin

rotate: environment-cloud ## sign tokens with a new key from now on; nobody is logged out (local cloud, or AWS)
	@$(CLOUD)/python -m local.secrets rotate

docker: ## start a Docker engine and build the image that `sam local` needs (Debian, as root)
	@local/docker/start.sh

lock: environment-lock ## compile pyproject.toml into requirements/ and the layers' requirements.txt
	@$(UV_COMPILE) layers/cairn/pyproject.toml -o layers/dependencies/requirements.txt
	@# The layers are on one path: what they share has one version.
	@$(UV_COMPILE) pyproject.toml --group identity -c layers/dependencies/requirements.txt -o layers/identity/requirements.txt
	@$(UV_COMPILE) pyproject.toml --group hub -c layers/dependencies/requirements.txt $(NOT_IN_HUB) -o layers/hub/requirements.txt
	@$(UV_COMPILE) pyproject.toml layers/cairn/pyproject.toml --group dev --group identity --group hub -o requirements/dev.txt
	@for group in cloud sam lambda lock truefoundry truefoundry-old mlte mlte-backend checkov; do \
	  $(UV_COMPILE) pyproject.toml --group $$group -o requirements/$$group.txt || exit 1; \
	done

clean: ## remove what was built and installed here; the state in .cairn stays
	@rm -rf .venv .venv-cloud .venv-sam .venv-lambda .venv-lock .venv-checkov .venv-truefoundry .venv-truefoundry-old .venv-mlte .venv-mlte-backend .build .aws-sam .hypothesis
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

environment-%:
	@$(PYTHON) local/bootstrap.py $*
