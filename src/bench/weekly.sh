#!/bin/sh
# Times the leader's page, the reports and a week's closing with 591 and with 50,000 households, one after the other in one
# run, each with twelve weeks of history; prints the lines that begin with BENCH.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp test -Dtest=WeeklyBenchmark -Dsurefire.failIfNoSpecifiedTests=false | grep -E '^BENCH|ERROR\]'
