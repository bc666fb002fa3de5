package io.hostready.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.hostready.cli.Project;
import io.hostready.dist.NeedsTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, which opens pages of ours as files, each in a window of its own. */
final class Chromium implements AutoCloseable {

  private static final String PATH = "/usr/bin/chromium";

  /** What takes longer than this does not come, on a busy machine either. */
  private static final double MOST_MILLIS = 300_000;

  /** How a page is looked at; heights are those of a screen and a phone. */
  record Look(int width, ColorScheme scheme, boolean scripts) {

    static final Look SCREEN = new Look(1400, ColorScheme.LIGHT, true);
    static final Look PHONE = new Look(400, ColorScheme.DARK, true);

    Look withoutScripts() {
      return new Look(width, scheme, false);
    }
  }

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    NeedsTool.named("chromium");
    // pom.xml's execution "browser" puts it there.
    Path driver = Project.DIRECTORY.resolve("target/browser/driver");
    System.setProperty("playwright.cli.dir", driver.toString());
    PlaywrightAssertions.setDefaultAssertionTimeout(MOST_MILLIS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        driver.resolve("linux/node").toString())));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(PATH))
                    .setTimeout(MOST_MILLIS));
  }

  /** A page, with what it asked of the network and what it complained of: good pages do neither. */
  static final class Window implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private String address = "";

    private Window(BrowserContext context) {
      this.context = context;
      page = context.newPage();
      page.setDefaultTimeout(MOST_MILLIS);
      page.onRequest(
          request -> {
            if (!request.url().split("#")[0].equals(address)
                && !request.url().startsWith("data:")) {
              complaints.add("asks for " + request.url());
            }
          });
      page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
      page.onPageError(error -> complaints.add("error: " + error));
      page.onDialog(
          dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
          });
    }

    /** Opens a file, with a fragment such as {@code #hosts} or none. */
    void opens(Path file, String fragment) {
      address = file.toUri().toString();
      page.navigate(address + fragment);
    }

    /** Goes to another fragment of the page, as a link does. */
    void goes(String fragment) {
      page.evaluate(
          """
          fragment => new Promise((done) => {
            addEventListener("hashchange", () => requestAnimationFrame(() => done()), {once: true});
            location.hash = fragment;
          })
          """,
          fragment);
    }

    Page page() {
      return page;
    }

    /** What a script says of the page. */
    Object says(String script) {
      return page.evaluate(script);
    }

    /** Texts of elements as they are seen, each on one line. */
    List<String> texts(String selector) {
      return page.locator(selector).allInnerTexts().stream()
          .map(text -> text.replaceAll("\\s+", " ").strip())
          .toList();
    }

    /** What axe-core finds wrong, each with its places. */
    @SuppressWarnings("unchecked") // the script gives strings
    List<String> barriers() {
      page.evaluate(AXE);
      return (List<String>)
          page.evaluate(
              """
              async () => (await axe.run({resultTypes: ["violations"]})).violations.map((one) =>
                one.id + ": " + one.nodes.slice(0, 3).map((node) => node.target + " " + node.failureSummary).join("; "))
              """);
    }

    @Override
    public void close() {
      context.close();
      assertEquals(List.of(), complaints);
    }
  }

  private static final String AXE = axe();

  private static String axe() {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n;0";
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** Opens a file, with a fragment such as {@code #hosts} or none. */
  Window open(Path file, String fragment, Look look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.width() < 600 ? 850 : 1000)
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(look.scripts())
                .setOffline(true));
    Window window = new Window(context);
    window.opens(file, fragment);
    return window;
  }

  /** Opens a document as the file that it would be saved as. */
  Window open(String document, Path directory, Look look) throws IOException {
    Path file = Files.createTempFile(directory, "page", ".html");
    Files.writeString(file, document);
    return open(file, "", look);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
