package io.hostready.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFilesTest {

  @ParameterizedTest
  @CsvSource({
    "/opt/hostready/rules, true",
    "/opt/hostready/rules/docker/a.yaml, true",
    "/opt/hostready/rules-of-alice, false",
    "/opt/hostready/rules/../../../home/alice/rules, false",
    "/opt/hostready/rules/docker/.., false",
    "/home/alice/rules, false",
  })
  void onlyWhatCannotLeadOutIsAmongTheShippedRules(String path, boolean isShipped) {
    assertEquals(isShipped, InputFiles.isIn(path, "/opt/hostready/rules"));
  }
}
