package io.hostready.report;

import java.util.Optional;

/**
 * A piece of HTML that grows. Markup is what this program's own code writes; everything else goes
 * through {@link #text}, where nothing is markup and nothing deceives the eye.
 */
final class Html {

  private final StringBuilder out = new StringBuilder(1 << 12);

  /** What the program itself writes. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of a host, a rule or a person, on one line; also fit for an attribute in quotes. */
  Html text(String text) {
    String shown = ResultWording.line(text);
    for (int i = 0; i < shown.length(); i++) {
      char one = shown.charAt(i);
      switch (one) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(one);
      }
    }
    return this;
  }

  /** An element with nothing but a text. The tag may bring attributes: {@code p class="lead"}. */
  Html element(String tag, String text) {
    int blank = tag.indexOf(' ');
    String name = blank < 0 ? tag : tag.substring(0, blank);
    return markup("<" + tag + ">").text(text).markup("</" + name + ">");
  }

  /** A reference: a link if it is an address, else its text. */
  Html reference(String reference) {
    if (reference.startsWith("https://") || reference.startsWith("http://")) {
      markup("<a rel=\"noreferrer noopener\" href=\"").text(reference).markup("\">");
      return text(reference.replaceFirst("^https?://", "")).markup("</a>");
    }
    return text(reference);
  }

  /** The same, or nothing where there is no text. */
  Html element(String tag, Optional<String> text) {
    text.ifPresent(there -> element(tag, there));
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
