#!/bin/sh
# Times an audited write (a small change and its entry in one transaction) by 8 writers, with the chain and, side by side in the
# same run and on the same table, with the chain's trigger off; and verifying the chain. Prints the lines that begin with BENCH.
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp test -Dtest=AuditBenchmark -Dsurefire.failIfNoSpecifiedTests=false | grep -E '^BENCH|ERROR\]'
