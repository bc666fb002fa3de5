package io.hostready.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.change.plan.PlanBuilder;
import io.hostready.host.Bytes;
import io.hostready.host.FakeHost;
import io.hostready.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan's document says about files before and after, for those who show both. */
class ChangeCodecTest {

  @Test
  void whatAFileHeldBeforeIsThereToShow() {
    JsonObject change = written(FakeHost.with("/etc/x", "one\n"), "two\n");
    assertEquals("one\n", change.text("beforeText"));
    assertEquals("two\n", change.text("text"));
    assertTrue(change.flag("changesHost"));
  }

  @Test
  void ofANewFileThereIsNothingBefore() {
    JsonObject change = written(FakeHost.with("/etc/other", ""), "two\n");
    assertFalse(change.has("beforeText"), change.toString());
    assertFalse(change.has("beforeBase64"), change.toString());
  }

  @Test
  void aSecondChangeOfAFileBeginsWhereTheFirstEnds() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.write("/etc/x", "two\n", 0644);
    builder.write("/etc/x", "three\n", 0644);
    assertEquals("two\n", ChangeBytes.json(builder.changes().getLast()).text("beforeText"));
  }

  @Test
  void whatIsNoTextIsEncoded() {
    FileState binary =
        new FileState.Regular(Bytes.of(new byte[] {(byte) 0xff, 0}), 0644, "root", "root");
    JsonObject change = ChangeBytes.json(new WriteFile("/etc/x", Bytes.of("text\n"), 0644, binary));
    assertEquals("/wA=", change.text("beforeBase64"));
    assertFalse(change.has("beforeText"), change.toString());
  }

  @Test
  void aRemovedFileIsShownToo() {
    PlanBuilder builder = new PlanBuilder(FakeHost.with("/etc/x", "one\n").host());
    builder.remove("/etc/x");
    assertEquals("one\n", ChangeBytes.json(builder.changes().getFirst()).text("beforeText"));
  }

  @Test
  void whatOnlyLooksSaysSo() {
    RequireRelease look =
        new RequireRelease(new Apt(), "https://example.org/debian", "trixie", "Wait.");
    assertFalse(ChangeBytes.json(look).flag("changesHost"));
  }

  private static JsonObject written(FakeHost host, String text) {
    PlanBuilder builder = new PlanBuilder(host.host());
    builder.write("/etc/x", text, 0644);
    List<Change> changes = builder.changes();
    return ChangeBytes.json(changes.getFirst());
  }
}
