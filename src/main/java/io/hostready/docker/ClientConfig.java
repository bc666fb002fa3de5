package io.hostready.docker;

import io.hostready.facts.Accounts;
import io.hostready.facts.Accounts.User;
import io.hostready.host.FileStatus;
import io.hostready.host.Host;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.json.JsonArray;
import io.hostready.json.JsonException;
import io.hostready.json.JsonKind;
import io.hostready.json.JsonLimits;
import io.hostready.json.JsonObject;
import io.hostready.json.JsonReader;
import io.hostready.json.JsonScalar;
import io.hostready.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of the docker command of one user: {@code config.json} in ~/.docker, or in
 * DOCKER_CONFIG. Source: docker/cli, {@code cli/config/config.go} and {@code
 * cli/config/configfile/file.go}.
 *
 * @param directory its directory, which need not exist
 * @param document the object of the file; absent if there is no file; unreadable also if it is not
 *     a JSON object
 * @param complaint why the client cannot use the file, if so
 */
public record ClientConfig(
    String directory, Reading<JsonObject> document, Optional<String> complaint) {

  private static final int READ_BY_OWNER = 0400;
  private static final int READ_BY_GROUP = 0040;
  private static final int READ_BY_OTHERS = 0004;

  static ClientConfig read(Host host, User user, ClientVariables variables) {
    String directory =
        variables
            .value("DOCKER_CONFIG")
            .filter(path -> path.startsWith("/") && !(path + "/").contains("/../"))
            .orElse(user.home() + "/.docker");
    String path = directory + "/config.json";
    Optional<String> denied =
        denied(host, user, directory).or(() -> denied(host, user, directory + "/config.json"));
    Reading<String> text = host.text(path);
    if (!(text instanceof Present(var content, _)) || content.isBlank()) {
      return new ClientConfig(
          directory,
          text instanceof Unreadable(var where, var why)
              ? new Unreadable<>(where, why)
              : new Absent<>(path),
          denied);
    }
    try {
      JsonValue value = JsonReader.read(content, JsonLimits.SETTINGS);
      if (value instanceof JsonObject object) {
        return new ClientConfig(directory, new Present<>(object, path), denied);
      }
      return invalid(directory, path, "not a JSON object");
    } catch (JsonException broken) {
      return invalid(directory, path, "not JSON: " + broken.getMessage());
    }
  }

  private static ClientConfig invalid(String directory, String path, String why) {
    return new ClientConfig(
        directory, new Unreadable<>(path, why), Optional.of(path + " is " + why));
  }

  /** Why the user cannot read a path; empty if unknown. */
  private static Optional<String> denied(Host host, User user, String path) {
    return host.status(path)
        .toOptional()
        .filter(there -> user.uid() != 0 && !isReadable(host, user, there))
        .map(
            there ->
                path
                    + " belongs to "
                    + Accounts.read(host).userName(there.owner())
                    + " and has mode "
                    + there.octalMode());
  }

  private static boolean isReadable(Host host, User user, FileStatus there) {
    Accounts accounts = Accounts.read(host);
    if (accounts.userName(there.owner()).equals(user.name())) {
      return (there.mode() & READ_BY_OWNER) != 0;
    }
    boolean isMember = accounts.groupsOf(user).contains(accounts.groupName(there.group()));
    return (there.mode() & (isMember ? READ_BY_GROUP : READ_BY_OTHERS)) != 0;
  }

  /** A string of the file that is not empty. */
  public Optional<String> text(String key) {
    return member(key)
        .filter(value -> value.kind() == JsonKind.STRING)
        .map(value -> ((JsonScalar) value).text())
        .filter(text -> !text.isEmpty());
  }

  private Optional<JsonValue> member(String key) {
    return document.toOptional().map(object -> object.members().get(key));
  }

  /** The helpers for passwords: the key of the file, such as credHelpers.ghcr.io, and the name. */
  public Map<String, String> credentialHelpers() {
    Map<String, String> helpers = new LinkedHashMap<>();
    text("credsStore").ifPresent(name -> helpers.put("credsStore", name));
    if (member("credHelpers").orElse(null) instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (registry, value) -> {
                if (value instanceof JsonScalar(JsonKind kind, String name, _, _)
                    && kind == JsonKind.STRING
                    && !name.isEmpty()) {
                  helpers.put("credHelpers." + registry, name);
                }
              });
    }
    return helpers;
  }

  /** Directories that are searched for plugins before all others. */
  List<String> extraPluginDirectories() {
    return member("cliPluginsExtraDirs").orElse(null) instanceof JsonArray array
        ? array.scalarTexts().stream()
            .filter(path -> path.startsWith("/") && !(path + "/").contains("/../"))
            .toList()
        : List.of();
  }
}
