package io.hostready.change.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PackageRemovalTest {

  /** Of Debian's docker.io, containerd and an older debhelper's packages. */
  @Test
  void onlyServicesAreForgottenOnPurge() {
    assertEquals(
        """
        #!/bin/sh
        [ "$1" = purge ] || exit 0
        update-rc.d docker remove >/dev/null || true
        deb-systemd-helper purge 'docker.service' 'docker.socket' >/dev/null || true
        deb-systemd-helper unmask containerd.service >/dev/null || true
        """,
        PackageRemoval.servicesOnly(
            """
            #!/bin/sh
            if [ "$1" = purge ]; then
            \tupdate-rc.d docker remove >/dev/null
            \t\tdeb-systemd-helper purge 'docker.service' 'docker.socket' >/dev/null || true
              deb-systemd-helper unmask containerd.service >/dev/null || true
              deb-systemd-helper purge $(rm -rf /var/lib/docker)
              update-rc.d ../docker remove; rm -rf /var/lib/docker
              /var/lib/docker/nuke-graph-directory.sh /var/lib/docker
            fi
            """));
  }

  @Test
  void listsAreNamedAsAptNamesThem() {
    assertEquals(
        "download.docker.com_linux_ubuntu_",
        PackageListExecutor.listPrefix("https://download.docker.com/linux/ubuntu/"));
    assertEquals(
        "127.0.0.1:8080_my%5frepo_",
        PackageListExecutor.listPrefix("http://me:word@127.0.0.1:8080/my_repo"));
  }
}
