package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a page is on paper, as pdftotext reads it. */
final class Printed {

  private Printed() {}

  /** All of it on one line. */
  static String text(Page page, Path directory) throws IOException, InterruptedException {
    NeedsTool.named("pdftotext");
    Path pdf = directory.resolve("page.pdf");
    page.pdf(new Page.PdfOptions().setPath(pdf).setFormat("A4").setPreferCSSPageSize(true));
    Path text = directory.resolve("page.txt");
    Process process =
        new ProcessBuilder("pdftotext", "-layout", pdf.toString(), text.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    return Files.readString(text).replaceAll("\\s+", " ");
  }

  /** Of some texts those that are not there, or not after the one before. */
  static List<String> missing(String printed, String... texts) {
    List<String> missing = new ArrayList<>();
    int from = 0;
    for (String text : texts) {
      int at = printed.indexOf(text, from);
      if (at < 0) {
        missing.add(text);
      } else {
        from = at + text.length();
      }
    }
    return missing;
  }
}
