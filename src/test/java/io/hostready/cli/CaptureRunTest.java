package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.capture.FileQuestion;
import io.hostready.capture.Fixtures;
import io.hostready.capture.HostQuestions;
import io.hostready.capture.HostText;
import io.hostready.host.Host;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The questions of a capture, before there are answers. */
class CaptureRunTest {

  @Test
  void answersLeadToFurtherQuestions() throws Exception {
    Host empty =
        HostText.parse("-- /etc/docker absent\n".getBytes(StandardCharsets.UTF_8)).host("empty");
    HostQuestions first = CapturedHosts.run(CapturedHosts.PACKS, false).questions(empty);
    HostQuestions whole =
        CapturedHosts.run(CapturedHosts.PACKS, false)
            .questions(Fixtures.open(Fixtures.host("ubuntu-24.04-fresh")));
    FileQuestion later =
        new FileQuestion("/etc/apt/sources.list.d/ubuntu.sources", FileQuestion.Kind.CONTENT);
    assertFalse(first.files().contains(later));
    assertTrue(whole.files().contains(later));
    assertFalse(first.contains(whole));
    assertTrue(first.and(whole).contains(whole));
  }

  @Test
  void captureHasTheAnswersToAllQuestions() throws Exception {
    Host host = Fixtures.open(Fixtures.host("ubuntu-26.04-docker-29"));
    HostText captured = CapturedHosts.capture(host, CapturedHosts.PACKS, List.of(), false).text();
    assertEquals(
        CapturedHosts.run(CapturedHosts.PACKS, false).questions(host),
        CapturedHosts.run(CapturedHosts.PACKS, false).questions(Fixtures.only(captured)));
  }
}
