package dev.heal.redteam;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends what is not quite a request, or not quite one.
 */
final class RequestAttacks {

	private static final String GROUP = "requests";

	private static final String POST = "POST /alerts/a7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
			+ "Authorization: Bearer the-boss\r\nContent-Type: application/json\r\n";

	private static final String SMUGGLED = "GET /alerts/a7 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer the-boss\r\n\r\n";

	private final Battlefield field;

	RequestAttacks(Battlefield field) {
		this.field = field;
	}

	List<Attack> all() {
		List<Attack> attacks = new ArrayList<>();
		smuggling().forEach((name, request) -> attacks.add(new Attack(GROUP, name, () -> {
			Wire.Answer answer = this.field.wire().send(request, (_) -> {
			});
			assertThat(answer.text().split("HTTP/1\\.1 2\\d\\d").length - 1).as(answer.text()).isZero();
		})));
		malformed().forEach((name, body) -> attacks.add(new Attack(GROUP, "webhook: " + name, () -> {
			Wire.Answer answer = this.field.wire().put("POST /alerts/a7", "the-boss", "application/json", body);
			assertThat(answer.status()).as(answer.text()).isIn(202, 400, 413, 415, 422);
			assertThat(answer.text()).doesNotContain("\tat ", "Exception");
		})));
		malformed().forEach((name, body) -> attacks.add(new Attack(GROUP, "other bodies: " + name, () -> {
			for (String call : List.of("POST /remediations", "POST /remediations/pause",
					"POST /remediations/heal-remediation-task1-a7-00000000/approval")) {
				Wire.Answer answer = this.field.wire().put(call, "the-boss", "application/json", body);
				assertThat(answer.status()).as(answer.text()).isIn(200, 400, 404, 413, 415, 422);
				assertThat(answer.text()).doesNotContain("\tat ", "Exception");
			}
			this.field.wire().put("POST /remediations/pause", "the-boss", "application/json", "{\"paused\":false}");
		})));
		attacks.add(new Attack(GROUP, "other types of body", this::types));
		attacks.add(new Attack(GROUP, "ranges without number", this::ranges));
		attacks.add(new Attack(GROUP, "parameters without number and sense", this::parameters));
		attacks.add(new Attack(GROUP, "headers that split the answer", this::splitting));
		return attacks;
	}

	private static Map<String, String> smuggling() {
		Map<String, String> all = new LinkedHashMap<>();
		int length = SMUGGLED.length();
		all.put("Content-Length and chunked",
				POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("two lengths", POST + "Content-Length: 0\r\nContent-Length: " + length + "\r\n\r\n" + SMUGGLED);
		all.put("a list of lengths", POST + "Content-Length: 0, " + length + "\r\n\r\n" + SMUGGLED);
		all.put("length with a sign", POST + "Content-Length: +0\r\n\r\n" + SMUGGLED);
		all.put("length below zero", POST + "Content-Length: -1\r\n\r\n" + SMUGGLED);
		all.put("length in hexadecimal", POST + "Content-Length: 0x0\r\n\r\n" + SMUGGLED);
		all.put("length beyond all numbers", POST + "Content-Length: 99999999999999999999\r\n\r\n" + SMUGGLED);
		all.put("unknown transfer coding", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("two transfer codings", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("a blank before the colon", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("a vertical tab in the coding", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("a folded header", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
		all.put("lines that end with LF", (POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").replace("\r\n", "\n"));
		all.put("lines that end with CR", (POST + "Content-Length: 0\r\n\r\n").replace("\r\n", "\r"));
		all.put("a chunk larger than all", POST + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
		all.put("a chunk below zero", POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + SMUGGLED);
		all.put("an extension of a chunk without end",
				POST + "Transfer-Encoding: chunked\r\n\r\n1;" + "x".repeat(300_000));
		all.put("trailers without end",
				POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "X-A: b\r\n".repeat(50_000) + "\r\n");
		all.put("a header of 1 MB", POST + "X-Large: " + "x".repeat(1 << 20) + "\r\n\r\n");
		all.put("ten thousand headers", POST + "X-A: b\r\n".repeat(10_000) + "\r\n");
		all.put("a path of 1 MB", "GET /" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
		all.put("NUL in a header", POST + "X-A: \u0000b\r\nContent-Length: 0\r\n\r\n");
		all.put("no host", "GET /alerts/a7 HTTP/1.1\r\nAuthorization: Bearer the-boss\r\nConnection: close\r\n\r\n");
		all.put("two hosts",
				"GET /alerts/a7 HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: Bearer the-boss\r\nConnection: close\r\n\r\n");
		all.put("a host that is none",
				"GET /alerts/a7 HTTP/1.1\r\nHost: a b/c@d\r\nAuthorization: Bearer the-boss\r\n\r\n");
		all.put("another host in the address",
				"GET http://evil/alerts/a7 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer the-boss\r\n\r\n");
		all.put("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
		all.put("HTTP/9.9", "GET /alerts/a7 HTTP/9.9\r\nHost: localhost\r\nAuthorization: Bearer the-boss\r\n\r\n");
		all.put("HTTP/0.9", "GET /alerts/a7\r\n");
		all.put("TLS on a plain port",
				"\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "a".repeat(500));
		all.put("garbage", "\u0000\u0001\u0002\u00ff".repeat(1000) + "\r\n\r\n");
		all.put("a length without a body", POST + "Expect: 100-continue\r\nContent-Length: 33554433\r\n\r\n");
		return all;
	}

	private static Map<String, String> malformed() {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("nothing", "");
		all.put("null", "null");
		all.put("a list", "[]");
		all.put("half a list", "[");
		all.put("depth", "{\"alerts\":" + "[".repeat(100_000));
		all.put("depth of objects", "{\"a\":".repeat(100_000));
		all.put("a number of 1 MB", "{\"a\":" + "9".repeat(1_000_000) + "}");
		all.put("a number with an exponent",
				"{\"version\":1e999999999,\"alerts\":[{\"labels\":{\"pod\":1e999999999}}]}");
		all.put("NaN", "{\"a\":NaN,\"alerts\":[{\"status\":NaN}]}");
		all.put("a name twice",
				"{\"paused\":false,\"alerts\":[],\"alerts\":[{\"labels\":{\"pod\":\"a\",\"pod\":\"b\"}}]}");
		all.put("half a surrogate",
				"{\"alerts\":[{\"labels\":{\"pod\":\"\\ud800\",\"namespace\":\"\\udfff\"}}],\"taskId\":\"\\ud800\"}");
		all.put("other types",
				"{\"version\":4,\"status\":[],\"alerts\":[1,null,\"a\",[],{\"labels\":[],\"annotations\":7,\"startsAt\":{},\"fingerprint\":[]}],\"alert\":{},\"taskId\":[],\"issueFile\":7,\"decision\":[],\"paused\":{}}");
		all.put("times at the ends",
				"{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"namespace\":\"shop\",\"pod\":\"x\"},\"startsAt\":\"+999999999-12-31T23:59:59Z\",\"endsAt\":\"-999999999-01-01T00:00:00Z\"}]}");
		all.put("an alert without end", "{\"alerts\":[{\"labels\":{"
				+ IntStream.range(0, 50_000).mapToObj((i) -> "\"l" + i + "\":\"x\"").collect(Collectors.joining(","))
				+ "}}]}");
		all.put("an unknown field of everything",
				"{\"x\":" + "[[],{}],".repeat(1).replaceAll(",$", "") + ",\"alerts\":[]}");
		all.put("rubbish behind it", "{\"alerts\":[]} rubbish {\"alerts\":[{}]}");
		all.put("a byte order mark", "\ufeff{\"alerts\":[]}");
		all.put("UTF-16", new String("{\"alerts\":[]}".getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1));
		all.put("NUL",
				"{\"alerts\":[{\"labels\":{\"namespace\":\"shop\",\"pod\":\"a\\u0000b\"}}],\"taskId\":\"\\u0000\",\"pod\":\"\\u0000\"}");
		all.put("a comment", "{/* x */\"alerts\":[]//\n}");
		all.put("a type of Java",
				"{\"@class\":\"java.net.URL\",\"@type\":\"com.sun.rowset.JdbcRowSetImpl\",\"alerts\":[{\"@class\":\"x\"}]}");
		return all;
	}

	private void types() throws IOException {
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
				"multipart/form-data; boundary=x", "application/xml", "application/json;charset=UTF-16",
				"application/json;charset=nope", "application/yaml", "*/*", "a", "/", "application/octet-stream",
				"application/x-java-serialized-object", "text/markdown;charset=UTF-7")) {
			for (String call : List.of("POST /alerts/a7", "POST /remediations", "POST /remediations/pause",
					"PUT /alerts/a7/shop/nobody/report", "POST /pods/nobody/logs",
					"POST /alerts/a7/shop/nobody/look")) {
				Wire.Answer answer = this.field.wire().put(call, "the-boss", type, "--x\r\n\r\nx=<y>&z=1\r\n--x--");
				assertThat(answer.status()).as(call + " " + type + answer.text()).isIn(201, 200, 400, 404, 415, 422);
			}
		}
		for (String encoding : List.of("gzip", "br", "zstd", "deflate", "identity, gzip", "x")) {
			Wire.Answer answer = this.field.wire()
				.send(POST + "Content-Encoding: " + encoding + "\r\nContent-Length: 10\r\n\r\n",
						(out) -> out.write(new byte[10]));
			assertThat(answer.status()).as(encoding + answer.text()).isEqualTo(415);
		}
	}

	private void ranges() throws IOException {
		String many = "bytes=" + IntStream.range(0, 900).mapToObj((i) -> i + "-").collect(Collectors.joining(","));
		for (String range : List.of(many, "bytes=0-,0-,0-,0-,0-,0-,0-,0-,0-,0-", "bytes=-99999999999999999999",
				"bytes=5-1", "bytes=99999999999-", "lines=1-2", "bytes=--1", "bytes=0-0,-1", "bytes=a-b")) {
			Wire.Answer answer = this.field.wire()
				.call("GET /pods/canary/logs/current.log?namespace=shop", "the-reader", "Range: " + range);
			assertThat(answer.status()).as(range + answer.text()).isIn(200, 206, 400, 404, 416);
			assertThat(answer.text().length()).as("no answer grows by its ranges").isLessThan(100_000);
		}
	}

	private void parameters() throws IOException {
		for (String query : List.of("page=2147483647&size=500", "page=-1", "size=0", "size=99999999999", "page=1e9",
				"state=%00", "namespace=..", "namespace=%ff", "cause=" + "x".repeat(5000), "q=%f0%28%8c%28", "%=1",
				"page=%", "a[]=1&a[0]=2", "page=1&page=2", "q=" + "%F0%9F%98%80".repeat(400),
				"line=-9223372036854775808", "line=9223372036854775807", "tail=-1", "tail=99999999999",
				"container=../..", "phase=%0d%0a", "class.module=1", "&".repeat(3000),
				IntStream.range(0, 900).mapToObj((i) -> "p" + i).collect(Collectors.joining("&")))) {
			for (String path : List.of("/", "/alerts/a7", "/remediations", "/evidence/shop/canary/current.log",
					"/pods/canary/logs/current.log", "/pods/canary/bundle", "/failures/shop/canary")) {
				Wire.Answer answer = this.field.wire().call("GET " + path + "?" + query, "the-reader");
				assertThat(answer.status()).as(path + "?" + query + answer.text()).isIn(200, 400, 404, 406, 409);
			}
			Wire.Answer answer = this.field.wire().call("POST /pods/nobody/logs?" + query, "the-boss");
			assertThat(answer.status()).as(query + answer.text()).isIn(400, 404);
		}
	}

	private void splitting() throws IOException {
		for (String path : List.of("/pods/a%0d%0aX-Evil:%201/logs", "/alerts/a7/shop/a%0d%0aX-Evil:%201",
				"/%0d%0aX-Evil:%201", "//evil.example/%2e%2e", "/swagger-ui.html?x=%0d%0aX-Evil:%201",
				"/alerts/a7/?x=%0aX-Evil:1", "///evil.example", "/\\evil.example", "/swagger-ui//evil.example/..")) {
			Wire.Answer answer = this.field.wire().call("GET " + path, "the-boss", "Accept: */*");
			assertThat(answer.text()).doesNotContainPattern("(?i)\r\nX-Evil")
				.doesNotContainPattern("(?i)Location: (https?:)?//evil");
		}
	}

	static boolean isClosed(Socket socket) throws IOException {
		try {
			socket.setSoTimeout(100);
			return socket.getInputStream().read() < 0;
		}
		catch (SocketException ex) {
			return true;
		}
		catch (java.net.SocketTimeoutException ex) {
			return false;
		}
	}

}
