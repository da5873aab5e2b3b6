#!/usr/bin/env bash
# Alerts, kills and faults against the measuring instruments, and what their ledger says of it.
#
#   mvn -DskipTests package && src/test/cluster/ledger.sh [kills] [403 exists lost 422 409 outage]
#
# Without arguments all of them in turn, each with a cluster and a workspace of its own, which stay in target/ledger.
# Needs Go and curl.
#   HEAL_INSTRUMENTS  the folder of the instruments (../shared/instruments)
#   HEAL_JAR          the jar (target/heal.jar)
#   HEAL_PORT         the first of six free ports (24100)
#   KILLS             how often Heal is killed (50)
set -euo pipefail
instruments=$(realpath "${HEAL_INSTRUMENTS:-../shared/instruments}")
jar=$(realpath "${HEAL_JAR:-target/heal.jar}")
port=${HEAL_PORT:-24100} kills=${KILLS:-50}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$PWD/target/ledger
running=()
trap 'kill -9 "${running[@]}" 2>/dev/null || true' EXIT
rm -rf "$work" && mkdir -p "$work"

(cd "$instruments" && go build -o "$work/bin/" ./cmd/...)
"$java" -Djarmode=tools -jar "$jar" extract --destination "$work/heal" >/dev/null
app=$work/heal/$(basename "$jar")
heal=("$java" -XX:AOTCache="$work/heal.aot" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -jar "$app")
"$java" -XX:AOTCacheOutput="$work/heal.aot" -XX:+UseSerialGC -Dspring.context.exit=onRefresh -jar "$app" \
  --heal.workspace.root="$work/training" >/dev/null 2>&1

# world NAME PODS: a cluster, and the settings of a Heal in it.
world() {
  name=$1 pods=$2 here=$work/$1
  mkdir -p "$here"
  "$work/bin/fakeapi" --dir "$here" --pods "$pods" --workloads 20 --finish-after 5s --http "127.0.0.1:$((port + 2))" \
    --https "127.0.0.1:$((port + 3))" --control "127.0.0.1:$((port + 4))" >"$here/fakeapi.log" 2>&1 &
  fakeapi=$! running+=("$fakeapi")
  until [ -s "$here/kubeconfig" ]; do sleep 0.1; done
  export KUBECONFIG=$here/kubeconfig
  service=("${heal[@]}" --server.port="$port" --management.server.port="$((port + 1))" --heal.workspace.root="$here/ws"
    --heal.remediation.namespace=cto --heal.remediation.repository-url=https://git.example.com/acme/shop
    --heal.remediation.model=opus --heal.remediation.max-active=20 --heal.remediation.max-per-hour=1000
    --heal.incident.retry-delay=500ms --heal.incident.max-retry-delay=5s)
  ready=http://127.0.0.1:$((port + 1))/actuator/health/readiness
  alerts=http://127.0.0.1:$port/alerts/a7
}

fault() { curl -sS -o /dev/null "http://127.0.0.1:$((port + 4))/__fault?$1"; }

# storm RATE: posts an alert for every pod.
storm() {
  "$work/bin/storm" --url "$alerts" --pods "$pods" --workloads 20 --count "$((pods / 5))" --rate "$1" \
    --accepted "$here/accepted.jsonl" --refused "$here/refused.jsonl" >"$here/storm.log" 2>&1
}

# count STATE: how many incidents are in a state.
count() { curl -sS "$alerts?state=$1&size=1" | sed 's/.*"total":\([0-9]*\).*/\1/'; }

# await_work: until no incident waits for a worker any more.
await_work() {
  until [ "$(($(count accepted) + $(count collecting) + $(count analysing) + $(count queued)))" = 0 ]; do sleep 1; done
}

# verdict: what the ledger says, and how many CodeRuns there were.
verdict() {
  local line
  line=$("$work/bin/ledger" --accepted "$here/accepted.jsonl" --refused "$here/refused.jsonl" \
    --coderuns "$here/coderuns.jsonl" --incidents "$alerts" --workspace "$here/ws" | tail -1) || failed=1
  printf '%-7s %s; %s CodeRuns of 20 workloads, %s creates refused; %s s\n' "$name" "$line" \
    "$(grep -c '"code":201' "$here/coderuns.jsonl" || true)" "$(grep -vc '"code":201' "$here/coderuns.jsonl" || true)" "$SECONDS"
  kill -9 "$1" "$fakeapi" && wait "$1" "$fakeapi" 2>/dev/null || true
}

kill_it() {
  SECONDS=0
  world kills 1000
  "$instruments/killer.sh" -n "$kills" -b 2000 -s 1 -l "$here/killer.log" -o "$here/service.log" -p "$here/pid" \
    "$ready" -- "${service[@]}" >/dev/null &
  local killer=$!
  storm 2
  wait "$killer"
  running+=("$(cat "$here/pid")")
  await_work
  verdict "$(cat "$here/pid")"
}

# spoil FAULT: creates of CodeRuns go wrong in this way for 15 s, then all is well.
spoil() {
  SECONDS=0
  world "$1" 100
  "${service[@]}" >"$here/service.log" 2>&1 &
  local pid=$!
  running+=("$pid")
  until curl -sf -o /dev/null "$ready"; do sleep 0.2; done
  if [ "$1" = outage ]; then fault outage=on; else fault "create=$1"; fi
  storm 5
  sleep 15
  if [ "$1" = outage ]; then fault outage=off; else fault create=off; fi
  await_work
  verdict "$pid"
}

failed=0
for scenario in "${@:-kills}" $([ $# = 0 ] && echo 403 exists lost 422 409 outage); do
  if [ "$scenario" = kills ]; then kill_it; else spoil "$scenario"; fi
done
exit "$failed"
