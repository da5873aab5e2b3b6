"""Calls every tool of Heal with the Python SDK: over HTTP with both tokens, and on standard input and output."""
import asyncio
import json
import os
import shlex

import httpx2
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

POD = {"namespace": "payments", "target": "shipping-api-6scrjp9gd-k54fb"}
OTHER = {"namespace": "platform", "target": "shipping-svc-8tz6xgs9m-4lwdq"}
SIZE = 6000
tried = set()


async def call(session, tool, arguments=None, error=None):
    answer = await session.call_tool(tool, arguments or {})
    text = answer.content[0].text
    assert len(text.encode()) <= SIZE, f"{tool}: {len(text.encode())} bytes"
    assert bool(answer.is_error) == bool(error), f"{tool} {arguments}: {text}"
    if error:
        assert error in text, f"{tool} {arguments}: {text}"
        return text
    tried.add(tool)
    assert json.loads(text) == answer.structured_content, tool
    return answer.structured_content


async def looks(session):
    """What both doors answer alike."""
    failures = await call(session, "list_failures")
    assert failures["total"] == 5 and len(failures["failures"]) == 5, failures
    found = (await call(session, "diagnose", POD))["finding"]
    assert found["cause"] == "code-bug" and found["confidence"] > 0.9 and found["location"].startswith("QuoteEngine.java:7"), found
    assert "QuoteEngine.price(QuoteEngine.java:7)" in found["quotation"]["text"] and found["remedy"]["target"] == "QuoteEngine.java:7"
    whole = await call(session, "diagnose", {"namespace": "payments"})
    assert "2 more" in whole["verdict"] and len(whole["others"]) == 2, whole
    on = (await call(session, "diagnose", POD))["readOn"]
    page = await call(session, "read_evidence", on)
    line = found["quotation"]["firstLine"]
    assert f"\n{line}: Exception in thread" in page["text"], page
    files = (await call(session, "read_evidence", POD))["files"]
    assert any(file.startswith("current.log: 1304 lines") for file in files), files
    hits = await call(session, "read_evidence", {**POD, "file": "current.log", "grep": "^Caused by", "around": 1})
    assert f"{line + 4}: Caused by" in hits["text"] and f"{line + 3}- " in hits["text"], hits
    seen, wanted = 0, 1
    while wanted:
        page = await call(session, "read_evidence", {**POD, "file": "current.log", "from": wanted, "lines": 200})
        assert page["from"] == seen + 1, page
        seen, wanted = page["to"], page.get("next")
    assert seen == 1304, seen
    tail = await call(session, "read_evidence", {**POD, "file": "describe.txt", "from": -3})
    assert tail["to"] == tail["total"] and "Back-off" in tail["text"], tail
    await call(session, "what_changed", POD)
    await call(session, "list_remediations")
    await call(session, "diagnose", {"target": "NOT A NAME"}, error="is no name of a pod")
    await call(session, "diagnose", {"target": "none-such", "namespace": "payments"}, error="There is no pod none-such")
    await call(session, "diagnose", {"target": "gadget/web"}, error="is no kind that Heal diagnoses")
    await call(session, "diagnose", {"pod": "web-0"}, error="It takes target")
    await call(session, "read_evidence", {**POD, "file": "secrets.txt"}, error="one of current.log")
    await call(session, "read_evidence", {**POD, "file": "current.log", "grep": "("}, error="regular expression")
    await call(session, "read_evidence", {}, error="target is missing")
    await call(session, "show_remediation", {"name": "heal-remediation-task1-a7-00000000"}, error="There is no remediation")
    try:
        await session.call_tool("reboot_node", {})
    except Exception as ex:
        assert "reboot_node" in str(ex), ex
    else:
        raise AssertionError("an unknown tool was called")


async def acts(session):
    """What an operator may do besides."""
    incident = await call(session, "show_incident", POD)
    assert incident["incident"]["state"] == "remediating" and incident["finding"]["cause"] == "code-bug", incident
    report, wanted = "", 1
    while wanted:
        page = await call(session, "read_report", {**POD, "from": wanted})
        report, wanted = report + page["markdown"] + "\n", page.get("next")
    assert report.startswith("# Pod Failure: ") and "## Relevant Logs" in report, report
    known = await call(session, "start_remediation", POD)
    assert known["state"] == "at-work", known
    shown = await call(session, "show_remediation", {"name": known["name"]})
    assert shown["remediation"]["pod"] == POD["target"], shown
    await call(session, "answer_remediation", {"name": known["name"], "decision": "approve"}, error="does not wait for approval")
    taken = await call(session, "hand_in_report", {**OTHER, "markdown": "# Pod Failure\n\n## Summary\nToo little memory.\n"})
    assert "Heal's own stands beside it" in taken["result"], taken
    assert "Too little memory." in (await call(session, "read_report", OTHER))["markdown"]
    other = (await call(session, "show_incident", OTHER))["incident"]["remediation"]
    assert other in (await call(session, "stop_remediation", {"name": other}))["result"]
    await call(session, "stop_remediation", {"name": other}, error="There is no remediation")


async def may_only_read(session):
    assert (await call(session, "show_incident", POD))["incident"]["state"]
    for tool in ("start_remediation", "stop_remediation", "hand_in_report", "answer_remediation"):
        await call(session, tool, {}, error="scope operate")


async def open_session(streams, *checks, acting=True):
    async with ClientSession(streams[0], streams[1]) as session:
        server = await session.initialize()
        assert server.server_info.name == "heal" and "list_failures" in server.instructions
        tools = {tool.name: tool for tool in (await session.list_tools()).tools}
        assert all(tool.output_schema and len(tool.description) < 300 for tool in tools.values())
        assert all(tool.annotations.read_only_hint is not None for tool in tools.values())
        assert ("start_remediation" in tools) == acting, tools.keys()
        for check in checks:
            await check(session)
        return set(tools)


async def over_http(token, *checks):
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        async with streamable_http_client(os.environ["URL"], http_client=http) as streams:
            return await open_session(streams, *checks)


async def on_streams(*options, acting):
    command, *arguments = shlex.split(os.environ["HEAL"])
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "KUBECONFIG")}
    server = StdioServerParameters(command=command, args=[*arguments, "mcp", *options], env=environment)
    async with stdio_client(server) as streams:
        return await open_session(streams, looks, acting=acting) if acting else await open_session(streams, acting=acting)


async def main():
    async with httpx2.AsyncClient() as http:
        refused = await http.post(os.environ["URL"], json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        assert refused.status_code == 401 and "Bearer" in refused.json()["detail"], refused.text
        http.headers["Authorization"] = f"Bearer {os.environ['READER']}"
        garbled = await http.post(os.environ["URL"], json=["no message"])
        assert garbled.status_code == 400 and "JSON-RPC" in garbled.json()["detail"], garbled.text
        assert "stackTrace" not in garbled.text
    await over_http(os.environ["READER"], looks, may_only_read)
    tools = await over_http(os.environ["OPERATOR"], acts)
    assert tools - tried == {"answer_remediation"}, tools - tried
    await on_streams(acting=True)
    await on_streams("--read-only", acting=False)
    print(f"Python SDK: {len(tools)} tools, over HTTP and on standard streams")


asyncio.run(main())
