# `make help` lists what can be made. Only a JDK (17 or newer) and make are needed; Maven comes through ./mvnw.
.DEFAULT_GOAL := help
SHELL := /bin/sh

MVN := ./mvnw -B -ntp $(MVN_FLAGS)
SERVICE := service/target/service.jar
CLI := cli/target/monitorctl.jar
BENCH := bench/target/bench.jar
JARS := $(SERVICE) $(CLI) $(BENCH)
SOURCES := pom.xml $(wildcard */pom.xml) $(shell find */src/main -type f 2>/dev/null)

.PHONY: help build run test test-postgres smoke demo replay bench chaos conformance fuzz docs check e2e format clean

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: $(JARS) ## Build the service and monitorctl, if a source changed

# One build makes all jars; the first stands for them.
$(SERVICE): $(SOURCES)
	@echo 'building; the first time fetches libraries, which takes some minutes'
	$(MVN) -q package -DskipTests
	@touch $(JARS)
$(CLI) $(BENCH): $(SERVICE) ;

run: $(JARS) ## Start the service with config.yml on http://127.0.0.1:8080
	exec java -jar $(SERVICE) server config.yml

test: ## Build everything and run all tests
	$(MVN) verify

test-postgres: ## Run the service's tests on PostgreSQL, which is fetched and started for them: TESTS=pattern
	$(MVN) test -pl service -am -Ddatabase=postgresql -Dtest='$(or $(TESTS),org.llmtutor.service.**)' -Dsurefire.failIfNoSpecifiedTests=false

smoke: $(JARS) ## Start a service on free ports and check it with monitorctl smoke
	scripts/with-service ./monitorctl smoke --wait 60s

demo: $(JARS) ## Start a service, replay a minute of traffic, show what it cost
	scripts/with-service LLM_OFFLINE_REPLAY=true scripts/demo

replay: $(JARS) ## Replay a trace: make replay TRACE=file.csv REQUESTS=1000
	scripts/with-service LLM_OFFLINE_REPLAY=true scripts/demo $(if $(TRACE),'$(TRACE)') --requests $(or $(REQUESTS),300)

bench: $(JARS) ## Measure the promises: make bench QUICK=1 PATTERN=Scrape
	java -jar $(BENCH) jmh $(if $(QUICK),--quick,--docs docs/benchmarks.md) $(PATTERN)

CHAOS := java -jar $(BENCH) chaos --seed $(or $(SEED),1)
chaos: $(JARS) ## Kill the service under load and audit its ledger: make chaos KILLS=1000, or DATABASE=postgresql
ifeq ($(DATABASE),postgresql)
	scripts/with-postgres sh -c '$(CHAOS) --database-url "$$DATABASE_URL"'
else
	$(CHAOS) --kills $(or $(KILLS),20) --replays $(or $(REPLAYS),0)
endif

conformance: $(JARS) ## Run PromQL test scripts: make conformance SUITE=dir
	java -jar $(BENCH) conformance '$(or $(SUITE),promql/src/test/resources/scripts)' $(if $(PROFILE),--profile $(PROFILE))

fuzz: ## Ask random PromQL queries: make fuzz SECONDS=60 SEED=1
	$(MVN) -q test -pl promql -am -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seconds=$(or $(SECONDS),60) $(if $(SEED),-Dfuzz.seed=$(SEED))

docs: $(JARS) ## Run the commands of the guide against a service of its own
	scripts/with-service scripts/run-guide

check: $(JARS) ## Check config, alerts and dashboards against a service, run the alerts' tests
	java -jar $(SERVICE) check config.yml
	./monitorctl test-alerts alerts/tests
	scripts/with-service scripts/check-kit

e2e: $(JARS) ## Prove the alerts with a real Prometheus and Alertmanager
	scripts/e2e

format: ## Format the sources
	$(MVN) -q spotless:apply

clean: ## Remove what was built; data/ is kept
	$(MVN) -q clean
