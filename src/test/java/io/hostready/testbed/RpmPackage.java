package io.hostready.testbed;

/**
 * A package of rpm with the files that a test needs, and no program that works.
 *
 * @param version with the epoch, if it has one
 * @param tags further tags of its spec file, lines
 * @param files the paths of its files; those in /etc are configuration
 */
record RpmPackage(String name, String version, String tags, String... files) {

  private static final String UNIT =
      "\\n[Service]\\nExecStart=/usr/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target";

  /** Its spec file. Source: rpm-spec(5). */
  String spec() {
    String epoch = version.contains(":") ? "Epoch: " + version.replaceFirst(":.*", "") + "\n" : "";
    StringBuilder install = new StringBuilder();
    StringBuilder list = new StringBuilder();
    for (String file : files) {
      boolean isProgram = file.startsWith("/usr/bin/");
      install
          .append("mkdir -p %{buildroot}")
          .append(file.replaceFirst("/[^/]*$", ""))
          .append("\nprintf '#!/bin/sh\\n# ")
          .append(name)
          .append(' ')
          .append(version)
          .append(file.endsWith(".service") ? UNIT : "")
          .append("\\n' >%{buildroot}")
          .append(file)
          .append('\n');
      list.append(file.startsWith("/etc/") ? "%config(noreplace) " : "")
          .append(isProgram ? "%attr(0755,root,root) " : "%attr(0644,root,root) ")
          .append(file)
          .append('\n');
    }
    return """
    Name: %s
    Version: %s
    Release: 1.el9
    Summary: stand-in for %s
    License: Apache-2.0
    BuildArch: noarch
    AutoReqProv: no
    %s%s
    %%description
    A stand-in.
    %%install
    %s
    %%files
    %s
    """
        .formatted(name, version.replaceFirst(".*:", ""), name, epoch, tags, install, list);
  }
}
