package io.hostready.fuzz;

import io.hostready.expect.Criterion;
import io.hostready.expect.CriterionReader;
import io.hostready.yaml.Parameters;
import io.hostready.yaml.Problems;
import io.hostready.yaml.YamlReader;
import java.util.List;

/** Readers of what is said to dockerd: its configuration file, and its flags in docker.service. */
final class DaemonTargets {

  private static final Criterion OPTIONS =
      criterion("daemon-options: {docker-version: \"29.0.0\", expect: {invalid: {only: []}}}");

  private static final Criterion LOG =
      criterion("unit-log: {name: docker.service, expect: {rules: {only: []}}}");

  private static final Criterion KERNEL_LOG =
      criterion("logged-errors: {log: kernel, expect: {present: false}}");

  private DaemonTargets() {}

  /** Those, by name. */
  static List<ReaderTarget> all() {
    return List.of(
        ReaderTargets.file("daemon-options", "/etc/docker/daemon.json", OPTIONS::judge)
            .with("{", "\"k{i}\":1,", "\"z\":1}")
            .with("{\"log-opts\":{", "\"k{i}\":1,", "\"z\":1}}")
            .with("{\"hosts\":[", "\"unix:///{i}\",", "\"\"]}")
            .with("{\"labels\":[", "\"a\",", "1]}")
            .with("{\"default-address-pools\":[", "{\"base\":\"10.0.0.0/8\"},", "1]}")
            .with(
                "{\"default-runtime\":\"x\",\"runtimes\":{",
                "\"r{i}\":{\"path\":\"/x\"},",
                "\"z\":1}}"),
        ReaderTargets.file(
                "daemon-flags",
                "/usr/lib/systemd/system/docker.service",
                OPTIONS::judge,
                "usr/lib/systemd/system/docker.service")
            .with("[Service]\nExecStart=/usr/bin/dockerd ", "--k{i} ", "\n")
            .with("[Service]\nExecStart=/usr/bin/dockerd ", "-H a ", "\n")
            .with("[Service]\nExecStart=/usr/bin/dockerd ", "a{i} ", "\n")
            .with("[Service]\nExecStart=/usr/bin/dockerd ", "--add-runtime=r{i}=/x ", "\n"),
        ReaderTargets.file("unit-log", "/var/log/docker.log", LOG::judge, "var/log/syslog")
            .with(
                "failed to load listeners: x\n",
                "time=\"x\" level=error msg=\"a\\\"b\" error=\"{i}\"\n",
                "time=\"x\" level=info msg=\"Starting up\"\n",
                "{\"_BOOT_ID\":\"a\",\"MESSAGE\":\"failed to {i}\"}\n",
                "{\"MESSAGE\":[102,97,105,108]}\n",
                "-- Boot {i} --\n",
                "Dec 01 19:25:26 box systemd[1]: docker.service: Failed at step {i}\n",
                "failed to dial \"",
                "{\"level\":\"error\",\"msg\":\"{i}\"}\n")
            .with("{\"MESSAGE\":[", "1,", "1]}\n")
            .with("panic: x\n", "goroutine {i}\n", "\n"),
        ReaderTargets.file("kernel-log", "/var/log/kern.log", KERNEL_LOG::judge)
            .with("", "a box kernel: Out of memory: Killed process {i} (a{i})\n", "\n")
            .with("", "[ {i}.0] INFO: task a{i}:1 blocked for more than 120 seconds.\n", "\n")
            .with("a box kernel: ", "page allocation failure: order: dev ", "\n"));
  }

  private static Criterion criterion(String text) {
    Problems problems = new Problems();
    return YamlReader.read("daemon-options", text, problems)
        .flatMap(node -> new CriterionReader(Parameters.NONE, problems).read(node))
        .orElseThrow(() -> new IllegalStateException(problems.sorted().toString()));
  }
}
