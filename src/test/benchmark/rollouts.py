#!/usr/bin/env python3
"""Compares `heal wait` and kubectl on roll-outs of a real cluster that go well or fail: the verdicts, and the seconds until each ended.

Each roll-out is a Deployment of one pod (or a Job) in a namespace of its own; both commands begin when it is made. For a Job, kubectl
waits for its condition. As many at a time as --at-once says.

KUBECONFIG  the cluster
KUBECTL     kubectl
HEAL        the command heal (java -jar target/heal.jar)
IMAGE       an image with the commands `panic`, `exit CODE`, `oom MIB_PER_SECOND`, `serve PORT STATUS`, `after SECONDS …` (lab/crash:1)
"""
import argparse
import concurrent.futures
import datetime
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import time

KUBECTL = shlex.split(os.environ.get("KUBECTL", "kubectl"))
HEAL = shlex.split(os.environ.get("HEAL", "java -jar target/heal.jar"))
IMAGE = os.environ.get("IMAGE", "lab/crash:1")
DEADLINE = 90
PROBE = {"readinessProbe": {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 1}}
SMALL = {"resources": {"limits": {"memory": "64Mi"}}}
MISSING = {"env": [{"name": "URL", "valueFrom": {"configMapKeyRef": {"name": "shop", "key": "url"}}}]}
HUGE = {"resources": {"requests": {"memory": "1Gi"}, "limits": {"memory": "1Gi"}}}

# what, the verdict, the container, what else stands in the pod
ROLLOUTS = [
    ("well", "ready", {"args": ["serve", "8080"], **PROBE}, {}),
    ("well after 40 s", "ready", {"args": ["after", "40", "serve", "8080"], **PROBE}, {}),
    ("well, without a readiness probe", "ready", {"args": ["pause"]}, {}),
    ("crash at once", "failed", {"args": ["panic"]}, {}),
    ("crash after 20 s", "failed", {"args": ["after", "20", "panic"]}, {}),
    ("crash after 5 s, with a readiness probe that passes", "failed", {"args": ["after", "5", "nil"], "readinessProbe": {"exec": {"command": ["/crash", "exit", "0"]}}}, {}),
    ("exit for a missing setting", "failed", {"args": ["exit", "1", "FATAL: DATABASE_URL is not set"]}, {}),
    ("killed for its memory at once", "failed", {"args": ["oom", "500"], **SMALL}, {}),
    ("killed for its memory after 10 s", "failed", {"args": ["after", "10", "oom", "500"], **SMALL}, {}),
    ("killed for memory that grows for 20 s", "failed", {"args": ["oom", "3"], **SMALL}, {}),
    ("image that is not there", "failed", {"image": "shop/web:v9"}, {}),
    ("readiness probe answered by 503", "failed", {"args": ["serve", "8080", "503"], **PROBE}, {}),
    ("more than the quota allows", "failed", {"args": ["pause"], **HUGE}, {}),
    ("key of a ConfigMap that is not there", "failed", MISSING, {}),
    ("selector that no node has", "failed", {"args": ["pause"]}, {"nodeSelector": {"disk": "none"}}),
    ("Job that ends well", "ready", {"args": ["after", "5", "exit", "0"]}, {"restartPolicy": "Never"}),
    ("Job that fails", "failed", {"args": ["exit", "3", "ERROR: relation \"customers\" already exists"]}, {"restartPolicy": "Never"}),
]


def kubectl(*arguments, given=None):
    return subprocess.run([*KUBECTL, *arguments], input=given, stdout=subprocess.PIPE, check=True, text=True).stdout


def objects(namespace, container, rest):
    pod = {"terminationGracePeriodSeconds": 1, "containers": [{"name": "app", "image": IMAGE, **container}], **rest}
    metadata = {"name": "shop", "namespace": namespace}
    yield {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"other": "1"}}
    yield {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": metadata, "spec": {"hard": {"requests.memory": "512Mi"}}}
    # where there is a quota, every container has to ask for something
    yield {"apiVersion": "v1", "kind": "LimitRange", "metadata": metadata,
           "spec": {"limits": [{"type": "Container", "default": {"memory": "256Mi"}, "defaultRequest": {"memory": "32Mi"}}]}}
    if "restartPolicy" in rest:
        yield {"apiVersion": "batch/v1", "kind": "Job", "metadata": metadata, "spec": {"backoffLimit": 3, "template": {"spec": pod}}}
    else:
        yield {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata,
               "spec": {"progressDeadlineSeconds": DEADLINE, "selector": {"matchLabels": {"app": "shop"}},
                        "template": {"metadata": {"labels": {"app": "shop"}}, "spec": pod}}}


def ended(process, begin):
    output, _ = process.communicate()
    return time.time() - begin, process.returncode, output


def first_crash(namespace):
    """When the first container of any pod that is still there ended, as far as its pod tells."""
    times = []
    for pod in json.loads(kubectl("get", "pods", "-n", namespace, "-o", "json"))["items"]:
        for status in pod["status"].get("containerStatuses", []):
            for state in (status.get("state", {}), status.get("lastState", {})):
                if state.get("terminated", {}).get("finishedAt"):
                    times.append(datetime.datetime.fromisoformat(state["terminated"]["finishedAt"]).timestamp())
    return min(times, default=None)


def run(number, rollout, output):
    name, wanted, container, rest = rollout
    namespace = f"{os.environ.get('PREFIX', '')}rollout-{os.getpid()}-{number}"
    kubectl("create", "namespace", namespace)
    try:
        items = list(objects(namespace, container, rest))
        kubectl("create", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}))
        kind = items[-1]["kind"].lower()
        begin = time.time()
        other = ["wait", "--for=condition=complete", "job/shop"] if kind == "job" else ["rollout", "status", "deployment/shop"]
        theirs = subprocess.Popen([*KUBECTL, *other, "-n", namespace, "--timeout", "150s"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ours = subprocess.Popen([*HEAL, "wait", f"{kind}/shop", "-n", namespace, "--timeout", "150s", "-o", "json"], stdout=subprocess.PIPE, text=True)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            both = [pool.submit(ended, process, begin) for process in (ours, theirs)]
            seconds, code, text = both[0].result()
            crash = first_crash(namespace)
            their_seconds, their_code, _ = both[1].result()
        if output:
            (output / f"{number:02}-{name.replace(' ', '-')}.json").write_text(text)
        verdict = {0: "ready", 1: "failed", 3: "undecided"}.get(code, str(code))
        return {"name": name, "wanted": wanted, "verdict": verdict, "seconds": seconds,
                "after": begin + seconds - crash if crash and verdict == "failed" else None,
                "theirs": "ready" if their_code == 0 else "failed", "their_seconds": their_seconds}
    finally:
        kubectl("delete", "namespace", namespace, "--wait=false")


def bold(verdict, wanted):
    return verdict if verdict == wanted else f"**{verdict}**"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--at-once", type=int, default=3)
    options.add_argument("--output", type=pathlib.Path, help="a folder for the answers of heal wait")
    options.add_argument("numbers", nargs="*", type=int, help="some of the roll-outs, from 0")
    given = options.parse_args()
    chosen = given.numbers or range(len(ROLLOUTS))
    with concurrent.futures.ThreadPoolExecutor(given.at_once) as pool:
        results = list(pool.map(lambda number: run(number, ROLLOUTS[number], given.output), chosen))
    print("| roll-out | `heal wait` | | after the crash | kubectl | |\n| --- | --- | --- | --- | --- | --- |")
    for result in results:
        after = f"{result['after']:.1f}" if result["after"] is not None else ""
        print(f"| {result['name']} | {result['seconds']:.0f} | {bold(result['verdict'], result['wanted'])} | {after} "
              f"| {result['their_seconds']:.0f} | {bold(result['theirs'], result['wanted'])} |")
    saved = [result["their_seconds"] - result["seconds"] for result in results if result["verdict"] == result["theirs"] == "failed"]
    right = sum(result["verdict"] == result["wanted"] for result in results)
    print(f"\n{right} of {len(results)} right; kubectl {sum(r['theirs'] == r['wanted'] for r in results)}. "
          f"Of {len(saved)} that both call failed, the median is {statistics.median(saved) if saved else 0:.0f} s earlier.")


main()
