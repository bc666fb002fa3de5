package io.hostready.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.host.Reading.Absent;
import io.hostready.host.Reading.Present;
import io.hostready.host.Reading.Unreadable;
import io.hostready.testbed.NeedsRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What root reads as instructions, and whose. User 1001 is eve, who is not trusted. */
@NeedsRoot
class TrustedFilesTest {

  private static final int EVE = 1001;
  private static final String FILE = "/srv/rules/kernel/a.yaml";

  @TempDir Path root;

  private RootTrust trust = RootTrust.rootAlone();

  @BeforeEach
  void rules() throws IOException {
    mode("", 0755);
    for (String directory : new String[] {"/srv", "/srv/rules", "/srv/rules/kernel", "/home"}) {
      directory(directory, 0755);
    }
    file(FILE, "mine");
  }

  private Path at(String path) {
    return root.resolve(path.isEmpty() ? "" : path.substring(1));
  }

  private void directory(String path, int mode) throws IOException {
    Files.createDirectory(at(path));
    mode(path, mode);
  }

  private void file(String path, String text) throws IOException {
    Files.writeString(at(path), text);
    mode(path, 0644);
  }

  private void mode(String path, int mode) throws IOException {
    Files.setAttribute(at(path), "unix:mode", mode);
  }

  private void give(String path, int user) throws IOException {
    Files.setAttribute(at(path), "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(at(path), Path.of(target));
  }

  private TrustedFiles files(CrashPoints checkpoints) {
    return new TrustedFiles(root, _ -> trust, checkpoints);
  }

  private void reads(String path, String text) {
    Reading<byte[]> content = files(CrashPoints.NONE).read(path);
    assertEquals(text, new String(content.toOptional().orElseThrow()));
  }

  private void refuses(String path, String why) {
    refuses(files(CrashPoints.NONE).read(path), why);
  }

  private static void refuses(Reading<byte[]> content, String why) {
    String said = assertInstanceOf(Unreadable.class, content).why();
    assertTrue(said.contains(why), said);
  }

  private void refusesToList(String path, String why) {
    Reading<List<String>> listing = files(CrashPoints.NONE).list(path);
    String said = assertInstanceOf(Unreadable.class, listing).why();
    assertTrue(said.contains(why), said);
  }

  @Test
  void fileOfRootIsRead() {
    reads(FILE, "mine");
    assertEquals(
        new Present<>(List.of("a.yaml"), "/srv/rules/kernel"),
        files(CrashPoints.NONE).list("/srv/rules/kernel"));
  }

  @Test
  void fileOfAnotherUserIsRefused() throws IOException {
    give(FILE, EVE);
    refuses(FILE, "'/srv/rules/kernel/a.yaml' belongs to user 1001: only root");
  }

  @Test
  void fileThatOthersCanWriteIsRefused() throws IOException {
    mode(FILE, 0666);
    refuses(FILE, "'/srv/rules/kernel/a.yaml' can be written by others (mode 0666)");
  }

  @Test
  void fileThatAGroupCanWriteIsRefusedUnlessItIsRoots() throws IOException {
    mode(FILE, 0664);
    reads(FILE, "mine");
    Files.setAttribute(at(FILE), "unix:gid", 50);
    mode(FILE, 0664);
    refuses(FILE, "can be written by its group (mode 0664)");
  }

  @Test
  void accessControlListIsSeenBehindTheGroupOfRoot() throws IOException {
    AccessControlList.letWrite(at(FILE), EVE);
    assertEquals(0, Files.getAttribute(at(FILE), "unix:gid"));
    refuses(FILE, "can be written by users of its access control list");
  }

  /** What such a user has open for writing stays so, whatever chown and chmod do. */
  @Test
  void messageAdvisesToCopyWhatAnotherUserCouldHaveWritten() throws IOException {
    String copy = "review the copy, and name that: 'cp -r " + FILE + " /root/'";
    mode(FILE, 0666);
    refuses(FILE, copy);
    give(FILE, EVE);
    refuses(FILE, copy);
    give("/srv", EVE);
    refuses(FILE, copy);
    Reading<byte[]> refused = files(CrashPoints.NONE).read(FILE);
    String said = assertInstanceOf(Unreadable.class, refused).why();
    assertEquals(false, said.contains("chown") || said.contains("chmod"), said);
    give("/srv", 0);
    mode("/srv", 0775);
    Files.setAttribute(at("/srv"), "unix:gid", 50);
    refuses(FILE, "Run 'chmod g-w /srv', and review what is there");
  }

  @Test
  void accessControlListOfADirectoryOnTheWayIsSeen() throws IOException {
    AccessControlList.letWrite(at("/srv"), EVE);
    refuses(FILE, "'/srv' can be written by users of its access control list");
    refusesToList("/srv/rules", "'/srv' can be written by users of its access control list");
  }

  @Test
  void directoryOnTheWayCounts() throws IOException {
    give("/srv", EVE);
    refuses(FILE, "'/srv' belongs to user 1001");
    give("/srv", 0);
    mode("/srv", 0777);
    refuses(FILE, "'/srv' can be written by others (mode 0777)");
  }

  @Test
  void stickyDirectoryIsSafeOnTheWayAndNotToList() throws IOException {
    mode("/srv", 01777);
    reads(FILE, "mine");
    mode("/srv/rules", 01777);
    refusesToList("/srv/rules", "'/srv/rules' can be written by others (mode 1777)");
  }

  @Test
  void stickyDirectoryOfAnotherUserIsNotSafe() throws IOException {
    mode("/srv", 01777);
    give("/srv", EVE);
    refuses(FILE, "'/srv' belongs to user 1001");
  }

  @Test
  void linkOfRootIsFollowedAndWhatItLeadsToCounts() throws IOException {
    directory("/home/eve", 0755);
    file("/home/eve/a.yaml", "hers");
    link("/srv/rules/b.yaml", "../../home/eve/a.yaml");
    reads("/srv/rules/b.yaml", "hers");
    give("/home/eve", EVE);
    refuses("/srv/rules/b.yaml", "'/home/eve' belongs to user 1001");
  }

  @Test
  void linkOfAnotherUserIsRefusedWhereverItLeads() throws IOException {
    mode("/home", 01777);
    link("/home/b.yaml", FILE);
    give("/home/b.yaml", EVE);
    refuses("/home/b.yaml", "'/home/b.yaml' is a link and belongs to user 1001");
  }

  @Test
  void linkUpwardsIsWalkedInTheDirectoriesThatAreHeld() throws IOException {
    link("/srv/rules/up", "../rules/kernel");
    reads("/srv/rules/up/a.yaml", "mine");
    link("/srv/rules/above", "..");
    assertInstanceOf(Present.class, files(CrashPoints.NONE).list("/srv/rules/above"));
  }

  @Test
  void loopOfLinksEnds() throws IOException {
    link("/srv/a", "b");
    link("/srv/b", "a");
    refuses("/srv/a", "Too many levels of symbolic links");
  }

  @Test
  void secondNameInAStickyDirectoryIsRefused() throws IOException {
    mode("/home", 01777);
    Files.createLink(at("/home/plan.json"), at(FILE));
    refuses("/home/plan.json", "'/home/plan.json' has 2 names (hard links)");
    reads(FILE, "mine");
  }

  @Test
  void nothingIsThereOnlyIfNothingIsRead() throws IOException {
    assertInstanceOf(Absent.class, files(CrashPoints.NONE).read("/srv/none"));
    assertInstanceOf(Absent.class, files(CrashPoints.NONE).read("/none/none"));
    assertInstanceOf(Absent.class, files(CrashPoints.NONE).list("/srv/none"));
  }

  @Test
  void fifoIsNotOpened() throws Exception {
    Process made = new ProcessBuilder("mkfifo", "-m", "644", at("/srv/fifo").toString()).start();
    assertEquals(0, made.waitFor());
    refuses("/srv/fifo", "it is a fifo, not a regular file");
  }

  /** The race of finding 3: a file that is exchanged between the look at it and its reading. */
  @Test
  void fileThatIsExchangedBeforeItIsReadIsRefused() throws IOException {
    file("/home/other", "hers");
    give("/home/other", EVE);
    refuses(exchangingAt(" is judged").read(FILE), "was replaced or changed");
  }

  @Test
  void fileThatIsExchangedWhileItIsReadIsRefused() throws IOException {
    file("/home/other", "hers");
    refuses(exchangingAt(" is read").read(FILE), "was replaced or changed");
  }

  @Test
  void fileThatIsTakenAwayWhileItIsReadIsRefused() {
    TrustedFiles files =
        files(
            moment -> {
              if (moment.equals(FILE + " is read")) {
                try {
                  Files.delete(at(FILE));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    refuses(files.read(FILE), "was replaced or changed");
  }

  private TrustedFiles exchangingAt(String moment) {
    return files(
        reached -> {
          if (reached.equals(FILE + moment)) {
            try {
              Files.move(at("/home/other"), at(FILE), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  @Test
  void callerOfSudoIsTrustedWhereThatIsSaid() throws IOException {
    give("/srv/rules", 1000);
    give(FILE, 1000);
    refuses(FILE, "'/srv/rules' belongs to user 1000");
    trust = RootTrust.rootAndCaller(Map.of("SUDO_UID", "1000"));
    reads(FILE, "mine");
    trust = RootTrust.rootAndCaller(Map.of("SUDO_UID", "1002"));
    refuses(FILE, "only root or user 1002 must be able to write it");
    trust = RootTrust.rootAndCaller(Map.of("SUDO_UID", "1000; id"));
    refuses(FILE, "only root must be able to write it");
  }

  private static RootTrust callerWith(String passwd, String group) {
    return RootTrust.rootAndCaller(
        Map.of("SUDO_UID", "1000"),
        FakeHost.with("/etc/passwd", passwd).file("/etc/group", group).host());
  }

  @ParameterizedTest
  @CsvSource({
    "alice:x:1000:, true",
    "alice:x:1000:alice, true",
    "'alice:x:1000:alice,root', true",
    "alice:x:1000:mallory, false",
    "'alice:x:1000:alice,mallory', false",
    "other:x:100:, false",
    "'alice:x:1000:\n+:::', false",
  })
  void groupOfTheCallerIsPrivateOnlyIfNobodyElseIsInIt(String group, boolean isPrivate)
      throws IOException {
    String users = "root:x:0:0::/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n";
    give(FILE, 1000);
    Files.setAttribute(at(FILE), "unix:gid", 1000);
    mode(FILE, 0664);
    trust = callerWith(users + "mallory:x:1001:1001::/:/bin/sh\n", group + "\n");
    if (isPrivate) {
      reads(FILE, "mine");
    } else {
      refuses(FILE, "can be written by its group (mode 0664)");
    }
    trust = callerWith(users + "mallory:x:1001:1000::/:/bin/sh\n", group + "\n");
    refuses(FILE, "can be written by its group (mode 0664)");
  }

  @Test
  void privateGroupOfTheCallerIsTheCallersOwn() throws IOException {
    trust = callerWith("alice:x:1000:1000::/:/bin/sh\n", "alice:x:1000:\n");
    give(FILE, 1000);
    Files.setAttribute(at(FILE), "unix:gid", 1000);
    mode(FILE, 0664);
    reads(FILE, "mine");
    Files.setAttribute(at(FILE), "unix:gid", 1001);
    mode(FILE, 0664);
    refuses(FILE, "can be written by its group");
  }

  @Test
  void effectiveUserDecidesWhoIsRoot() {
    assertTrue(RootTrust.isRoot(status("Uid:\t1000\t0\t0\t0")));
    assertEquals(false, RootTrust.isRoot(status("Uid:\t0\t1000\t0\t0")));
  }

  @ParameterizedTest
  @CsvSource({
    "'         0          0 4294967295\n', true",
    "'         0     100000      65536\n', true",
    "'         0       1000          1\n         1     100000      65536\n', true",
    "'         0       1000          1\n', false",
  })
  void rootOfANamespaceWithNoOtherUserIsAnOrdinaryUser(String map, boolean isRoot) {
    assertEquals(
        isRoot,
        RootTrust.isRoot(
            FakeHost.with("/proc/self/status", "Uid:\t0\t0\t0\t0\n")
                .file("/proc/self/uid_map", map)
                .host()));
  }

  private static Host status(String line) {
    return FakeHost.with("/proc/self/status", "Name:\tx\n" + line + "\n").host();
  }
}
