package io.hostready.fix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.RepositoryServer;
import io.hostready.testbed.RpmRepository;
import io.hostready.testbed.Running;
import io.hostready.testbed.TreeSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installations with dnf that are interrupted: undo or a second fix completes or reverts them. */
@NeedsBox
class DnfKilledInBoxTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingIsKilledInTheMiddleOfATransaction(boolean completed) {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      RepositoryServer server = repository.serve(box);
      FixedBox fixed = DnfInBox.rule(box, repository).fixed();
      TreeSnapshot before = fixed.snapshot();
      List<String> packages = DnfInBox.packages(box);
      box.write(RpmRepository.SLOW, "");
      Running running = fixed.fixCommand().start();
      box.await(Eventually.LIMIT, "test -e " + RpmRepository.SLOW + ".reached");
      box.sh("kill -KILL -1");
      running.await();
      box.sh("rm " + RpmRepository.SLOW + "*").succeeds();
      server.start();
      List<String> partial = DnfInBox.packages(box);
      assertTrue(partial.contains("containerd.io-2.2.0-1.el9.noarch"), partial::toString);
      if (completed) {
        fixed.fix().exits(FixedBox.READY);
        fixed.check().exits(FixedBox.READY);
      }
      fixed.undo().exits(FixedBox.READY);
      assertEquals(packages, DnfInBox.packages(box));
      // rpm's copy of the scriptlet that was killed stays; systemd-tmpfiles(8) removes it.
      TreeSnapshot after = fixed.snapshot().without("/var/tmp");
      assertEquals(List.of(), before.without("/var/tmp").differences(after));
    }
  }

  @Test
  void filesThatRpmUnpackedWithoutEnteringThePackageAreRemoved() {
    try (Box box = DnfInBox.start()) {
      RpmRepository repository = RpmRepository.docker();
      FixedBox fixed = DnfInBox.of(box, repository).fixed();
      TreeSnapshot before = fixed.snapshot();
      // dnf keeps what it downloaded until a transaction succeeds.
      box.sh("echo keepcache=True >>/etc/dnf/dnf.conf").succeeds();
      fixed.fix().exits(FixedBox.READY);
      box.sh(
              """
              rpm -e --justdb --nodeps --noscripts docker-ce
              touch '/usr/bin/dockerd;6b0f5015'
              sed -i /keepcache/d /etc/dnf/dnf.conf
              """)
          .succeeds();
      ProgramRun undo = fixed.undo().exits(FixedBox.READY);
      assertTrue(undo.said().contains("rpm was interrupted"), undo::said);
      fixed.assertUnchanged(before, "undo of a package that rpm did not enter");
    }
  }
}
