#!/bin/bash
# Times the service as a whole: see docs/benchmarks.md.
set -u
usage() {
  cat >&2 <<'U'
usage: service.sh [PART…]
  start    start to ready: `java -jar`, and extracted with a cache (src/main/docker/train); 100 and 20,000 kept incidents
  idle     memory 90 s after the start, and after a minute more, with the image's options and with plain ones
  intake   RATE posts of 5 alerts a second for SECONDS: an endpoint that only parses them, Heal, Heal at twice the rate, Heal again
  storm    1,000 pods of 20 workloads fail within a minute: until the last report
  requests the same, and what it asks of the API server: without look-ups around the pods, and with them
ROUNDS (3), RATE (1000), SECONDS_EACH (30), CONNECTIONS (64), INTAKE_PODS (5000; the pods of the intake, over and over), REQUEST_PODS (1000),
HEAL_JAR (target/heal.jar), HEAL_JAVA (java), HEAL_JAVA_OPTS, HEAL_INSTRUMENTS (../shared/instruments), HEAL_PORT (25100; five are used)
U
  exit 2
}

cd "$(dirname "$(readlink -f "$0")")/../../.." || exit 1
java=${HEAL_JAVA:-java} jar=$(readlink -f "${HEAL_JAR:-target/heal.jar}") port=${HEAL_PORT:-25100}
instruments=$(readlink -f "${HEAL_INSTRUMENTS:-../shared/instruments}")
[ -f "$jar" ] || { echo "there is no $jar: build it first" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/heal-benchmark-XXXXXX")
service='' api=''
stop() { [ -n "$1" ] && kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; return 0; }
trap 'stop "$service"; stop "$api"; rm -rf "$work"' EXIT

title() { printf '\n== %s\n' "$*"; }

tools() {
  [ -x "$work/bin/storm" ] || (cd "$instruments" && go build -o "$work/bin/" ./cmd/...) || exit 1
}

prepare() { # the jar extracted, with what one run taught Java
  [ -s "$work/heal/heal.aot" ] && return
  "$java" -Djarmode=tools -jar "$jar" extract --destination "$work/heal" >/dev/null
  [ "$(basename "$jar")" = heal.jar ] || mv "$work/heal/$(basename "$jar")" "$work/heal/heal.jar"
  cp src/main/docker/jvm.options "$work/heal"
  PATH=$(dirname "$(readlink -f "$(command -v "$java")")"):$PATH sh src/main/docker/train "$work/heal" || exit 1
}

cluster() { # cluster PODS
  tools
  stop "$api"
  rm -rf "$work/api"
  "$work/bin/fakeapi" --dir "$work/api" --pods "$1" --workloads 20 --finish-after 5s --http "127.0.0.1:$((port + 2))" \
    --https "127.0.0.1:$((port + 3))" --control "127.0.0.1:$((port + 4))" >"$work/api.log" 2>&1 &
  api=$!
  until [ -s "$work/api/kubeconfig" ]; do sleep 0.1; done
  export KUBECONFIG=$work/api/kubeconfig
}

cached() { echo "$java @$work/heal/jvm.options -XX:AOTCache=$work/heal/heal.aot ${HEAL_JAVA_OPTS:-} -jar $work/heal/heal.jar"; }

start() { # start READY-URL COMMAND…: in the background; sets $ready to the milliseconds until it was
  local url=$1 begin=${EPOCHREALTIME/./}
  shift
  "$@" >"$work/service.log" 2>&1 &
  service=$!
  until [[ $(curl -s -o /dev/null -m 2 -w '%{http_code}' "$url") =~ ^(200|405)$ ]]; do
    kill -0 "$service" || { tail "$work/service.log" >&2; exit 1; }
    sleep 0.02
  done
  ready=$(((${EPOCHREALTIME/./} - begin) / 1000))
}

heal() { # heal COMMAND…: with the settings of all measurements
  start "http://127.0.0.1:$((port + 1))/actuator/health/readiness" "$@" --server.port="$port" \
    --management.server.port=$((port + 1)) --heal.workspace.root="$work/ws" --heal.remediation.namespace=cto \
    --heal.remediation.repository-url=https://git.example.com/acme/shop --heal.remediation.model=opus \
    --heal.remediation.max-active=20 --heal.remediation.max-per-hour=1000
}

processor() { awk '{ print ($14 + $15) * 10 }' "/proc/$1/stat"; }
memory() { awk -v field="$2" '$1 == field ":" { print int($2 / 1024) }' "/proc/$1/status"; }

# ---------------------------------------------------------------- start to ready

starts() {
  title "start to ready, ms by the clock / of processor; memory 5 s later, MB of its own / with mapped files"
  prepare
  cluster 1
  local round
  for round in $(seq "${ROUNDS:-3}"); do
    one_start "java -jar" "$java" ${HEAL_JAVA_OPTS:-} -jar "$jar"
    one_start "with the cache" $(cached)
  done
  for kept in 100 20000; do
    keep "$kept"
    heal $(cached)
    sleep 60 # reads them, and notes what it read
    stop "$service"
    for round in $(seq "${ROUNDS:-3}"); do
      one_start "with the cache, $kept kept" $(cached)
    done
    rm -rf "$work/ws"
  done
}

one_start() { # one_start NAME COMMAND…
  heal "${@:2}"
  local used
  used=$(processor "$service")
  sleep 5
  printf '%-32s %6d / %6d   %4d / %4d\n' "$1" "$ready" "$used" "$(memory "$service" RssAnon)" "$(memory "$service" VmRSS)"
  stop "$service"
}

idles() {
  title "idle memory, MB of its own / with mapped files, after 90 s and 150 s"
  prepare
  cluster 1
  idle "java -jar" "$java" -XX:MaxRAM=768m ${HEAL_JAVA_OPTS:-} -jar "$jar"
  idle "cache and options of the image" $(cached | sed "s/ -XX:AOTCache/ -XX:MaxRAM=768m&/")
}

idle() { # idle NAME COMMAND…
  rm -rf "$work/ws"
  heal "${@:2}"
  sleep 90
  local first
  first=$(memory "$service" RssAnon)/$(memory "$service" VmRSS)
  sleep 60
  printf '%-32s %s   %4d / %4d\n' "$1" "$first" "$(memory "$service" RssAnon)" "$(memory "$service" VmRSS)"
  stop "$service"
}

keep() { # keep COUNT: closed incidents, as a former Heal left them
  mkdir -p "$work/ws/.heal/incidents/load"
  awk -v count="$1" -v folder="$work/ws/.heal/incidents/load" 'BEGIN {
    for (i = 0; i < count; i++) {
      file = folder "/kept-" i ".json"
      printf "{\"namespace\":\"load\",\"pod\":\"kept-%d\",\"episode\":{\"alerts\":[{\"fingerprint\":\"f%d\",\"resolvedAt\":\"2026-01-05T11:00:00Z\"}],\"startsAt\":\"2026-01-05T10:00:00Z\",\"createdAt\":\"2026-01-05T10:00:00Z\",\"seenAt\":\"2026-01-05T10:00:00Z\",\"endedAt\":\"2026-01-05T11:00:00Z\"},\"progress\":{\"state\":\"CLOSED\",\"reason\":\"alert resolved\",\"updatedAt\":\"2099-01-05T11:00:00Z\",\"tries\":0},\"analysis\":{\"cause\":\"CODE_BUG\",\"confidence\":0.9,\"container\":\"app\",\"summary\":\"app crashed\",\"claims\":[],\"rivals\":[],\"fingerprint\":\"f%d\"}}", i, i, i % 500 >file
      close(file)
    }
  }'
}

# ---------------------------------------------------------------- intake

posts() { # posts NAME RATE: one line of what storm says of it, and the memory after it
  "$work/bin/storm" --url "http://127.0.0.1:$port/alerts/a7" --pods "${INTAKE_PODS:-5000}" --workloads 20 --alerts 5 \
    --duration "${SECONDS_EACH:-30}s" --rate "$2" --connections "${CONNECTIONS:-64}" --give-up 2s \
    --accepted "$work/accepted" --refused "$work/refused" >"$work/storm.log" 2>/dev/null
  printf '%-28s %s\n' "$1" "$(grep -E '^(status)' "$work/storm.log" | tr -s ' ' | cut -d' ' -f2- | paste -sd';'); $(memory "$service" VmRSS) MB"
}

libraries() { # those of a bare Spring MVC application
  find "$work/heal/lib" -name '*.jar' | grep -vE 'security|springdoc|swagger|actuator|modulith|kubernetes-|vertx' | paste -sd:
}

intake() {
  local rate=${RATE:-1000}
  title "$rate posts of 5 alerts a second, ${SECONDS_EACH:-30} s each"
  prepare
  cluster "${INTAKE_PODS:-5000}"
  start "http://127.0.0.1:$port/alerts/a7" "$java" -XX:+UseSerialGC -cp "$(libraries)" src/test/benchmark/bare/Bare.java \
    --server.port="$port" --server.address=127.0.0.1 --spring.threads.virtual.enabled=true
  posts "not counted: warm-up" "$rate"
  posts "only parsed" "$rate"
  stop "$service"
  rm -rf "$work/ws"
  heal $(cached)
  posts "not counted: warm-up" "$rate"
  posts "Heal" "$rate"
  posts "Heal, twice the rate" $((2 * rate))
  posts "Heal, after it" "$rate"
  stop "$service"
}

# ---------------------------------------------------------------- a storm

reports() { find "$work/ws/alerts" -name 'A7-*.md' ! -name '*.acceptance.md' 2>/dev/null | wc -l; }

storms() {
  title "1,000 pods of 20 workloads fail within a minute"
  prepare
  cluster 1000
  rm -rf "$work/ws"
  heal $(cached)
  local begin=$SECONDS
  "$work/bin/storm" --url "http://127.0.0.1:$port/alerts/a7" --pods 1000 --workloads 20 --alerts 5 --count 200 --rate 3.4 \
    --accepted "$work/accepted" --refused "$work/refused" >"$work/storm.log" 2>&1 &
  until [ "$(reports)" -ge 1000 ] || [ $((SECONDS - begin)) -gt 300 ]; do sleep 0.5; done
  echo "$(reports) reports after $((SECONDS - begin)) s, $(grep -c '"code":201' "$work/api/coderuns.jsonl") CodeRuns," \
    "$(processor "$service") ms of processor, $(memory "$service" VmHWM) MB at the peak"
  stop "$service"
}

# ---------------------------------------------------------------- requests

requests() {
  title "requests to the API server for ${REQUEST_PODS:-1000} pods of 20 workloads"
  prepare
  local without
  asked "without look-ups" --heal.evidence.look-ups=
  without=$asked
  asked "with look-ups"
  awk -v with="$asked" -v without="$without" 'BEGIN { printf "ratio %.2f\n", with / without }'
}

asked() { # asked NAME OPTION…: sets $asked to the number of requests, watches apart
  local pods=${REQUEST_PODS:-1000}
  cluster "$pods"
  rm -rf "$work/ws"
  heal $(cached) "${@:2}"
  curl -s "http://127.0.0.1:$((port + 4))/__stats?reset" >/dev/null
  "$work/bin/storm" --url "http://127.0.0.1:$port/alerts/a7" --pods "$pods" --workloads 20 --alerts 5 --count $((pods / 5)) --rate 3.4 \
    --accepted "$work/accepted" --refused "$work/refused" >"$work/storm.log" 2>&1 &
  local begin=$SECONDS
  until [ "$(reports)" -ge "$pods" ] || [ $((SECONDS - begin)) -gt 300 ]; do sleep 0.5; done
  curl -s "http://127.0.0.1:$((port + 4))/__stats" >"$work/stats.json"
  asked=$(jq .all.requests "$work/stats.json")
  printf '%-20s %d requests, %d reports, %d lines at /\n' "$1" "$asked" "$(reports)" \
    "$(curl -s "http://127.0.0.1:$port/" -H 'Accept: text/html' | grep -o '<tr><td>' | wc -l)"
  stop "$service"
}

for part in "${@:-start}" $([ $# = 0 ] && echo intake storm); do
  case $part in
    start) starts ;;
    idle) idles ;;
    intake) intake ;;
    storm) storms ;;
    requests) requests ;;
    *) usage ;;
  esac
done
