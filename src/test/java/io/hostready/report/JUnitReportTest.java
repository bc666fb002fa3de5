package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hostready.cli.Project;
import io.hostready.rule.Level;
import io.hostready.run.HostReport;
import io.hostready.run.Outcome;
import io.hostready.text.SafeText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** JUnit's XML is as Surefire's schema says, and what readers of it make of it is the outcome. */
class JUnitReportTest {

  private static final String COUNTS =
      """
      import sys, junitparser
      for suite in junitparser.JUnitXml.fromfile('/dev/stdin'):
          kinds = [type(r).__name__ for case in suite for r in case.result]
          print(len(list(suite)), *(kinds.count(k) for k in ('Failure', 'Error', 'Skipped')))
      """;

  private static Document parse(String document) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static void isAsSurefireSays(String document) throws Exception {
    Schema schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(Consumer.authority("surefire-test-report.xsd").toFile());
    List<Element> suites = elements(parse(document), "testsuite");
    assertNotEquals(List.of(), suites);
    for (Element suite : suites) {
      schema.newValidator().validate(new DOMSource(suite));
    }
  }

  static List<Path> hosts() {
    return Consumer.hosts();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void everyHostIsAsSurefiresSchemaSays(Path host) throws Exception {
    isAsSurefireSays(
        Project.hostready("check", "--host", host.toString(), "--format", "junit").out());
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void readersFailExactlyWhatCounts(Level failOn) throws Exception {
    HostReport report = Reports.everyVerdict(failOn, Reports.HOSTILE);
    String document = Reports.document("junit", report);
    isAsSurefireSays(document);
    int counting = failOn.ordinal() + 1;
    String counts = 15 + " " + counting + " " + counting + " " + (15 - 3 - 2 * counting);
    assertEquals(counts + "\n", Consumer.reads(document, "/usr/bin/python3", "-c", COUNTS).text());
    // Surefire's reader makes a suite of each classname, which is a topic of ours.
    List<ReportTestSuite> topics = surefireReads(document);
    assertEquals(
        counts,
        sum(topics, ReportTestSuite::getNumberOfTests)
            + " "
            + sum(topics, ReportTestSuite::getNumberOfFailures)
            + " "
            + sum(topics, ReportTestSuite::getNumberOfErrors)
            + " "
            + sum(topics, ReportTestSuite::getNumberOfSkipped));
  }

  private static int sum(List<ReportTestSuite> suites, ToIntFunction<ReportTestSuite> count) {
    return suites.stream().mapToInt(count).sum();
  }

  private static List<ReportTestSuite> surefireReads(String document)
      throws IOException, SAXException, Exception {
    return new TestSuiteXmlParser(null)
        .parse(
            new InputStreamReader(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8));
  }

  @Test
  void itFailsForReadersWhereTheExitCodeIsNotZero() throws Exception {
    int failing = 0;
    for (Level failOn : Level.values()) {
      Project.ProgramRun ran =
          Project.hostready(Consumer.checkAll("--format", "junit", "--fail-on", failOn.id()));
      isAsSurefireSays(ran.out());
      List<Element> suites = elements(parse(ran.out()), "testsuite");
      assertEquals(hosts().size(), suites.size());
      for (Element suite : suites) {
        boolean fails =
            !suite.getAttribute("failures").equals("0")
                || !suite.getAttribute("errors").equals("0");
        Element last =
            (Element)
                suite
                    .getElementsByTagName("properties")
                    .item(0)
                    .getLastChild()
                    .getPreviousSibling();
        assertEquals("outcome", last.getAttribute("name"));
        assertEquals(fails, !last.getAttribute("value").equals(Outcome.READY.id()));
        failing += fails ? 1 : 0;
      }
    }
    assertTrue(failing > 3, "few hosts fail: " + failing);
  }

  @Test
  void whatAHostSaysStaysText() throws Exception {
    String document =
        Reports.document("junit", Reports.everyVerdict(Level.REQUIRED, Reports.HOSTILE));
    document
        .codePoints()
        .filter(point -> point != '\n')
        .forEach(point -> assertTrue(!SafeText.isUnsafe(point), Integer.toHexString(point)));
    Element failure = elements(parse(document), "failure").getFirst();
    assertTrue(failure.getAttribute("message").contains("</script><!--]]>&amp;<b"), document);
    assertTrue(failure.getTextContent().contains("\\x1b[2J\\u202e"), document);
  }

  /** GitLab and Jenkins know a case by its class and its name, and not by its suite. */
  @Test
  void noTwoCasesAreTheSameForReadersThatLeaveOutTheSuite() throws Exception {
    Project.ProgramRun ran = Project.hostready(Consumer.checkAll("--format", "junit"));
    isAsSurefireSays(ran.out());
    List<Element> cases = elements(parse(ran.out()), "testcase");
    List<String> identities =
        cases.stream()
            .map(one -> one.getAttribute("classname") + " " + one.getAttribute("name"))
            .distinct()
            .toList();
    assertEquals(cases.size(), identities.size());
    assertTrue(identities.size() > hosts().size() * 50, identities::toString);
    HostReport one = Reports.everyVerdict(Level.REQUIRED, "");
    assertEquals(
        "hostready.files",
        elements(parse(Reports.document("junit", one)), "testcase")
            .getFirst()
            .getAttribute("classname"));
  }

  @Test
  void hostsOfOneNameAreToldApart() throws Exception {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    List<String> names =
        elements(parse(Reports.document("junit", report, report, report)), "testsuite").stream()
            .map(suite -> suite.getAttribute("name"))
            .toList();
    assertEquals(List.of("web-1", "web-1 (fake)", "web-1 (2)"), names);
  }

  /** GitLab reads 30 MiB and 250,000 elements of a file; its Gitlab::XmlConverter. */
  @Test
  void aThousandHostsFitIntoOneFileOfGitlab() throws Exception {
    String document = Reports.document("junit", TextStyle.PLAIN, false, Fleet.of(100));
    isAsSurefireSays(document);
    long elements = Pattern.compile("<[a-z]").matcher(document).results().count();
    assertTrue(elements * 10 < 250_000, "elements: " + elements);
    int bytes = document.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes * 10 < 30 << 20, "bytes: " + bytes);
  }

  @Test
  void aFileThatIsTooLargeForGitlabIsSaid() throws Exception {
    List<HostReport> fleet = Fleet.of(100);
    JUnitReport writer = new JUnitReport(Reports.medium(Writer.nullWriter(), true));
    for (int hosts = 0; hosts < 1000; hosts += fleet.size()) {
      for (HostReport report : fleet) {
        writer.add(report);
      }
    }
    assertEquals(Optional.empty(), writer.excess());
    while (writer.excess().isEmpty()) {
      for (HostReport report : fleet) {
        writer.add(report);
      }
    }
    String excess = writer.excess().get();
    assertTrue(
        excess.matches(
            "[0-9]+ MiB and [0-9,]+ XML elements; GitLab reads at most 30 MiB and 250,000 of one"
                + " file\\. Write several files, .*"),
        excess);
  }

  @Test
  void aRuleThatDoesNotApplyIsSkippedOnOneHostAndNoCaseOfAFleet() throws Exception {
    HostReport report = Reports.everyVerdict(Level.REQUIRED, "");
    assertTrue(Reports.document("junit", report).contains("required-not-applicable"));
    String fleet = Reports.document("junit", report, report);
    isAsSurefireSays(fleet);
    assertFalse(fleet.contains("not-applicable"), fleet);
    assertEquals("12", elements(parse(fleet), "testsuite").getFirst().getAttribute("tests"));
    assertEquals(2, fleet.split("\"outcome\"", -1).length - 1);
    assertEquals(1, fleet.split("\"packs\"", -1).length - 1);
  }
}
