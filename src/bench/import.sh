#!/bin/sh
# Imports a workbook of 50,000 households into a throw-away installation and prints the lines that begin with BENCH.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp test -Dtest=ImportBenchmark -Dsurefire.failIfNoSpecifiedTests=false | grep -E '^BENCH|ERROR\]'
