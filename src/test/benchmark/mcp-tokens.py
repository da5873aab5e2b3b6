#!/usr/bin/env python3
"""Compares what a model reads to diagnose failing pods of a real cluster: Heal's one call, and the tools of a public MCP server.

Makes real pods of every thirteenth case of the analysis' corpus, ten in all, in a namespace of its own: each prints its
recorded log and ends with its recorded exit code; one that never started lacks what it lacked. Both servers are started on
standard streams with the same kubeconfig. Of the others, the object, the events of the pod alone, and the last 100 lines of
its logs are read, as their tools give them. A token is taken for four characters of the answers' text.

KUBECONFIG  the cluster
KUBECTL     kubectl
HEAL        the command heal (java -jar target/heal.jar)
OTHER       kubernetes-mcp-server or mcp-server-kubernetes, with where it is and its arguments (npx -y kubernetes-mcp-server@0.0.67 --read-only)
IMAGE       an image with the commands `say FILE` and `exit CODE` (lab/crash:1)
"""
import gzip
import json
import os
import pathlib
import shlex
import subprocess
import time

CORPUS = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/heal/analysis/corpus"
CASES = sorted(path for path in CORPUS.iterdir() if path.is_dir())[::13][:10]
KUBECTL = shlex.split(os.environ.get("KUBECTL", "kubectl"))
HEAL = shlex.split(os.environ.get("HEAL", "java -jar target/heal.jar"))
OTHER = shlex.split(os.environ.get("OTHER", "npx -y kubernetes-mcp-server@0.0.67 --read-only"))
IMAGE = os.environ.get("IMAGE", "lab/crash:1")
NAMESPACE = f"{os.environ.get('PREFIX', '')}tokens-{os.getpid()}"


def kubectl(*arguments, given=None):
    return subprocess.run([*KUBECTL, *arguments], input=given, stdout=subprocess.PIPE, check=True, text=True).stdout


class Case:
    def __init__(self, folder):
        self.name = folder.name
        self.recorded = json.loads((folder / "pod.json").read_text())
        self.log = self.ended(folder)

    @staticmethod
    def ended(folder):
        """The log of the instance that ended: where another runs already, the previous one."""
        for name in ("previous.log", "current.log"):
            if (folder / name).exists():
                return (folder / name).read_text(errors="replace")
            if (folder / f"{name}.gz").exists():
                return gzip.decompress((folder / f"{name}.gz").read_bytes()).decode(errors="replace")
        return None

    def exit_code(self):
        for status in self.recorded["status"].get("containerStatuses", []):
            for state in (status.get("state", {}), status.get("lastState", {})):
                if state.get("terminated", {}).get("exitCode"):
                    return state["terminated"]["exitCode"]
        return None

    def objects(self):
        metadata = {"name": self.name, "namespace": NAMESPACE}
        container = {"name": self.recorded["spec"]["containers"][0]["name"], "image": IMAGE}
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata,
               "spec": {"terminationGracePeriodSeconds": 0, "containers": [container], "volumes": []}}
        if self.exit_code() is None:
            # what is mounted and not there keeps it from starting
            pod["spec"]["volumes"] = [volume for volume in self.recorded["spec"]["volumes"] if "secret" in volume]
            container["volumeMounts"] = [{"name": volume["name"], "mountPath": f"/{volume['name']}"}
                                         for volume in pod["spec"]["volumes"]]
            return [pod]
        container["args"] = ["say", "/recorded/log", "exit", str(self.exit_code())]
        container["volumeMounts"] = [{"name": "recorded", "mountPath": "/recorded"}]
        pod["spec"]["volumes"] = [{"name": "recorded", "configMap": {"name": self.name}}]
        return [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"log": self.log}}, pod]

    def is_failing(self, pod):
        statuses = pod["status"].get("containerStatuses", [])
        age = time.time() - self.created
        return any(status["restartCount"] > 1 for status in statuses) if self.exit_code() else age > 30


class Server:
    """A server of the Model Context Protocol on standard streams."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.number = 0
        self.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "tokens", "version": "1"}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        self.tools = self.ask("tools/list", {})["tools"]

    def send(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, method, parameters):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": parameters})
        for line in self.process.stdout:
            answer = json.loads(line)
            if answer.get("id") == self.number:
                assert "result" in answer, answer
                return answer["result"]
        raise EOFError(f"{method}: the server has ended")

    def call(self, tool, wanted=True, **arguments):
        """What a tool says; an error is an answer to read as well, where it may come."""
        result = self.ask("tools/call", {"name": tool, "arguments": arguments})
        text = "".join(part.get("text", "") for part in result["content"])
        assert not (wanted and result.get("isError")), f"{tool} {arguments}: {text}"
        return text

    def close(self):
        self.process.stdin.close()
        self.process.terminate()
        self.process.wait(10)


def others(server, pod, has_log):
    """The calls that a diagnosis takes, by what the server offers: object, events, current and previous log."""
    where = {"namespace": NAMESPACE, "name": pod}
    selector = f"involvedObject.name={pod}"
    names = {tool["name"] for tool in server.tools}
    if "pods_get" in names:
        yield server.call("pods_get", **where)
        yield server.call("events_list", namespace=NAMESPACE, fieldSelector=selector)
        logs = [("pods_log", {})]
    else:
        # it prints events too
        yield server.call("kubectl_describe", resourceType="pod", **where)
        logs = [("kubectl_logs", {"resourceType": "pod", "tail": 100})]
    for tool, arguments in logs if has_log else []:
        yield server.call(tool, wanted=False, **where, **arguments)
        yield server.call(tool, wanted=False, **where, **arguments, previous=True)


def listed(server):
    names = {tool["name"] for tool in server.tools}
    return (server.call("pods_list_in_namespace", namespace=NAMESPACE) if "pods_list_in_namespace" in names
            else server.call("kubectl_get", resourceType="pods", namespace=NAMESPACE))


def prepare(cases):
    kubectl("create", "namespace", NAMESPACE)
    for case in cases:
        kubectl("create", "-f", "-", given=json.dumps({"apiVersion": "v1", "kind": "List", "items": case.objects()}))
        case.created = time.time()
    end = time.time() + 240
    for case in cases:
        while not case.is_failing(json.loads(kubectl("get", "pod", case.name, "-n", NAMESPACE, "-o", "json"))):
            assert time.time() < end, f"{case.name} does not fail"
            time.sleep(2)


def tokens(text):
    return round(len(text) / 4)


def main():
    cases = [Case(folder) for folder in CASES]
    heal = other = None
    try:
        prepare(cases)
        heal = Server([*HEAL, "mcp", "--read-only"])
        other = Server(OTHER)
        rows = [("finding out what fails", "", tokens(heal.call("list_failures", namespace=NAMESPACE)), tokens(listed(other)))]
        for case in cases:
            text = heal.call("diagnose", target=case.name, namespace=NAMESPACE)
            gathered = sum(tokens(part) for part in others(other, case.name, case.exit_code()))
            rows.append((case.name, json.loads(text).get("finding", {}).get("cause", "none"), tokens(text), gathered))
        print("| pod | cause | Heal | the others | ratio |\n| --- | --- | --- | --- | --- |")
        sums = ("ten diagnoses", "", *(sum(row[column] for row in rows[1:]) for column in (2, 3)))
        tools = ("what the tools are, once", "", tokens(json.dumps(heal.tools)), tokens(json.dumps(other.tools)))
        for name, cause, ours, theirs in [*rows[1:], sums, rows[0], tools]:
            print(f"| {name} | {cause} | {ours:,} | {theirs:,} | {ours / theirs:.3f} |")
    finally:
        for server in filter(None, (heal, other)):
            server.close()
        kubectl("delete", "namespace", NAMESPACE, "--wait=false")


main()
