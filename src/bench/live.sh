#!/bin/sh
# Times a page (/today) by 4 readers with 500 open event streams, each told to look again once a second, and, side by side in the same
# run, with none. Prints the lines that begin with BENCH.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp test -Dtest=LiveBenchmark -Dsurefire.failIfNoSpecifiedTests=false | grep -E '^BENCH|ERROR\]'
