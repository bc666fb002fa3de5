package io.hostready.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority made on the spot, and one certificate from it for host names. Source:
 * keytool(1).
 */
record TestAuthority(Path serverStore, String certificate) {

  static final String PASSWORD = "testbed";

  static TestAuthority forHosts(List<String> hosts) {
    Path directory = Testbed.scratch("authority");
    keytool(
        directory,
        "-genkeypair",
        "-alias",
        "authority",
        "-dname",
        "CN=hostready tests",
        "-ext",
        "bc:critical=ca:true",
        "-ext",
        "ku:critical=keyCertSign,cRLSign");
    keytool(
        directory,
        "-genkeypair",
        "-alias",
        "server",
        "-signer",
        "authority",
        "-dname",
        "CN=" + hosts.getFirst(),
        "-ext",
        "san=dns:" + String.join(",dns:", hosts),
        "-ext",
        "ku:critical=digitalSignature",
        "-ext",
        "eku=serverAuth");
    String certificate = keytool(directory, "-exportcert", "-rfc", "-alias", "authority");
    keytool(directory, "-delete", "-alias", "authority");
    return new TestAuthority(directory.resolve("store"), certificate);
  }

  private static String keytool(Path directory, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(Testbed.jdk().resolve("bin/keytool").toString());
    argv.addAll(List.of(arguments));
    argv.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    if (arguments[0].equals("-genkeypair")) {
      argv.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    }
    argv.addAll(List.of("-storetype", "PKCS12", "-keystore", "store", "-storepass", PASSWORD));
    return Disk.run(directory, argv);
  }
}
