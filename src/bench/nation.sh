#!/bin/sh
# Measures a nation of 591 households and one of 334,234: every page beside its own SQL (through pgbench) and an empty page, writing,
# exports, closing, memory; then a slow network, the import of 50,000 rows and live events. Prints the lines that begin with BENCH.
#   src/bench/nation.sh [folder that keeps the two databases for the next run [-Dmaiam.bench.seconds=2 -Dmaiam.bench.warm-up=3 ...]]
# Needs wrk, pgbench and chromium (apt-get install wrk postgresql-contrib chromium) and about 15 GB of disk.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-$PWD/target/bench}
[ $# -eq 0 ] || shift
./mvnw -B -ntp test -Dtest='NationBenchmark,SlowNetworkBenchmark,ImportBenchmark,LiveBenchmark' -Dsurefire.failIfNoSpecifiedTests=false \
	-Dmaiam.bench.folder="$folder" "$@" | grep -E '^BENCH|ERROR\]'
