package io.hostready.testbed;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpHandlers;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A program: serves a directory over HTTPS on 127.0.0.1:443 of the network namespace that it is
 * started in. Arguments: PKCS #12 key store with the server's key and certificate, its password,
 * directory. Says what it is asked for on standard error, as busybox httpd does. Beside a file
 * DIRECTORY.gone-at-packages it ends in the middle of the first answer with a package.
 */
final class SecureFileServer {

  private SecureFileServer() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 443), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context(Path.of(arguments[0]), arguments[1].toCharArray())));
    server
        .createContext("/", handler(Path.of(arguments[2])))
        .getFilters()
        .add(
            Filter.beforeHandler(
                "says what is asked for",
                exchange -> {
                  System.err.println("127.0.0.1: url:" + exchange.getRequestURI());
                  if (Files.exists(Path.of(arguments[2] + ".gone-at-packages"))
                      && exchange.getRequestURI().getPath().endsWith(".deb")) {
                    Runtime.getRuntime().halt(0);
                  }
                }));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Files as they are, but for an image's manifests: they are not taken without their type. */
  private static HttpHandler handler(Path directory) {
    HttpHandler manifests =
        exchange -> {
          Path file =
              directory.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
          boolean there = file.startsWith(directory) && Files.isRegularFile(file);
          byte[] manifest = there ? Files.readAllBytes(file) : new byte[0];
          boolean whole = there && exchange.getRequestMethod().equals("GET");
          exchange.getResponseHeaders().set("Content-Type", ImageRegistry.MANIFEST_TYPE);
          exchange.sendResponseHeaders(there ? 200 : 404, whole ? manifest.length : -1);
          if (whole) {
            exchange.getResponseBody().write(manifest);
          }
          exchange.close();
        };
    return HttpHandlers.handleOrElse(
        request -> request.getRequestURI().getPath().contains("/manifests/"),
        manifests,
        SimpleFileServer.createFileHandler(directory));
  }

  private static SSLContext context(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
