#!/bin/bash
# Times commands in one run: `java -jar target/heal.jar` against the launcher with its cache (src/main/docker/train), in turn; median
# of ROUNDS (9) in milliseconds of the clock, and of the processor in brackets. With POD and NAMESPACE, diagnose beside kubectl, too.
set -eu
cd "$(dirname "$(readlink -f "$0")")/../../.."
rounds=${ROUNDS:-9}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$java" -Djarmode=tools -jar target/heal.jar extract --destination "$work/heal" >/dev/null
mkdir "$work/heal/bin"
cp src/main/docker/heal "$work/heal/bin" && cp src/main/docker/jvm.options "$work/heal"
sh src/main/docker/train "$work/heal" cli 2>/dev/null
once() { # once COMMAND…: clock and processor, in milliseconds
  local TIMEFORMAT='%R %U %S'
  { time "$@" >/dev/null 2>&1 || true; } 2>&1 | awk '{printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000}'
}
median() { sort -n | awk '{a[NR] = $1} END {print a[int((NR + 1) / 2)]}'; }
compare() { # compare NAME ARGUMENTS…
  local name=$1
  shift
  for _ in $(seq "$rounds"); do
    once "$java" -jar target/heal.jar "$@" >>"$work/$name.jar"
    once "$work/heal/bin/heal" "$@" >>"$work/$name.cached"
  done
  for way in jar cached; do
    printf '%-10s %-7s %5s (%s)\n' "$name" $way "$(cut -d' ' -f1 "$work/$name.$way" | median)" "$(cut -d' ' -f2 "$work/$name.$way" | median)"
  done
}
case=src/test/resources/dev/heal/analysis/corpus/java-01-npe-executor
compare version --version
compare analyze analyze --pod-file $case/pod.json --events-file $case/events.json --current-log $case/current.log.gz
[ -z "${POD:-}" ] || {
  compare diagnose diagnose "$POD" -n "$NAMESPACE"
  for _ in $(seq "$rounds"); do once kubectl describe "pod/$POD" -n "$NAMESPACE" >>"$work/kubectl"; done
  printf '%-10s %-7s %5s (%s)\n' kubectl describe "$(cut -d' ' -f1 "$work/kubectl" | median)" "$(cut -d' ' -f2 "$work/kubectl" | median)"
}
