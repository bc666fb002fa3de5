package io.hostready.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.docker.KnownMessage.Explanation;
import io.hostready.facts.LogLine;
import io.hostready.testbed.Box;
import io.hostready.testbed.Eventually;
import io.hostready.testbed.NeedsBox;
import io.hostready.testbed.ProgramRun;
import io.hostready.testbed.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Debian's own dockerd and containerd, which cannot start, each for another reason: the table has
 * the cause. Each has a data directory, sockets and configuration of its own.
 */
@NeedsBox
class StartupErrorInBoxTest {

  private static final String PATH =
      "PATH=/opt/engine/usr/sbin:/opt/engine/usr/bin:/usr/sbin:/usr/bin; export PATH\n";

  private static Box box;
  private static Running containerd;

  @BeforeAll
  static void start() {
    box = Box.with().engine("/opt/engine").tmpfs("/srv", "256m").start();
    box.write(
        "/etc/containerd/test.toml",
        "version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n");
    containerd =
        box.start(
            "sh",
            "-c",
            PATH
                + "exec containerd -c /etc/containerd/test.toml --root /srv/c --state /run/c"
                + " --address /run/c.sock");
    Eventually.await("containerd answers", () -> box.exists("/run/c.sock"));
  }

  @AfterAll
  static void end() {
    containerd.kill();
    box.close();
  }

  private static LastStart started(LoggedService service, String script) {
    ProgramRun run = box.run("sh", "-c", PATH + script);
    String log = run.out() + run.err();
    assertTrue(run.exit() != 0 && run.exit() != 124, () -> "it started: " + log);
    LastStart start = LastStart.of(service, LogLine.parse(log));
    assertTrue(start.explanation().isPresent(), log);
    return start;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "broken JSON ~ echo '{ \"debug\": true, }' >$J ~ ~ /etc/docker/daemon.json is not valid"
            + " JSON (invalid character '}'",
        "empty file ~ : >$J; printf ' ' >$J; echo '[' >$J ~ ~ /etc/docker/daemon.json is empty or"
            + " ends too early",
        "unknown key ~ echo '{\"debugg\": true}' >$J ~ ~ daemon.json has options that this Docker"
            + " does not have: debugg",
        "wrong type ~ echo '{\"debug\": \"yes\"}' >$J ~ ~ debug is a string (expected bool)",
        "number as log option ~ echo '{\"log-opts\": {\"max-file\": 3}}' >$J ~ ~ log-opts is a"
            + " number (expected string)",
        "flag and key ~ echo '{\"debug\": true}' >$J ~ --debug ~ options are set in daemon.json and"
            + " by a flag of docker.service, too: debug",
        "hosts twice ~ echo '{\"hosts\": [\"unix:///x.sock\"]}' >$J ~ ~ the listen address is set"
            + " twice",
        "directory as file ~ mkdir $J ~ ~ /etc/docker/daemon.json is a directory",
        "no config file ~ ~ --config-file /nope.json ~ the configuration file /nope.json of"
            + " --config-file does not exist",
        "unknown flag ~ ~ --nosuchflag ~ a flag that this Docker does not have: --nosuchflag",
        "no flag ~ ~ daemon ~ words that are not flags of dockerd",
        "value of a flag ~ ~ --mtu abc ~ the flag --mtu of docker.service has an invalid value",
        "MTU ~ ~ --mtu -5 ~ mtu is -5",
        "log level ~ ~ --log-level loud ~ log-level is \"loud\"",
        "downloads ~ ~ --max-concurrent-downloads -1 ~ out of range: -1",
        "driver ~ ~ --storage-driver nosuch ~ the storage driver nosuch does not work",
        "removed driver ~ ~ --storage-driver devicemapper ~ no longer has the storage driver"
            + " devicemapper",
        "layers of a driver ~ mkdir -p $D/data/fuse-overlayfs/l/x $D/data/fuse-overlayfs/y ~ ~ the"
            + " storage driver fuse-overlayfs",
        "address in use ~ python3 -c 'import socket,time; s=socket.socket();"
            + " s.bind((\"127.0.0.1\",2375)); s.listen(); time.sleep(20)' & sleep 1 ~ -H"
            + " tcp://127.0.0.1:2375 --tls=false ~ another process listens on 127.0.0.1:2375",
        "foreign address ~ ~ -H tcp://192.0.2.9:2375 --tls=false ~ to listen on 192.0.2.9:2375",
        "socket is a directory ~ mkdir -p $D/d.sock/x ~ -H unix://$D/d.sock ~ d.sock is a"
            + " directory",
        "unknown protocol ~ ~ -H foo://bar ~ has an invalid value \"foo://bar\"",
        "no sockets of systemd ~ ~ -H fd:// ~ systemd gave it no socket",
        "group ~ ~ -G nosuchgroup ~ the group nosuchgroup of the Docker socket does not exist",
        "PID file ~ cp /bin/sleep $D/dockerd; $D/dockerd 20 & echo $! >$D/pid ~ ~ another dockerd"
            + " runs",
        "read-only data ~ mkdir $D/ro; mount -t tmpfs -o ro tmpfs $D/ro; R=$D/ro ~ ~ a filesystem"
            + " that is read-only",
        "full data ~ mkdir $D/full; mount -t tmpfs -o size=64k tmpfs $D/full; R=$D/full; dd"
            + " if=/dev/zero of=$R/x bs=1k count=64 2>/dev/null ~ ~ the daemon writes is full",
        "file as data ~ echo x >$D/file; R=$D/file ~ ~ is a file, not a directory",
        "bip ~ ~ --bip 300.1.1.1/24 ~ the address 300.1.1.1/24 in bip",
        "network as bip ~ ~ --bip 172.20.0.0/16 ~ the address 172.20.0.0 of \"bip\"",
        "bridge ~ ~ --bridge br0 ~ \"bridge\" is br0, and the host has no such bridge",
        "bridge and bip ~ ~ --bridge br0 --bip 10.9.0.1/24 ~ two options of dockerd exclude each"
            + " other",
        "IPv6 subnet ~ ~ --ipv6 --fixed-cidr-v6 foo ~ fixed-cidr, fixed-cidr-v6 or default-gateway",
        "iptables off ~ ~ --iptables=false --icc=false ~ two options of dockerd exclude each other",
        "no iptables ~ mkdir $D/bin; for f in /usr/sbin/* /usr/bin/* /opt/engine/usr/*bin/*; do"
            + " case $f in */ip6table*|*/iptables*|*/xtables*) ;; *) ln -sf $f $D/bin/ ;; esac;"
            + " done; PATH=$D/bin ~ ~ the iptables command is not installed",
        "broken iptables ~ mkdir $D/bin; printf '#!/bin/sh\\n"
            + "echo \"iptables v1.8.9 (legacy): can\\047t initialize iptables table nat: Table does"
            + " not exist (do you need to insmod?)\" >&2\\n"
            + "exit 3\\n"
            + "' >$D/bin/iptables; chmod +x $D/bin/iptables; PATH=$D/bin:$PATH ~ ~ the kernel has"
            + " no iptables table",
        "cgroup parent ~ ~ --cgroup-parent foo --exec-opt native.cgroupdriver=systemd ~"
            + " cgroup-parent must be a slice",
        "cgroup driver ~ ~ --exec-opt native.cgroupdriver=foo ~ native.cgroupdriver is \"foo\"",
        "default runtime ~ ~ --default-runtime nosuch ~ default-runtime is \"nosuch\"",
        "runtime ~ echo '{\"runtimes\": {\"x\": {}}}' >$J ~ ~ the runtime \"x\" in daemon.json is"
            + " not valid",
        "user of userns-remap ~ ~ --userns-remap nosuchuser ~ the user or group nosuchuser of"
            + " userns-remap does not exist",
        "subordinate IDs ~ : >/etc/subuid; : >/etc/subgid ~ --userns-remap daemon ~ has no"
            + " subordinate IDs",
        "TLS files ~ ~ --tlsverify --tlscert /nope --tlskey /nope --tlscacert /nope -H"
            + " tcp://127.0.0.1:2376 ~ the TLS certificate /nope",
        "log option ~ ~ --log-opt max-sizee=1m ~ the option max-sizee, which the log driver"
            + " json-file does not have",
        "seccomp profile ~ ~ --seccomp-profile /nope.json ~ the seccomp profile /nope.json cannot"
            + " be read",
        "insecure registry ~ ~ --insecure-registry a:b:c ~ \"insecure-registries\" has an invalid"
            + " entry \"a:b:c\"",
        "mirror ~ ~ --registry-mirror foo ~ has an invalid value \"foo\"",
        "metrics address ~ ~ --metrics-addr 192.0.2.9:99 ~ the address of \"metrics-addr\" cannot"
            + " be used",
        "volume database ~ mkdir -p $D/data/volumes; head -c 9000 /dev/urandom"
            + " >$D/data/volumes/metadata.db ~ ~ the volume database in the data directory",
        "network database ~ mkdir -p $D/data/network/files; head -c 9000 /dev/urandom"
            + " >$D/data/network/files/local-kv.db ~ ~ the network database of Docker is damaged",
      })
  void aDaemonThatCannotStartHasACause(String name, String setup, String flags, String cause) {
    String script =
        """
        D=$(mktemp -d /srv/XXXXXX); R=$D/data; J=/etc/docker/daemon.json
        rm -rf $J; mkdir -p /etc/docker
        %s
        set -- %s
        case "$*" in *-H*) ;; *) set -- -H unix://$D/docker.sock "$@";; esac
        exec timeout 20 dockerd --data-root $R --exec-root $D/exec --pidfile $D/pid \\
          --containerd /run/c.sock "$@"
        """
            .formatted(setup == null ? ":" : setup, flags == null ? "" : flags);
    Explanation known = started(LoggedService.DOCKER, script).explanation().orElseThrow();
    assertTrue(known.cause().contains(cause), () -> name + ": " + known.cause());
    assertEquals(KnownMessage.Kind.ERROR.equals(known.kind()), !name.equals("driver"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo 'version = = 2' >$C | /etc/containerd/config.toml is not valid",
        "echo 'version = 9' >$C | has version 9, which this containerd does not support",
        "echo 'disabled_plugins = [\"cri\"]' >>$C | has the plugin \"cri\" in the form of version"
            + " 1",
        "echo 'required_plugins = [\"io.containerd.x.v1.y\"]' >>$C | a plugin of required_plugins",
        "rm $C | containerd cannot open its configuration file",
        "S=$D/root | root, state or the address in /etc/containerd/config.toml",
        "mkdir -p $D/c.sock/x | containerd cannot listen (is a directory)",
        "mkdir $D/ro; mount -t tmpfs -o ro tmpfs $D/ro; R=$D/ro | a filesystem that is read-only",
      })
  void aContainerdThatCannotStartHasACause(String setup, String cause) {
    String script =
        """
        D=$(mktemp -d /srv/XXXXXX); R=$D/root; S=$D/state; C=$D/config.toml
        mkdir $D/root $D/state; echo 'version = 2' >$C
        %s
        exec timeout 20 containerd -c $C --root $R --state $S --address $D/c.sock
        """
            .formatted(setup);
    Explanation known = started(LoggedService.CONTAINERD, script).explanation().orElseThrow();
    assertTrue(known.cause().contains(cause), known::cause);
  }
}
