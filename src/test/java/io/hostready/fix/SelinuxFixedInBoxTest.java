package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.RpmRepository;
import org.junit.jupiter.api.Test;

/**
 * Fixes on a host of the Red Hat family with SELinux: container-selinux by real dnf, and labels by
 * real semanage and setfiles with Debian's policy. restorecon changes nothing where the kernel has
 * no SELinux, as here; setfiles, which is the same program, does.
 */
@NeedsBox
class SelinuxFixedInBoxTest {

  private static final String CONTEXTS = "/etc/selinux/targeted/contexts/files/file_contexts";

  /** The policy as {@code targeted}, with the module container and what that requires. */
  private static final String INSTALL =
      """
      cp -a /opt/selinux/. /
      mv /etc/selinux/default /etc/selinux/targeted
      printf 'SELINUX=enforcing\\nSELINUXTYPE=targeted\\n' >/etc/selinux/config
      rm -rf /var/lib/selinux
      mkdir -p /var/lib/selinux/targeted/active/modules
      cd /usr/share/selinux/default
      set --
      for module in base clock container getty iptables lvm unconfined xdg xserver; do
        set -- "$@" $module.pp.bz2
      done
      semodule -n -s targeted -i "$@"
      rm /usr/sbin/restorecon
      printf '#!/bin/sh\\nexec setfiles %s "$2"\\n' >/usr/sbin/restorecon
      chmod 755 /usr/sbin/restorecon
      """
          .formatted(CONTEXTS);

  @Test
  void policyForContainersIsUpdatedAndTheDataRootIsLabeled() {
    try (Box box = Box.with().suite("dnf").selinux("/opt/selinux").start()) {
      RpmRepository.docker().serve(box);
      box.run("dnf", "-q", "-y", "install", "container-selinux-2.68").succeeds();
      FixedBox policy = FixedBox.of(box, "container-selinux-version-supported");
      String plan = new DnfInBox(box, policy).goesThereAndBack().out();
      assertTrue(plan.contains("container-selinux"), plan);
      policy.fix().exits(FixedBox.READY);

      box.sh(INSTALL).succeeds();
      box.write("/etc/docker/daemon.json", "{\"data-root\": \"/data/docker\"}\n");
      box.sh("mkdir -p /data/docker/overlay2; restorecon -R /data").succeeds();
      String before = labels(box);
      FixedBox labels = FixedBox.of(box, "selinux-data-labels-valid");
      assertNotEquals(FixedBox.READY, labels.check().exit());
      labels.fix("--allow-risk", "high").exits(FixedBox.READY);
      labels.check().exits(FixedBox.READY);
      assertTrue(labels(box).contains(":container_var_lib_t:"), labels(box));
      labels.undo().exits(FixedBox.READY);
      assertEquals(before, labels(box));
      assertEquals("", box.read(CONTEXTS + ".subs"));
    }
  }

  private static String labels(Box box) {
    String program =
        "import os; [print(p, os.getxattr(p, 'security.selinux').decode())"
            + " for p in ('/data', '/data/docker', '/data/docker/overlay2')]";
    return box.run("python3", "-c", program).succeeds().out();
  }
}
