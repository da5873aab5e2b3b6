#!/bin/bash
# Times the collection of evidence against kubectl and curl: see docs/benchmarks.md.
set -u
usage() {
  cat >&2 <<'U'
usage: evidence.sh [-d DIR] [-r ROUNDS] [-s MIB] [PART…]
PART: small, stream, memory, crowd, clients (stand-in API server), lab (real cluster); all but lab unless given.
  -d DIR     directory on the disk to measure (a temporary one)
  -r ROUNDS  rounds of each comparison (5)
  -s MIB     size of the log of stream, clients and lab (1024)
HEAL_JAR (target/heal.jar), HEAL_JAVA (java), HEAL_KUBECTL (kubectl), HEAL_INSTRUMENTS (../shared/instruments), HEAL_LAB (../shared/lab/lab),
HEAL_PORT (25100; the next one is used too)
U
  exit 2
}

cd "$(dirname "$(readlink -f "$0")")/../../.." || exit 1
rounds=5 size=1024 disk='' jar=$(readlink -f "${HEAL_JAR:-target/heal.jar}") java=${HEAL_JAVA:-java}
instruments=$(readlink -f "${HEAL_INSTRUMENTS:-../shared/instruments}") lab=${HEAL_LAB:-../shared/lab/lab} port=${HEAL_PORT:-25100}
while getopts d:r:s: option; do
  case $option in d) disk=$OPTARG ;; r) rounds=$OPTARG ;; s) size=$OPTARG ;; *) usage ;; esac
done
shift $((OPTIND - 1))
[ -f "$jar" ] || { echo "there is no $jar: build it first" >&2; exit 1; }
work=$(mktemp -d "${disk:-${TMPDIR:-/tmp}}/heal-benchmark-XXXXXX")
api='' service=''
stop() { [ -n "$1" ] && kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; return 0; }
trap 'stop "$service"; stop "$api"; rm -rf "$work"' EXIT
export TZ=UTC

dispatcher=$(readlink -f "$(command -v kubectl)")
reference=$(dirname "$dispatcher")/kubectl.1.33 # Google's kubectl takes 50 ms to choose one of several
[ -x "$reference" ] || reference=$dispatcher
kubectl() { "${HEAL_KUBECTL:-$reference}" "$@"; }

title() { printf '\n== %s\n' "$*"; }

stand_in() { # stand_in PODS BYTES
  stop "$api"
  rm -rf "$work/api"
  [ -x "$work/fakeapi" ] || (cd "$instruments" && go build -o "$work/fakeapi" ./cmd/fakeapi) || exit 1
  "$work/fakeapi" --dir "$work/api" --pods "$1" --workloads 1 --log-bytes "$2" >"$work/api.log" 2>&1 &
  api=$!
  until [ -s "$work/api/kubeconfig" ]; do
    kill -0 "$api" || { tail "$work/api.log" >&2; exit 1; }
    sleep 0.1
  done
  export KUBECONFIG=$work/api/kubeconfig
  kubectl config use-context fake-http >/dev/null
}

heal() { # heal OPTIONS…: the service, ready and warm
  stop "$service"
  "$java" ${HEAL_JAVA_OPTS:-} -jar "$jar" --server.port="$port" --management.server.port=$((port + 1)) \
    --heal.workspace.root="$work/ws" "$@" >"$work/service.log" 2>&1 &
  service=$!
  until curl -sf -o /dev/null "localhost:$((port + 1))/actuator/health/readiness"; do
    kill -0 "$service" || { tail "$work/service.log" >&2; exit 1; }
    sleep 0.2
  done
}

fetch() { curl -sSf -o "$work/manifest.json" -X POST "http://localhost:$port/pods/$2/logs?namespace=$1&tail=${3:-0}"; }

warm() { for _ in $(seq "$3"); do fetch "$1" "$2" 20000; done; }

seconds() { # seconds COMMAND…: how long it takes, the sync at its end included
  sync
  local begin=$EPOCHREALTIME
  "$@" || echo "failed: $*" >&2
  sync
  awk -v a="$begin" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", b - a }'
}

median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.3f", v[int((NR + 1) / 2)] }'; }

compare() { # compare NAME=FUNCTION…: in turns, each against the first one
  local pair round first='' value
  rm -f "$work"/times.*
  for round in $(seq 0 "$rounds"); do
    for pair in "$@"; do
      value=$(seconds "${pair#*=}")
      [ "$round" = 0 ] || echo "$value" >>"$work/times.${pair#*=}"
    done
  done
  for pair in "$@"; do
    value=$(median <"$work/times.${pair#*=}")
    [ -n "$first" ] || first=$value
    awk -v n="${pair%%=*}" -v v="$value" -v f="$first" 'BEGIN { printf "%-44s %9.3f s  %6.3f\n", n, v, v / f }'
  done
}

# ---------------------------------------------------------------- one pod, four files

four_in_turn() { for f in one two three four; do "$f"; done; }
four_at_once() { for f in one two three four; do "$f" & done; wait $(jobs -p | grep -vx -e "$api" -e "$service"); }
one() { kubectl logs -n load "$pod" --tail=10000 >"$work/current.log"; }
two() { kubectl logs -n load "$pod" --tail=10000 --previous >"$work/previous.log"; }
three() { kubectl get events -n load --field-selector "involvedObject.name=$pod" -o yaml >"$work/events.yaml"; }
four() { kubectl describe pod -n load "$pod" >"$work/describe.txt"; }
four_by_heal() { fetch load "$pod" 10000; }

small() {
  title "one pod, four files (65536 bytes a log): the warm service and four kubectl commands"
  stand_in 1 65536
  pod=w0-0
  heal
  warm load "$pod" 100
  compare 'kubectl, one after the other=four_in_turn' 'kubectl, at once=four_at_once' 'Heal=four_by_heal'
}

# ---------------------------------------------------------------- a large log

by_curl() { curl -sSfk -o "$work/curl.log" "$url"; }
by_kubectl() { kubectl logs -n load "$pod" >"$work/kubectl.log"; }
by_heal() { fetch load "$pod" 0; }

both_by_curl() {
  local current
  curl -sSf -o "$work/curl.log" "$url" &
  current=$!
  curl -sSf -o "$work/curl-previous.log" "$url?previous=true"
  wait "$current"
}

stream() {
  title "two logs of $size MiB each, over HTTP: Heal always fetches the previous log too"
  stand_in 1 $((size << 20))
  pod=w0-0 url=http://127.0.0.1:18080/api/v1/namespaces/load/pods/$pod/log
  for redact in false true; do
    heal --heal.redaction.enabled=$redact
    warm load "$pod" 20
    compare 'curl, both logs at once=both_by_curl' "Heal, both logs, redaction $redact=by_heal"
  done
  title "the same, one log"
  compare 'curl=by_curl' 'kubectl=by_kubectl'
}

# ---------------------------------------------------------------- memory

peak() { # peak MIB: of a service with a small heap, after one log of that size
  stand_in 1 $(($1 << 20))
  HEAL_JAVA_OPTS=-Xmx128m heal
  warm load w0-0 5
  fetch load w0-0 0
  awk '/VmHWM/ { print $2 }' "/proc/$service/status"
  rm -rf "$work/ws/logs"
}

memory() {
  title "peak resident memory, -Xmx128m, two logs each"
  peak 10 >"$work/small" # no $(…): what a subshell starts is not known here
  peak 10240 >"$work/large"
  awk -v s="$(cat "$work/small")" -v l="$(cat "$work/large")" 'BEGIN { printf "10 MiB: %d kB, 10 GiB: %d kB, ratio %.3f\n", s, l, l / s }'
}

# ---------------------------------------------------------------- HTTP clients

clients() {
  title "one log of $size MiB: the HTTP clients of fabric8, and HttpURLConnection"
  local here=src/test/benchmark/http-clients
  ./mvnw -q -B -f "$here/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/classpath" || return
  stand_in 1 $((size << 20))
  "$java" -cp "$(cat "$work/classpath")" "$here/Clients.java" "$work/clients.log" "$rounds" 2>/dev/null
}

# ---------------------------------------------------------------- many pods

kubectl_loop() { for n in $(seq 0 199); do pod=w0-$n; four_in_turn; done; }
all_by_heal() { # one client, as 200 processes would cost as much as Heal itself
  curl --no-progress-meter -f -Z --parallel-immediate --parallel-max 200 -o /dev/null -X POST \
    "http://localhost:$port/pods/w0-[0-199]/logs?namespace=load"
}

crowd() {
  title "200 pods at once: Heal and a loop of four kubectl commands each"
  stand_in 200 65536
  heal
  warm load w0-0 100
  local loop all
  all=$(for _ in $(seq "$rounds"); do seconds all_by_heal; done | median)
  curl -s '127.0.0.1:18081/__stats?reset' >/dev/null
  all_by_heal
  echo "most requests in flight: $(curl -s 127.0.0.1:18081/__stats | grep -oE '"max_in_flight": *[0-9]+' | head -1), heal.evidence.max-requests is 16"
  loop=$(seconds kubectl_loop)
  awk -v l="$loop" -v a="$all" 'BEGIN { printf "kubectl %.3f s, Heal %.3f s, ratio %.3f\n", l, a, a / l }'
}

# ---------------------------------------------------------------- a real kubelet

lab() {
  title "the log of a real pod, $size MiB, redaction on (start the lab with LAB_LOG_MAX=20Gi)"
  export KUBECONFIG=$($lab kubeconfig)
  kubectl create namespace evidence-benchmark >/dev/null || exit 1
  kubectl run spam -n evidence-benchmark --restart=Never --image=lab/crash:1 -- spam $((size << 20)) >/dev/null
  until [ "$(kubectl get pod spam -n evidence-benchmark -o jsonpath='{.status.phase}')" = Succeeded ]; do sleep 1; done
  kubectl config view --raw -o jsonpath='{.users[0].user.client-certificate-data}' | base64 -d >"$work/client.crt"
  kubectl config view --raw -o jsonpath='{.users[0].user.client-key-data}' | base64 -d >"$work/client.key"
  pod=spam url=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')/api/v1/namespaces/evidence-benchmark/pods/spam/log
  lab_curl() { curl -sSfk --cert "$work/client.crt" --key "$work/client.key" -o "$work/curl.log" "$url"; }
  lab_kubectl() { kubectl logs -n evidence-benchmark spam >"$work/kubectl.log"; }
  lab_heal() { fetch evidence-benchmark spam 0; }
  heal
  warm evidence-benchmark spam 20
  compare 'curl=lab_curl' 'kubectl=lab_kubectl' 'Heal, redaction on=lab_heal'
  cmp "$work/curl.log" "$work/ws/logs/spam-current.log" && echo "the same $(stat -c %s "$work/curl.log") bytes"
  kubectl delete namespace evidence-benchmark --wait=false >/dev/null
}

for part in ${*:-small stream memory crowd clients}; do
  case $part in small | stream | memory | crowd | clients | lab) "$part" ;; *) usage ;; esac
done
