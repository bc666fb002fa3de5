package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulledServersTest {

  private static final String JSON = "/etc/docker/daemon.json";

  private static FakeHost unit(String lines) {
    return FakeHost.with(
        "/usr/lib/systemd/system/docker.service",
        "[Service]\nExecStart=/usr/bin/dockerd -H fd://\n" + lines);
  }

  private static List<String> servers(FakeHost host, String registry) {
    return PulledServers.ofRegistry(host.host(), registry).orElse("unreadable").lines().toList();
  }

  private static String proxy(FakeHost host, String registry) {
    return servers(host, registry).getLast().split(" ")[3];
  }

  @Test
  void imagesOfDockerHubComeFromMirrorsAndTheHub() {
    FakeHost host =
        FakeHost.with(
            JSON,
            """
            {"registry-mirrors": ["https://mirror.example/", "http://10.1.2.3:5000", "https://third"],
             "insecure-registries": ["10.0.0.0/8"]}
            """);
    assertEquals(
        List.of(
            "mirror https://mirror.example/v2/ verify - /etc/docker/certs.d/mirror.example",
            "mirror http://10.1.2.3:5000/v2/ skip - /etc/docker/certs.d/10.1.2.3:5000",
            "registry https://registry-1.docker.io/v2/ verify -"
                + " /etc/docker/certs.d/registry-1.docker.io",
            "token https://auth.docker.io/token?service=registry.docker.io verify -"
                + " /etc/docker/certs.d/auth.docker.io"),
        servers(host, "docker.io"));
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example:5000, verify",
    "reg.lan:5000, skip",
    "reg.lan, verify",
    "192.168.7.1, skip",
    "localhost:5000, skip",
    "127.0.0.1:5000, skip",
  })
  void anInsecureRegistryIsNamedWithItsPortOrIsInASubnet(String registry, String verify) {
    FakeHost host =
        FakeHost.with(JSON, "{\"insecure-registries\": [\"reg.lan:5000\", \"192.168.0.0/16\"]}");
    assertEquals(
        List.of(
            "registry https://%s/v2/ %s - /etc/docker/certs.d/%s"
                .formatted(registry, verify, registry)),
        servers(host, registry));
  }

  @Test
  void optionsGoBeforeTheEnvironmentOfTheUnit() {
    FakeHost host = unit("Environment=\"HTTPS_PROXY=http://unit:1\" https_proxy=http://lower:1\n");
    assertEquals("http://unit:1", proxy(host, "r.example"));
    assertEquals("http://lower:1", proxy(unit("Environment=https_proxy=http://lower:1\n"), "r"));
    host.file(JSON, "{\"proxies\": {\"https-proxy\": \"http://file:1\"}}");
    assertEquals("http://file:1", proxy(host, "r.example"));
    FakeHost flag =
        FakeHost.with(
            "/usr/lib/systemd/system/docker.service",
            "[Service]\nExecStart=/usr/bin/dockerd --https-proxy=http://flag:1\n");
    assertEquals("http://flag:1", proxy(flag, "r.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "r.example, r.example, true",
    "a.r.example, r.example, true",
    "xr.example, r.example, false",
    "r.example, .r.example, false",
    "a.r.example, *.r.example, true",
    "r.example:5000, r.example:5000, true",
    "r.example, r.example:5000, false",
    "r.example, r.example:443, true",
    "10.9.8.7, 10.0.0.0/8, true",
    "11.9.8.7, 10.0.0.0/8, false",
    "r.example, *, true",
    "localhost:5000, x, true",
  })
  void exceptionsAreContactedDirectly(String registry, String exceptions, boolean isDirect) {
    FakeHost host =
        unit("Environment=HTTPS_PROXY=http://p:1\nEnvironment=NO_PROXY=q," + exceptions + "\n");
    assertEquals(isDirect ? "-" : "http://p:1", proxy(host, registry));
  }

  @Test
  void aProxyWithAQuotationMarkIsNotPassedOn() {
    FakeHost host = FakeHost.with(JSON, "{\"proxies\": {\"https-proxy\": \"http://p\\\"x\"}}");
    assertEquals("-", proxy(host, "r.example"));
  }

  @Test
  void aRepositoryIsAskedAsAptDoes() {
    FakeHost host =
        FakeHost.with(
            "/etc/apt/apt.conf.d/95proxy",
            """
            Acquire::http::Proxy "http://cache:3142";
            Acquire::https::Proxy::download.docker.com "DIRECT";
            Acquire::https::CaInfo "/etc/ssl/inspection.pem";
            """);
    assertEquals(
        "repository https://download.docker.com/linux/ verify - /etc/ssl/inspection.pem",
        PulledServers.ofRepository(host.host(), "https://download.docker.com/").orElse(""));
    assertEquals(
        "repository http://mirror.lan:8080/docker/linux/ verify http://cache:3142 /nonexistent",
        PulledServers.ofRepository(host.host(), "http://mirror.lan:8080/docker").orElse(""));
  }

  @Test
  void aProxyThatAProgramChoosesIsUnknown() {
    FakeHost host =
        FakeHost.with("/etc/apt/apt.conf", "Acquire::http::Proxy-Auto-Detect \"/usr/bin/x\";\n");
    assertEquals(
        new Reading.Unreadable<>("/etc/apt/apt.conf", "the proxy is chosen by /usr/bin/x"),
        PulledServers.ofRepository(host.host(), "https://download.docker.com"));
  }
}
