// Calls the tools of Heal with the TypeScript SDK, which holds each answer to the schema of its tool.
import assert from 'node:assert/strict'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const pod = { namespace: 'payments', target: 'shipping-api-6scrjp9gd-k54fb' }
const { URL: url, READER: reader, OPERATOR: operator, HEAL: heal, KUBECONFIG, PATH, HOME } = process.env

async function open(transport, check) {
  const client = new Client({ name: 'check', version: '1' })
  await client.connect(transport)
  const { tools } = await client.listTools()
  const call = async (name, args = {}, error) => {
    const answer = await client.callTool({ name, arguments: args })
    const text = answer.content[0].text
    assert.ok(Buffer.byteLength(text) <= 6000, `${name}: ${text.length}`)
    assert.equal(Boolean(answer.isError), Boolean(error), `${name}: ${text}`)
    if (error) assert.match(text, error)
    else assert.deepEqual(JSON.parse(text), answer.structuredContent)
    return answer.structuredContent
  }
  await check(call, tools.map((tool) => tool.name))
  await client.close()
  return tools.length
}

async function looks(call) {
  assert.equal((await call('list_failures')).failures.length, 5)
  const diagnosis = await call('diagnose', pod)
  assert.equal(diagnosis.finding.cause, 'code-bug')
  assert.match((await call('read_evidence', diagnosis.readOn)).text, /Caused by/)
  await call('read_evidence', pod)
  await call('what_changed', pod)
  await call('list_remediations')
  await call('diagnose', { target: 'NOT A NAME' }, /is no name of a pod/)
  await call('diagnose', { targets: 'web-0' }, /There is no argument targets/)
  await assert.rejects(call('reboot_node'), /reboot_node/)
}

const http = (token) => new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } })
const stdio = (...options) => {
  const [command, ...args] = heal.split(' ')
  return new StdioClientTransport({ command, args: [...args, 'mcp', ...options], env: { PATH, HOME, KUBECONFIG }, stderr: 'inherit' })
}

const number = await open(http(operator), async (call) => {
  await looks(call)
  await call('show_incident', pod)
  await call('read_report', pod)
  const { name } = await call('start_remediation', pod)
  await call('show_remediation', { name })
})
await open(http(reader), async (call) => call('start_remediation', pod, /scope operate/))
await open(stdio(), looks)
await open(stdio('--read-only'), async (call, tools) => assert.ok(!tools.includes('stop_remediation')))
await assert.rejects(open(http('wrong'), looks), /401|Bearer/)
console.log(`TypeScript SDK: ${number} tools, over HTTP and on standard streams`)
