package io.hostready.probe;

import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.yaml.MapSchema;
import io.hostready.yaml.ValueSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the names of the certificates of registries. Source:
 * https://docs.docker.com/engine/security/certificates/
 */
record RegistryCertificatesProbe(String path) implements Probe {

  static final ProbeKind KIND =
      new ProbeKind(
          "registry-certificates",
          "the certificates for registries, by their names",
          MapSchema.of(
              MapSchema.required(
                  "path", ValueSchema.path(), "the directory with one directory for each host")),
          List.of(
              Facet.words(
                      "unpaired",
                      "client certificates (.cert) without a key (.key) of the same name, and keys"
                          + " without a certificate")
                  .said("without their key or certificate: {}"),
              Facet.words(
                      "ignored",
                      "files .pem, .cer, .ca and .der of hosts without any CA certificate (.crt)")
                  .said("files that dockerd ignores: {}")),
          true,
          "the names in PATH/HOST, without the files' content; not of hosts with a hosts.toml,"
              + " which names the certificates itself",
          """
          registry-certificates:
            path: /etc/docker/certs.d
            expect: {unpaired: {only: []}}
          """,
          arguments -> new RegistryCertificatesProbe(arguments.text("path")));

  @Override
  public String subject() {
    return path;
  }

  @Override
  public String presence() {
    return path + " has directories of hosts";
  }

  @Override
  public String absence() {
    return path + " has no directory of a host";
  }

  @Override
  public List<String> commands() {
    return List.of("ls " + ShellCommand.path(path) + "/*");
  }

  @Override
  public Observation observe(Host host) {
    return Observation.of(host.list(path), hosts -> ofHosts(host, hosts));
  }

  private Observation ofHosts(Host host, List<String> names) {
    List<String> unpaired = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (String name : names) {
      String directory = path + "/" + name;
      switch (host.status(directory)) {
        case Present(var status, _) when status.type() == FileStatus.Type.DIRECTORY -> {
          switch (host.list(directory)) {
            case Present(var files, _) -> {
              evidence.add(Evidence.of(directory, name, String.join(" ", files)));
              if (!files.contains("hosts.toml")) {
                files.stream()
                    .filter(file -> isUnpaired(file, files))
                    .forEach(file -> unpaired.add(directory + "/" + file));
                ignored(files).forEach(file -> ignored.add(directory + "/" + file));
              }
            }
            case Absent(_) -> {}
            case Unreadable(var where, var why) -> {
              return new Observation.Unreadable(where, why);
            }
          }
        }
        case Present(_, _), Absent(_) -> {}
        case Unreadable(var where, var why) -> {
          return new Observation.Unreadable(where, why);
        }
      }
    }
    return evidence.isEmpty()
        ? Observation.absent(path, "directories of hosts")
        : new Facets().words("unpaired", unpaired).words("ignored", ignored).found(evidence);
  }

  private static boolean isUnpaired(String file, List<String> files) {
    int dot = file.lastIndexOf('.');
    if (dot < 0) {
      return false;
    }
    String stem = file.substring(0, dot);
    return switch (file.substring(dot)) {
      case ".cert" -> !files.contains(stem + ".key");
      case ".key" -> !files.contains(stem + ".cert");
      default -> false;
    };
  }

  private static List<String> ignored(List<String> files) {
    return files.stream().anyMatch(file -> file.endsWith(".crt"))
        ? List.of()
        : files.stream().filter(file -> file.matches(".*\\.(?:pem|cer|ca|der)")).toList();
  }
}
