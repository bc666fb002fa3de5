package io.hostready.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A registry of images as plain files, laid out as its API asks for them, with one image: busybox,
 * serving a page. Source: the OCI distribution and image specifications.
 */
final class ImageRegistry {

  /** What the manifests of {@link #addTo} are, which a client asks to be told in a header. */
  static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private static final String CONFIG =
      """
      {"architecture": "amd64", "os": "linux", "config": {"Cmd": ["httpd", "-f", "-h", "/etc"]},
       "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
      """;

  private static final String MANIFEST =
      """
      {"schemaVersion": 2, "mediaType": "%s",
       "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
       "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}]}
      """;

  private ImageRegistry() {}

  /** Adds the image to what a server serves, under a name such as {@code library/nginx}. */
  static void addTo(Path served, String name) {
    try {
      Path image = served.resolve("v2").resolve(name);
      Path blobs = Files.createDirectories(image.resolve("blobs"));
      Path layer = GuestImage.directory().resolve("container.tar");
      String layerDigest = digest(Files.readAllBytes(layer));
      Files.copy(layer, blobs.resolve(layerDigest), StandardCopyOption.REPLACE_EXISTING);
      byte[] config = CONFIG.formatted(layerDigest).getBytes(StandardCharsets.UTF_8);
      Files.write(blobs.resolve(digest(config)), config);
      String manifest =
          MANIFEST.formatted(
              MANIFEST_TYPE, digest(config), config.length, layerDigest, Files.size(layer));
      Path manifests = Files.createDirectories(image.resolve("manifests"));
      for (String tag :
          new String[] {"latest", digest(manifest.getBytes(StandardCharsets.UTF_8))}) {
        Files.writeString(manifests.resolve(tag), manifest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
