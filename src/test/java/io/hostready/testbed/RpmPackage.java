package io.hostready.testbed;

import java.util.List;

/**
 * A package of rpm with the files that a test needs, and no program that works.
 *
 * @param version with the epoch, if it has one, and the release, if it is not 1.el9
 * @param architecture noarch or x86_64
 * @param tags further tags of its spec file, lines
 * @param files the paths of its files; those in /etc are configuration
 */
record RpmPackage(
    String name, String version, String architecture, String tags, List<String> files) {

  /** A file that rpm needs some time to unpack: {@link #MEGABYTES} of zeros. */
  static final String LARGE = ".large";

  private static final int MEGABYTES = 96;

  private static final String UNIT =
      "\\n[Service]\\nExecStart=/usr/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target";

  RpmPackage {
    files = List.copyOf(files);
  }

  static RpmPackage of(String name, String version, String tags, String... files) {
    return new RpmPackage(name, version, "noarch", tags, List.of(files));
  }

  /** A package with a part of a kernel. */
  static RpmPackage ofKernel(String name, String version, String tags, String... files) {
    return new RpmPackage(name, version, "x86_64", tags, List.of(files));
  }

  /** Its spec file. Source: rpm-spec(5). */
  String spec() {
    String epoch = version.contains(":") ? "Epoch: " + version.replaceFirst(":.*", "") + "\n" : "";
    StringBuilder install = new StringBuilder();
    StringBuilder list = new StringBuilder();
    for (String file : files) {
      boolean isProgram = file.startsWith("/usr/bin/");
      install.append("mkdir -p %{buildroot}").append(file.replaceFirst("/[^/]*$", "")).append('\n');
      install
          .append(
              file.endsWith(LARGE)
                  ? "truncate -s " + MEGABYTES + "M %{buildroot}" + file + "\n"
                  : "")
          .append("printf '#!/bin/sh\\n# ")
          .append(name)
          .append(' ')
          .append(version)
          .append(file.endsWith(".service") ? UNIT : "")
          .append("\\n' >>%{buildroot}")
          .append(file)
          .append('\n');
      list.append(file.startsWith("/etc/") ? "%config(noreplace) " : "")
          .append(isProgram ? "%attr(0755,root,root) " : "%attr(0644,root,root) ")
          .append(file)
          .append('\n');
    }
    String[] parts = version.replaceFirst(".*:", "").split("-");
    return """
    %%global debug_package %%{nil}
    Name: %s
    Version: %s
    Release: %s
    Summary: stand-in for %s
    License: Apache-2.0
    BuildArch: %s
    AutoReqProv: no
    %s%s
    %%description
    A stand-in.
    %%install
    %s
    %%files
    %s
    """
        .formatted(
            name,
            parts[0],
            parts.length > 1 ? parts[1] : "1.el9",
            name,
            architecture,
            epoch,
            tags,
            install,
            list);
  }
}
