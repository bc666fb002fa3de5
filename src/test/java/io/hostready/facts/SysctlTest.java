package io.hostready.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.facts.SysctlSettings.Setting;
import io.hostready.host.FakeHost;
import io.hostready.host.Reading;
import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlTest {

  @ParameterizedTest
  @CsvSource({
    "net.ipv4.ip_forward, net/ipv4/ip_forward, net.ipv4.ip_forward",
    "net/ipv4/ip_forward, net/ipv4/ip_forward, net.ipv4.ip_forward",
    "net.ipv4.conf.enp3s0/200.forwarding, net/ipv4/conf/enp3s0.200/forwarding,"
        + " net.ipv4.conf.enp3s0/200.forwarding",
    "net/ipv4/conf/enp3s0.200/forwarding, net/ipv4/conf/enp3s0.200/forwarding,"
        + " net.ipv4.conf.enp3s0/200.forwarding",
    "' kernel.domainname ', kernel/domainname, kernel.domainname",
  })
  void theFirstSeparatorSaysWhatTheOthersMean(String written, String path, String dotted) {
    assertEquals(path, SysctlKey.parse(written).path());
    assertEquals(dotted, SysctlKey.parse(written).dotted());
  }

  @Test
  void eachFormOfLineIsReadAndOthersArePassedOver() {
    assertEquals(
        List.of(
            new Setting(new SysctlKey("a/b"), "1", false, "f", 3),
            new Setting(new SysctlKey("a/c"), "2 3", false, "f", 4),
            new Setting(new SysctlKey("a/d"), "", true, "f", 5),
            new Setting(new SysctlKey("a/e"), "", false, "f", 7),
            new Setting(new SysctlKey("a/f"), "x=y", false, "f", 8)),
        SysctlSettings.parse(
            "f",
            """
            # a.b = 0
              ; a.b = 0
            a.b=1
            -a/c =  2\t3 \s
            -a.d
            nonsense
            a.e =
            a.f = x=y
            = 5
            """));
  }

  private static final SysctlKey FORWARD = SysctlKey.parse("net.ipv4.ip_forward");

  private static String atBoot(FakeHost host, SysctlKey key) {
    return told(SysctlSettings.read(host.host()).atBoot(key));
  }

  private static String told(Reading<Setting> fact) {
    return switch (fact) {
      case Present(var setting, var source) -> setting.value() + " by " + source;
      case Absent(_) -> "nothing";
      case Unreadable(var where, var why) -> where + ": " + why;
    };
  }

  private static String forward(FakeHost host) {
    return atBoot(host, FORWARD);
  }

  @Test
  void theLastFileByNameWinsWhateverItsDirectory() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/10-docker.conf", "net.ipv4.ip_forward=1\n")
            .file("/usr/lib/sysctl.d/50-default.conf", "net/ipv4/ip_forward = 0\n");
    assertEquals("0 by /usr/lib/sysctl.d/50-default.conf", forward(host));
    assertEquals(
        "2 by /run/sysctl.d/99-x.conf",
        forward(host.file("/run/sysctl.d/99-x.conf", "-net.ipv4.ip_forward = 2\n")));
  }

  @Test
  void theLastLineOfAFileWins() {
    String twice = "net.ipv4.ip_forward=1\nnet.ipv4.ip_forward=0\n";
    assertEquals(
        "0 by /etc/sysctl.d/a.conf", forward(FakeHost.with("/etc/sysctl.d/a.conf", twice)));
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/sysctl.d, /run/sysctl.d",
    "/run/sysctl.d, /usr/local/lib/sysctl.d",
    "/usr/local/lib/sysctl.d, /usr/lib/sysctl.d",
    "/usr/lib/sysctl.d, /lib/sysctl.d",
  })
  void aNameInAnEarlierDirectoryMasksTheSameNameInALaterOne(String earlier, String later) {
    FakeHost host =
        FakeHost.with(earlier + "/50-x.conf", "net.ipv4.ip_forward=1\n")
            .file(later + "/50-x.conf", "net.ipv4.ip_forward=0\n");
    assertEquals("1 by " + earlier + "/50-x.conf", forward(host));
    assertEquals("nothing", forward(host.link(earlier + "/50-x.conf", "/dev/null")));
    assertEquals("nothing", forward(host.file(earlier + "/50-x.conf", "")));
  }

  @Test
  void onlyFilesNamedConfAreRead() {
    assertEquals(
        "nothing",
        forward(
            FakeHost.with("/etc/sysctl.d/README.sysctl", "net.ipv4.ip_forward=1\n")
                .file("/etc/sysctl.d/x.conf.dpkg-old", "net.ipv4.ip_forward=1\n")));
  }

  @Test
  void aNamedKeyGoesBeforeEveryPattern() {
    SysctlKey key = SysctlKey.parse("net.ipv4.conf.eth0.forwarding");
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/10.conf", "net.ipv4.conf.eth0.forwarding=1\n")
            .file("/etc/sysctl.d/20.conf", "net.ipv4.conf.*.forwarding=0\n");
    assertEquals("1 by /etc/sysctl.d/10.conf", atBoot(host, key));
    assertEquals(
        "0 by /etc/sysctl.d/20.conf",
        atBoot(host, SysctlKey.parse("net/ipv4/conf/eth1/forwarding")));
    assertEquals("nothing", atBoot(host, SysctlKey.parse("net.ipv4.conf.eth1.rp_filter")));
  }

  @Test
  void anExcludedKeyIsLeftToTheKernel() {
    FakeHost host =
        FakeHost.with(
            "/etc/sysctl.d/20.conf",
            "net.ipv4.conf.*.forwarding=0\n-net.ipv4.conf.eth0.forwarding\n");
    assertEquals("nothing", atBoot(host, SysctlKey.parse("net.ipv4.conf.eth0.forwarding")));
  }

  @Test
  void sysctlConfCountsAtBootOnlyByALinkOrByAStartScriptWithoutSystemd() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.conf", "net.ipv4.ip_forward=1\n")
            .file("/etc/sysctl.d/99-zz.conf", "net.ipv4.ip_forward=0\n");
    assertEquals("0 by /etc/sysctl.d/99-zz.conf", forward(host));
    host.file("/etc/init.d/procps", "");
    assertEquals("1 by /etc/sysctl.conf", forward(host));
    host.directory("/run/systemd/system");
    assertEquals("0 by /etc/sysctl.d/99-zz.conf", forward(host));
    host.link("/etc/sysctl.d/99-zzz.conf", "../sysctl.conf");
    assertEquals("1 by /etc/sysctl.d/99-zzz.conf", forward(host));
  }

  @Test
  void aFileThatCannotBeReadHidesOnlyWhatComesBeforeIt() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/10.conf", "net.ipv4.ip_forward=1\n")
            .denied("/etc/sysctl.d/50.conf");
    assertEquals("/etc/sysctl.d/50.conf: Permission denied", forward(host));
    assertEquals(
        "0 by /etc/sysctl.d/60.conf",
        forward(host.file("/etc/sysctl.d/60.conf", "net.ipv4.ip_forward=0\n")));
    assertEquals("/run/sysctl.d: Permission denied", forward(host.denied("/run/sysctl.d")));
  }

  @Test
  void forwardingHasTwoNamesAndTheLastOfThemCounts() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/50.conf", "net.ipv4.ip_forward=1\n")
            .file("/etc/sysctl.d/99.conf", "net.ipv4.conf.all.forwarding=0\n");
    assertEquals("0 by /etc/sysctl.d/99.conf", forward(host));
    assertEquals(
        "1 by /etc/sysctl.d/99a.conf",
        atBoot(
            host.file("/etc/sysctl.d/99a.conf", "net/ipv4/ip_forward=1\n"),
            SysctlKey.parse("net.ipv4.conf.all.forwarding")));
  }

  @Test
  void aPatternForTheOtherNameCountsUnlessThatIsNamedOrExcluded() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/50.conf", "net.ipv4.ip_forward=1\n")
            .file("/etc/sysctl.d/99.conf", "net.ipv4.conf.*.forwarding=0\n");
    assertEquals("0 by /etc/sysctl.d/99.conf", forward(host));
    host.file("/etc/sysctl.d/10.conf", "-net.ipv4.conf.all.forwarding\n");
    assertEquals("1 by /etc/sysctl.d/50.conf", forward(host));
    assertEquals(
        "/etc/sysctl.d/10.conf: Permission denied", forward(host.denied("/etc/sysctl.d/10.conf")));
  }

  @Test
  void forwardingOfIpv6SetsThatOfNewInterfacesTooAndNotTheOtherWayRound() {
    FakeHost host = FakeHost.with("/etc/sysctl.d/50.conf", "net.ipv6.conf.all.forwarding=1\n");
    SysctlKey fresh = SysctlKey.parse("net.ipv6.conf.default.forwarding");
    assertEquals("1 by /etc/sysctl.d/50.conf", atBoot(host, fresh));
    host.file("/etc/sysctl.d/60.conf", "net.ipv6.conf.default.forwarding=0\n");
    assertEquals("0 by /etc/sysctl.d/60.conf", atBoot(host, fresh));
    assertEquals(
        "1 by /etc/sysctl.d/50.conf",
        atBoot(host, SysctlKey.parse("net.ipv6.conf.all.forwarding")));
  }

  @Test
  void theCommandReadsSysctlConfLastAndTheBootOfSystemdDoesNot() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.conf", "net.ipv4.ip_forward=0\n")
            .file("/etc/sysctl.d/99-zz.conf", "net.ipv4.ip_forward=1\n")
            .file("/usr/lib/systemd/systemd-sysctl", "");
    assertEquals("1 by /etc/sysctl.d/99-zz.conf", forward(host));
    assertEquals(
        "0 by /etc/sysctl.conf", told(SysctlSettings.read(host.host()).bySysctlSystem(FORWARD)));
  }

  @Test
  void whatUfwSetsWhenItStartsIsLast() {
    FakeHost host =
        FakeHost.with("/etc/sysctl.d/50.conf", "net.ipv4.ip_forward=1\n")
            .file("/etc/ufw/sysctl.conf", "net/ipv4/ip_forward=0\n")
            .file("/etc/default/ufw", "IPT_SYSCTL=/etc/ufw/sysctl.conf\n")
            .file("/etc/ufw/ufw.conf", "ENABLED=no\n");
    assertEquals("1 by /etc/sysctl.d/50.conf", forward(host));
    host.file("/etc/ufw/ufw.conf", "ENABLED=yes\n");
    assertEquals("0 by /etc/ufw/sysctl.conf", forward(host));
    assertEquals(
        "1 by /etc/sysctl.d/50.conf",
        told(SysctlSettings.read(host.host()).bySysctlSystem(FORWARD)));
    host.denied("/etc/ufw/sysctl.conf");
    assertEquals("/etc/ufw/sysctl.conf: Permission denied", forward(host));
    host.file("/etc/default/ufw", "IPT_SYSCTL=\n");
    assertEquals("1 by /etc/sysctl.d/50.conf", forward(host));
  }
}
