package io.hostready.change.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hostready.change.Change;
import io.hostready.change.FileState;
import io.hostready.change.RequireRelease;
import io.hostready.change.WriteFile;
import io.hostready.host.Content;
import io.hostready.host.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan's document says about files before and after, for those who show both. */
class ChangeJsonTest {

  @Test
  void whatAFileHeldBeforeIsThereToShow() {
    Map<String, Object> change = written(FakeHost.with("/etc/x", "one\n"), "two\n");
    assertEquals("one\n", change.get("beforeText"));
    assertEquals("two\n", change.get("text"));
    assertEquals(true, change.get("changesHost"));
  }

  @Test
  void ofANewFileThereIsNothingBefore() {
    Map<String, Object> change = written(FakeHost.with("/etc/other", ""), "two\n");
    assertFalse(change.containsKey("beforeText"), change.toString());
    assertFalse(change.containsKey("beforeBase64"), change.toString());
  }

  @Test
  void aSecondChangeOfAFileBeginsWhereTheFirstEnds() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.write("/etc/x", "two\n", 0644);
    builder.write("/etc/x", "three\n", 0644);
    assertEquals(
        "two\n", ChangeJson.write(builder.changes().getLast()).members().get("beforeText"));
  }

  @Test
  void whatIsNoTextIsEncoded() {
    FileState binary =
        new FileState.Regular(Content.of(new byte[] {(byte) 0xff, 0}), 0644, "root", "root");
    Map<String, Object> change =
        ChangeJson.write(new WriteFile("/etc/x", Content.of("text\n"), 0644, binary)).members();
    assertEquals("/wA=", change.get("beforeBase64"));
    assertFalse(change.containsKey("beforeText"), change.toString());
  }

  @Test
  void aRemovedFileIsShownToo() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.remove("/etc/x");
    assertEquals(
        "one\n", ChangeJson.write(builder.changes().getFirst()).members().get("beforeText"));
  }

  @Test
  void whatOnlyLooksSaysSo() {
    RequireRelease look = new RequireRelease("https://example.org/debian", "trixie", "Wait.");
    assertEquals(false, ChangeJson.write(look).members().get("changesHost"));
  }

  private static Map<String, Object> written(FakeHost host, String text) {
    PlanBuilder builder = new PlanBuilder(host.host());
    builder.write("/etc/x", text, 0644);
    List<Change> changes = builder.changes();
    return ChangeJson.write(changes.getFirst()).members();
  }
}
