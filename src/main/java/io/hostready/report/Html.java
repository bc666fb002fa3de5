package io.hostready.report;

import io.hostready.text.SafeText;
import java.util.Optional;

/**
 * An HTML text under construction. Markup is written only by this program's own code; all other
 * text goes through {@link #text}, which escapes markup and deceptive characters.
 */
final class Html {

  private final StringBuilder out = new StringBuilder(1 << 12);

  /** Markup of the program itself. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Text of a host, a rule or a user, on one line; also safe in a quoted attribute. */
  Html text(String text) {
    return escaped(ResultWording.line(text));
  }

  /** The lines of a script, with their indentation and line ends. */
  Html lines(String text) {
    text.lines().forEach(line -> escaped(SafeText.line(line)).markup("\n"));
    return this;
  }

  private Html escaped(String shown) {
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

  /** An element that contains only text. The tag can have attributes: {@code p class="lead"}. */
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

  /** The same; nothing for an empty text. */
  Html element(String tag, Optional<String> text) {
    text.ifPresent(there -> element(tag, there));
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
