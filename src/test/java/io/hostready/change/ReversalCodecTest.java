package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hostready.host.Bytes;
import io.hostready.host.FileSnapshot;
import io.hostready.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReversalCodecTest {

  @Test
  void everyWayBackSurvivesBeingWrittenAndRead() {
    var file =
        new FileSnapshot.Regular(
            Bytes.of(new byte[] {0, 1, (byte) 0xff}),
            new FileSnapshot.Access(04755, 1, 2),
            Map.of("user.x", Bytes.of(new byte[] {0, 5})),
            Instant.parse("2026-01-02T03:04:05.123456789Z"));
    for (Reversal each :
        List.of(
            new Reversal.RestoreFile("/etc/x", file, new FileSnapshot.Missing()),
            new Reversal.RemoveDirectory("/etc/d"),
            new Reversal.RestoreSetting(new GroupMember("u", "g"), "a", "b"),
            new Reversal.RunProgram(ProgramCall.of("a", "b c"), "do it"),
            new Reversal.RemovePackageLists(
                "x_",
                List.of("x_y"),
                Map.of(
                    "/var/lib/apt/lists/auxfiles",
                    new FileSnapshot.Missing(),
                    "/var/lib/apt/lists/partial",
                    new FileSnapshot.Directory(new FileSnapshot.Access(0700, 0, 0)))),
            new Reversal.RestorePackages(
                new Apt(),
                new PackageActions(
                    List.of(
                        new PackageActions.Action(
                            "a", Optional.empty(), Optional.of("1"), Optional.empty()))),
                Map.of("a", new PackageStates.State("config-files", "1")),
                List.of("a")),
            new Reversal.None("why"))) {
      JsonWriter written = JsonWriter.compact().object();
      ReversalCodec.write(written, "reversal", each);
      Map<String, Bytes> kept =
          each.contents().stream().collect(Collectors.toMap(Bytes::sha256, content -> content));
      assertEquals(
          each,
          ReversalCodec.read(
              ChangeBytes.json(written.text()).object("reversal"),
              sha256 -> Objects.requireNonNull(kept.get(sha256))));
    }
  }

  @Test
  void everyTypeHasACodec() {
    assertEquals(Set.of(Reversal.class.getPermittedSubclasses()), ReversalCodec.TABLE.types());
    assertEquals(Set.of(FileSnapshot.class.getPermittedSubclasses()), SnapshotCodec.TABLE.types());
    assertEquals(Set.of(Setting.class.getPermittedSubclasses()), SettingCodec.TABLE.types());
    assertEquals(Set.of(Change.class.getPermittedSubclasses()), ChangeCodec.TABLE.types());
  }
}
