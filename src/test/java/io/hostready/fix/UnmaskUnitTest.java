package io.hostready.fix;

import static io.hostready.fix.Planning.described;
import static io.hostready.fix.Planning.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.UnitMask;
import io.hostready.host.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnmaskUnitTest {

  private static final String UNMASK = "unmask-unit: {name: docker.service}";
  private static final String IN_ETC = "/etc/systemd/system/docker.service";
  private static final String IN_RUN = "/run/systemd/system/docker.service";

  private static FakeHost vendor() {
    return FakeHost.with("/usr/lib/systemd/system/docker.service", "[Service]\nExecStart=/x\n");
  }

  @Test
  void aMaskedUnitIsUnmasked() {
    FakeHost host =
        vendor()
            .link(IN_ETC, "/dev/null")
            .command("systemctl is-enabled docker.service", "masked\n");
    assertEquals(List.of("unmask docker.service"), described(host.host(), UNMASK));
  }

  @Test
  void aUnitThatIsNotMaskedNeedsNoChange() {
    assertEquals(List.of(), described(vendor().host(), UNMASK));
    assertEquals(List.of(), described(vendor().file(IN_ETC, "[Service]\n").host(), UNMASK));
  }

  @Test
  void aMaskThatSystemctlCannotRestoreIsLeftForAPerson() {
    assertTrue(
        refusal(vendor().file(IN_ETC, "").host(), UNMASK)
            .startsWith(IN_ETC + " masks docker.service: expected a link to /dev/null in"));
    assertTrue(
        refusal(
                FakeHost.empty().link("/usr/lib/systemd/system/docker.service", "/dev/null").host(),
                UNMASK)
            .contains("Remove it by hand"));
    assertTrue(
        refusal(vendor().link(IN_ETC, "/dev/null").link(IN_RUN, "/dev/null").host(), UNMASK)
            .startsWith(IN_ETC + " and " + IN_RUN + " exist."));
  }

  @Test
  void undoMasksAsBefore() {
    UnitMask mask = new UnitMask("docker.service");
    assertEquals(
        List.of(List.of("systemctl", "mask", "--runtime", "docker.service")),
        mask.commandsTo("masked-runtime"));
    assertEquals(
        List.of(List.of("systemctl", "mask", "docker.service")), mask.commandsTo("masked"));
    assertThrows(IllegalArgumentException.class, () -> mask.check("enabled"));
  }
}
