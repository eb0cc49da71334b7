#!/bin/sh
# Builds an older version of the program from a commit and replaces two running instances of it by this one, under writers:
#   src/bench/upgrade.sh 571d558
set -eu
cd "$(dirname "$0")/../.."
old=$(mktemp -d)
trap 'git worktree remove --force "$old"' EXIT
git worktree add --detach "$old" "$1"
(cd "$old" && ./mvnw -B -ntp -q compile dependency:build-classpath -Dmdep.outputFile=target/classpath)
./mvnw -B -ntp verify -Dit.test=RollingUpgradeIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
	-Dmaiam.old="$old/target/classes:$(cat "$old/target/classpath")"
