package io.hostready.report;

import io.hostready.json.JsonWriter;
import io.hostready.run.HostSummary;
import java.util.Map;
import java.util.Optional;

/**
 * A host and the inventory of its machine as JSON, schema version 1; its shape is in {@code
 * facts-v1.schema.json}.
 */
public final class FactsJson {

  private FactsJson() {}

  /**
   * The document.
   *
   * @param why why the host has no inventory; empty where it has one
   */
  public static String of(HostSummary host, Optional<String> why, String toolVersion) {
    JsonWriter json = JsonWriter.indented();
    json.object()
        .put("schemaVersion", JsonReport.SCHEMA_VERSION)
        .put("tool", Map.of("name", "hostready", "version", toolVersion))
        .put("document", "facts");
    JsonReport.host(json, host);
    return json.putOrNull("noInventory", why).end().text();
  }
}
