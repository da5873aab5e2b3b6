import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/**
 * Plays the Service in front of replicas: each connection goes to one that is ready.
 * Arguments: the port, then for each replica its port and its management port.
 */
class Service {

	void main(String[] ports) throws IOException {
		try (ServerSocket server = new ServerSocket(Integer.parseInt(ports[0]), 100, InetAddress.getLoopbackAddress())) {
			while (true) {
				Socket client = server.accept();
				Thread.ofVirtual().start(() -> serve(client, ports));
			}
		}
	}

	private static void serve(Socket client, String[] ports) {
		try (client; Socket replica = connect(ports)) {
			Thread back = Thread.ofVirtual().start(() -> copy(replica, client));
			copy(client, replica);
			back.join();
		}
		catch (IOException | InterruptedException ex) {
			// nobody is ready, as the caller sees
		}
	}

	private static Socket connect(String[] ports) throws IOException {
		for (int i = 1; i < ports.length; i += 2) {
			if (isReady(ports[i + 1])) {
				return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ports[i]));
			}
		}
		throw new IOException("no replica is ready");
	}

	private static boolean isReady(String management) {
		try {
			URI readiness = URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness");
			HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
			connection.setConnectTimeout(1000);
			connection.setReadTimeout(1000);
			return connection.getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void copy(Socket from, Socket to) {
		try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			// the other side sees the end
		}
	}

}
