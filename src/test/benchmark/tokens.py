#!/usr/bin/env python3
"""Compares what a model reads to diagnose a failing pod: Heal's one answer, and what kubectl-like tools give it.

Takes every thirteenth case of the analysis' corpus, ten in all, serves them as an API server would, and asks `heal mcp`.
The others: get pod -o yaml, describe, events, current and previous log, whole and their last 100 lines. A token is taken for
four characters. Needs PyYAML and HEAL, the command heal (java -jar target/heal.jar).
"""
import gzip
import http.server
import json
import os
import pathlib
import shlex
import subprocess
import tempfile
import threading
import urllib.parse

import yaml

CORPUS = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/heal/analysis/corpus"
HEAL = shlex.split(os.environ.get("HEAL", "java -jar target/heal.jar"))
CASES = sorted(path for path in CORPUS.iterdir() if path.is_dir())[::13][:10]


class Case:
    def __init__(self, folder):
        self.name = folder.name
        self.folder = folder
        self.pod = json.loads((folder / "pod.json").read_text())
        self.events = json.loads((folder / "events.json").read_text())
        self.namespace = self.pod["metadata"].get("namespace", "default")
        self.pod_name = self.pod["metadata"]["name"]
        self.logs = {kind: self.log(kind) for kind in ("current", "previous")}

    def log(self, kind):
        plain, packed = self.folder / f"{kind}.log", self.folder / f"{kind}.log.gz"
        return plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes()) if packed.exists() else None

    def describe(self, layout):
        files = ["--pod-file", str(self.folder / "pod.json"), "--events-file", str(self.folder / "events.json")]
        return subprocess.run([*HEAL, "describe", *files, "--format", layout], capture_output=True, check=True).stdout

    def others(self, tail):
        texts = [yaml.safe_dump(self.pod, sort_keys=False).encode(), self.describe("describe"), self.describe("events")]
        for log in filter(None, self.logs.values()):
            texts.append(b"\n".join(log.splitlines()[-tail:] if tail else log.splitlines()))
        return sum(len(text.decode(errors="replace")) for text in texts)


class Cluster(http.server.BaseHTTPRequestHandler):
    cases = {}

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        query = urllib.parse.parse_qs(url.query)
        parts = url.path.strip("/").split("/")
        if "events" in parts:
            case = next((case for name, case in self.cases.items() if name in query.get("fieldSelector", [""])[0]), None)
            return self.answer(case.events if case else {"kind": "EventList", "apiVersion": "v1", "items": []})
        case = self.cases.get(parts[5]) if len(parts) > 5 and parts[4] == "pods" else None
        if case and parts[-1] == "log":
            log = case.logs["previous" if "previous" in query else "current"]
            return self.answer(log) if log is not None else self.refuse()
        return self.answer(case.pod) if case else self.refuse()

    def refuse(self):
        self.answer({"kind": "Status", "status": "Failure", "message": "not found", "reason": "NotFound", "code": 404}, 404)

    def answer(self, content, status=200):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if isinstance(content, bytes) else "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def ask(cases, port):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as kubeconfig:
        kubeconfig.write(f"""
apiVersion: v1
kind: Config
current-context: it
clusters: [{{name: it, cluster: {{server: "http://127.0.0.1:{port}"}}}}]
users: [{{name: it, user: {{}}}}]
contexts: [{{name: it, context: {{cluster: it, user: it}}}}]
""")
        kubeconfig.flush()
        calls = [{"jsonrpc": "2.0", "id": case.name, "method": "tools/call",
                  "params": {"name": "diagnose", "arguments": {"target": case.pod_name, "namespace": case.namespace}}}
                 for case in cases]
        done = subprocess.run([*HEAL, "mcp", "--read-only", "--kubeconfig", kubeconfig.name], text=True, check=True,
                              input="".join(json.dumps(call) + "\n" for call in calls), stdout=subprocess.PIPE)
    answers = {answer["id"]: answer["result"] for answer in map(json.loads, done.stdout.splitlines())}
    assert not any(answer.get("isError") for answer in answers.values()), answers
    return answers


def tokens(characters):
    return round(characters / 4)


def main():
    cases = [Case(folder) for folder in CASES]
    Cluster.cases = {case.pod_name: case for case in cases}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cluster)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answers = ask(cases, server.server_address[1])
    print("| pod | cause | Heal | kubectl, last 100 lines | ratio | kubectl, whole logs |")
    print("| --- | --- | --- | --- | --- | --- |")
    sums = [0, 0, 0]
    for case in cases:
        text = answers[case.name]["content"][0]["text"]
        counts = [tokens(len(text)), tokens(case.others(100)), tokens(case.others(0))]
        sums = [total + count for total, count in zip(sums, counts)]
        cause = json.loads(text).get("finding", {}).get("cause", "none")
        print(f"| {case.name} | {cause} | {counts[0]:,} | {counts[1]:,} | {counts[0] / counts[1]:.2f} | {counts[2]:,} |")
    print(f"| all | | {sums[0]:,} | {sums[1]:,} | {sums[0] / sums[1]:.2f} | {sums[2]:,} |")


main()
