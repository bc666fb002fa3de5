package io.hostready.scenario;

import io.hostready.testbed.AptRepository;
import io.hostready.testbed.Box;
import io.hostready.testbed.BoxOptions;
import io.hostready.testbed.RepositoryServer;
import java.time.Duration;
import java.util.List;

/**
 * A booted tree that is Ubuntu by its facts, at its first boot: cloud-init has not finished. It has
 * snapd, unattended-upgrades, needrestart and Ubuntu Pro as Ubuntu's images have them; the programs
 * of these are stand-ins, and all other packages are those of Debian 13.
 *
 * @param release such as 24.04
 */
record UbuntuHost(Box box, String release, String codename) {

  /** What needrestart would have done: a line for each restart that apt's hook makes. */
  static final String RESTARTED = "/run/needrestart-restarted";

  private static final String CLOUD_INIT_ENDS = "/run/user-data-done";
  private static final String UPGRADE_HOLDS = "/run/upgrade-holds";
  private static final String UPGRADE_ENDS = "/run/upgrade-done";

  /** As cloud-init's last stage: the result is the last file that it writes. */
  private static final String CLOUD_FINAL =
      """
      [Service]
      Type=oneshot
      ExecStart=sh -c 'mkdir -p /run/cloud-init && echo {} >/run/cloud-init/status.json'
      ExecStart=sh -c 'until [ -e %1$s ]; do sleep 0.2; done'
      ExecStart=sh -c 'echo {} >/run/cloud-init/result.json'
      """
          .formatted(CLOUD_INIT_ENDS);

  /** Holds both locks of dpkg as apt's library does. Source: unattended-upgrade(8). */
  private static final String UNATTENDED_UPGRADE =
      """
      #!/usr/bin/python3
      import fcntl, os, sys, time
      if "--help" in sys.argv:
          print("--download-only")
      elif "--download-only" not in sys.argv:
          held = [open("/var/lib/dpkg/" + name, "a") for name in ("lock-frontend", "lock")]
          for each in held:
              fcntl.lockf(each, fcntl.LOCK_EX)
          open("%s", "w")
          while not os.path.exists("%s"):
              time.sleep(0.05)
      """
          .formatted(UPGRADE_HOLDS, UPGRADE_ENDS);

  /** Source: the unit of the package unattended-upgrades. */
  private static final String UPGRADES_UNIT =
      """
      [Unit]
      After=network.target local-fs.target
      [Service]
      ExecStart=/usr/share/unattended-upgrades/unattended-upgrade-shutdown --wait-for-signal
      [Install]
      WantedBy=multi-user.target
      """;

  private static final String SHUTDOWN =
      """
      #!/usr/bin/python3
      import signal
      signal.pause()
      """;

  /** Source: apt-pinvoke of needrestart 3, which the package's hook of apt runs. */
  private static final String NEEDRESTART =
      """
      #!/bin/sh
      if [ -n "$NEEDRESTART_SUSPEND" ]; then
        echo "packages have been installed but needrestart is suspended"
        exit 0
      fi
      echo "$@" >>%s
      read answer </dev/tty
      """
          .formatted(RESTARTED);

  /**
   * Boots it.
   *
   * @param kernel its kernel by the files of /proc and /sys, with its package linux-modules; empty
   *     for this machine's kernel
   */
  static UbuntuHost atFirstBoot(String release, String codename, String kernel) {
    BoxOptions options =
        Box.with()
            .packaged()
            .disk("2g")
            .osRelease("ubuntu", release, codename)
            .booting("cloud-final.service", CLOUD_FINAL);
    Box box = (kernel.isEmpty() ? options : options.kernel(kernel)).start();
    UbuntuHost host = new UbuntuHost(box, release, codename);
    host.writeFacts();
    host.writeSources(kernel.isEmpty() ? List.of() : List.of("linux-modules-" + kernel));
    host.writeHooks();
    host.startServices();
    return host;
  }

  private void writeFacts() {
    box.write(
        "/etc/lsb-release",
        "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=%s\nDISTRIB_CODENAME=%s\n"
            .formatted(release, codename));
    box.write("/etc/dpkg/origins/ubuntu", "Vendor: Ubuntu\nVendor-URL: https://www.ubuntu.com/\n");
    box.sh("ln -sfn ubuntu /etc/dpkg/origins/default").succeeds();
    box.write(
        "/etc/apt/apt.conf.d/50unattended-upgrades",
        """
        Unattended-Upgrade::Allowed-Origins {
        	"${distro_id}:${distro_codename}";
        	"${distro_id}:${distro_codename}-security";
        	"${distro_id}ESMApps:${distro_codename}-apps-security";
        	"${distro_id}ESM:${distro_codename}-infra-security";
        };
        """);
    box.write(
        "/etc/apt/apt.conf.d/20auto-upgrades",
        """
        APT::Periodic::Update-Package-Lists "0";
        APT::Periodic::Unattended-Upgrade "1";
        """);
    box.write("/etc/needrestart/needrestart.conf", "$nrconf{restart} = 'i';\n");
    program("/usr/lib/needrestart/apt-pinvoke", NEEDRESTART);
    program("/usr/bin/unattended-upgrade", UNATTENDED_UPGRADE);
    program("/usr/share/unattended-upgrades/unattended-upgrade-shutdown", SHUTDOWN);
    program("/usr/lib/ubuntu-advantage/apt-esm-hook", "#!/bin/sh\necho 'N: 3 more with ESM'\n");
  }

  private void program(String path, String text) {
    box.write(path, text);
    box.run("chmod", "755", path).succeeds();
  }

  /** Ubuntu's own repository, and that of Ubuntu Pro without a network to it. */
  private void writeSources(List<String> packages) {
    RepositoryServer archive = AptRepository.distribution(codename).serve(box).addToApt(codename);
    box.run("apt-get", "-q", "update").succeeds();
    box.sh("apt-get -q -y install snapd " + String.join(" ", packages)).succeeds();
    box.run("rm", "/etc/apt/sources.list.d/debian.sources").succeeds();
    String key = "/usr/share/keyrings/ubuntu-archive-keyring.asc";
    box.run("mv", "/etc/apt/keyrings/debian.asc", key).succeeds();
    boolean isDeb822 = !codename.equals("jammy");
    String url = archive.url(codename);
    box.write(
        isDeb822 ? "/etc/apt/sources.list.d/ubuntu.sources" : "/etc/apt/sources.list",
        isDeb822 ? source(url, codename, key) : line(url, codename, key));
    String pro = "https://esm.ubuntu.com/apps/ubuntu";
    String suite = codename + "-apps-security";
    box.write(
        "/etc/apt/sources.list.d/ubuntu-esm-apps." + (isDeb822 ? "sources" : "list"),
        isDeb822 ? source(pro, suite, key) : line(pro, suite, key));
  }

  private static String source(String url, String suite, String key) {
    return "Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n"
        .formatted(url, suite, key);
  }

  private static String line(String url, String suite, String key) {
    return "# deb-src %1$s %2$s main\ndeb [signed-by=%3$s] %1$s %2$s main\n"
        .formatted(url, suite, key);
  }

  /** apt's hooks of needrestart and of Ubuntu Pro. */
  private void writeHooks() {
    box.write(
        "/etc/apt/apt.conf.d/99needrestart",
        """
        DPkg::Post-Invoke {"test -x /usr/lib/needrestart/apt-pinvoke && \
        /usr/lib/needrestart/apt-pinvoke -m u || true"; };
        """);
    box.write(
        "/etc/apt/apt.conf.d/20apt-esm-hook.conf",
        """
        APT::Update::Post-Invoke-Stats {
          "[ ! -f /usr/lib/ubuntu-advantage/apt-esm-hook ] || \
        /usr/lib/ubuntu-advantage/apt-esm-hook || true";
        };
        """);
  }

  private void startServices() {
    box.write("/usr/lib/systemd/system/unattended-upgrades.service", UPGRADES_UNIT);
    box.run("systemctl", "enable", "--now", "--no-block", "unattended-upgrades.service").succeeds();
  }

  void endCloudInit() {
    box.write(CLOUD_INIT_ENDS, "");
  }

  /** Starts apt's daily upgrade, which runs unattended-upgrade. */
  void startUpgrade() {
    box.run("systemctl", "start", "--no-block", "apt-daily-upgrade.service").succeeds();
    box.await(Duration.ofMinutes(1), "[ -e " + UPGRADE_HOLDS + " ]");
  }

  void endUpgrade() {
    box.write(UPGRADE_ENDS, "");
  }
}
