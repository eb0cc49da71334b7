#!/bin/sh
# The kill drill: three instances behind nginx on one database, writers at work, and so many kill -9 of the database and of instances
# in turn (20 unless said otherwise); afterwards what was acknowledged is there once and every sum agrees with a recount.
#   src/bench/kills.sh [kills]
set -eu
cd "$(dirname "$0")/../.."
./mvnw -B -ntp verify -Dit.test=SeveralInstancesIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dmaiam.kills="${1:-20}" \
	| grep -E 'kills:|Tests run|ERROR\]'
