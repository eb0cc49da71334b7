#!/bin/sh
# Fifty people at work for an hour in a nation of 334,234 households, writes included, on one instance with a heap of 512 MB; prints the
# memory every five minutes, faults, and how many sums differ from a recount.
#   src/bench/hour.sh [folder of nation.sh] [minutes] [people]
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp test -Dtest=HourOfWork -Dsurefire.failIfNoSpecifiedTests=false -Dmaiam.bench.folder="${1:-$PWD/target/bench}" \
	-Dmaiam.bench.minutes="${2:-60}" -Dmaiam.bench.people="${3:-50}" | grep -E '^BENCH|ERROR\]'
