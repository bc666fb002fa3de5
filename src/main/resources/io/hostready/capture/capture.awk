# Reads the answers of the script, leaves secrets out, and writes a capture.

function hex_value(hex,  i, value) {
  value = 0
  for (i = 1; i <= length(hex); i++) {
    value = value * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
  }
  return value
}

function decoded(word,  at, out) {
  out = ""
  while ((at = index(word, "\\")) > 0) {
    out = out substr(word, 1, at - 1) sprintf("%c", substr(word, at + 1, 1) * 64 + substr(word, at + 2, 1) * 8 + substr(word, at + 3, 1))
    word = substr(word, at + 4)
  }
  return out word
}

# White space, control characters and backslashes as octal numbers.
function escaped(word,  out, i, one) {
  if (word !~ /[\001-\040\177\\]/) {
    return word
  }
  out = ""
  for (i = 1; i <= length(word); i++) {
    one = substr(word, i, 1)
    out = out (one ~ /[\001-\040\177\\]/ ? sprintf("\\%03o", byte[one]) : one)
  }
  return out
}

# The length of the malformed bytes at a position of a text, times -1, or of the character there.
# RFC 3629; as Java decodes them.
function character(text, i,  a, b, c, d) {
  a = byte[substr(text, i, 1)]
  if (a < 128) return 1
  if (a < 194 || a > 244) return -1
  b = byte[substr(text, i + 1, 1)]
  if (!is_next(b)) return -1
  if (a < 224) return 2
  if (a == 224 && b < 160) return -1
  c = byte[substr(text, i + 2, 1)]
  if (a < 240) {
    if (!is_next(c)) return -2
    return a == 237 && b >= 160 ? -3 : 3
  }
  if (a == 240 && b < 144 || a == 244 && b >= 144) return -1
  if (!is_next(c)) return -2
  d = byte[substr(text, i + 3, 1)]
  return is_next(d) ? 4 : -3
}

function is_next(value) {
  return value >= 128 && value < 192
}

function is_ascii(text) {
  return text !~ /[^\001-\177]/
}

# The first texts of a list. In parts, since awk copies a text when it appends to it.
function joined(list, count, separator,  k, part, out) {
  out = part = ""
  for (k = 1; k <= count; k++) {
    part = part list[k] (k < count ? separator : "")
    if (length(part) > 4000) {
      out = out part
      part = ""
    }
  }
  return out part
}

# The text with U+FFFD in place of malformed bytes; 0xff stands for NUL.
function as_utf8(text,  lines, count, k) {
  if (is_ascii(text)) {
    return text
  }
  count = split(text, lines, "\n")
  for (k = 1; k <= count; k++) if (!is_ascii(lines[k])) lines[k] = line_as_utf8(lines[k])
  return joined(lines, count, "\n")
}

function line_as_utf8(line,  out, i, n, size, one) {
  out = ""
  size = length(line)
  for (i = 1; i <= size; i += n < 0 ? -n : n) {
    one = substr(line, i, 1)
    n = one == "\377" ? 1 : character(line, i)
    out = out (n < 0 ? "\357\277\275" : substr(line, i, n))
  }
  return out
}

# Whether a content is UTF-8 without control characters.
function is_text(content,  lines, count, k, i, n, size) {
  if (content ~ /[\001-\010\013\014\016-\037\177\376]/) {
    return 0
  }
  if (is_ascii(content)) {
    return 1
  }
  count = split(content, lines, "\n")
  for (k = 1; k <= count; k++) {
    if (is_ascii(lines[k])) continue
    size = length(lines[k])
    for (i = 1; i <= size; i += n) {
      n = character(lines[k], i)
      if (n < 0) return 0
      if (n == 2 && byte[substr(lines[k], i, 1)] == 194 && byte[substr(lines[k], i + 1, 1)] < 160) return 0
    }
  }
  return 1
}

# A reason or value as one line.
function one_line(text,  i) {
  gsub(/[\001-\037\177]/, " ", text)
  gsub(/^ +| +$/, "", text)
  return text
}

# The bytes of an exact form in base64, in lines of 76 characters.
function base64(text,  out, i, k, size, count, n, line) {
  out = line = ""
  size = length(text)
  i = 1
  while (i <= size) {
    n = 0
    count = 0
    for (k = 0; k < 3; k++) {
      n *= 256
      if (i <= size) {
        count++
        if (substr(text, i, 1) == "\376") n += exact_value[substr(text, ++i, 1)]
        else n += byte[substr(text, i, 1)]
        i++
      }
    }
    line = line substr(digits, int(n / 262144) + 1, 1) substr(digits, int(n / 4096) % 64 + 1, 1) (count > 1 ? substr(digits, int(n / 64) % 64 + 1, 1) : "=") (count > 2 ? substr(digits, n % 64 + 1, 1) : "=")
    if (length(line) == 76) {
      out = out line "\n"
      line = ""
    }
  }
  return line == "" ? out : out line "\n"
}

# Sorts list[from..to].
function sort(list, from, to,  i, k, pivot, one) {
  while (from < to) {
    pivot = list[int((from + to) / 2)] ""
    i = from
    k = to
    while (i <= k) {
      while (list[i] "" < pivot) i++
      while (list[k] "" > pivot) k--
      if (i <= k) {
        one = list[i]
        list[i++] = list[k]
        list[k--] = one
      }
    }
    sort(list, from, k)
    from = i
  }
}

function keys(table, list,  count, key) {
  count = 0
  for (key in table) list[++count] = key
  sort(list, 1, count)
  return count
}

# --- Secrets ---

function matches(text, pattern) {
  return text ~ ("^(" pattern ")$")
}

# The text without users and passwords in URLs.
function without_urls(text,  parts, count, k, run, is_changed) {
  if (!index(text, "://") || !index(text, "@")) {
    return text
  }
  count = split(text, parts, "://")
  is_changed = 0
  for (k = 2; k <= count; k++) {
    match(parts[k], "^[^/ \t\n\013\014\r\"\047<>]*") # in busybox a backslash is itself in brackets
    run = substr(parts[k], 1, RLENGTH)
    if (match(run, /.*@/)) {
      parts[k] = MARK substr(parts[k], RLENGTH)
      is_changed = 1
    }
  }
  if (!is_changed) {
    return text
  }
  return joined(parts, count, "://")
}

# --- The values of names that indicate a secret: as SecretValues of Java ---

# The character of TEXT. Its part in a window is short, since awk can take long for one of a long text.
function char_at(i) {
  if (i < window_from || i >= window_to) {
    if (i < 1 || i > SIZE) return ""
    window_from = i > 100 ? i - 100 : 1
    window = substr(TEXT, window_from, 4000)
    window_to = window_from + length(window)
  }
  return substr(window, i - window_from + 1, 1)
}

function is_quote(one) {
  return one == "\"" || one == "\047"
}

function is_space(one) {
  return one != "" && index(" \t\n\013\014\r", one) > 0
}

function is_of_name(one) {
  return one ~ /^[A-Za-z0-9_.-]$/
}

function is_end(i) {
  return i == SIZE + 1 || i <= SIZE && (is_space(char_at(i)) || index(AFTER_QUOTE, char_at(i)) > 0)
}

function min(a, b) {
  return a < b ? a : b
}

function line_end(i) {
  while (char_at(i) != "" && char_at(i) != "\n") i++
  return i
}

function after_space(i, is_of_many_lines) {
  while (is_space(char_at(i)) && (is_of_many_lines || char_at(i) != "\n")) i++
  return i
}

function after_backslashes(i) {
  while (char_at(i) == "\\") i++
  return i
}

function closing(i, quote) {
  while (char_at(i) != "" && char_at(i) != quote) i += char_at(i) == "\\" && quote == "\"" && char_at(i + 1) != "" ? 2 : 1
  return char_at(i) == "" ? SIZE + 2 : i
}

function after_quoted(quote,  i) {
  i = quote + 1
  while (char_at(i) != "" && char_at(i) != "\n" && char_at(i) != char_at(quote)) {
    i += char_at(i) == "\\" && char_at(quote) == "\"" && char_at(i + 1) != "" && char_at(i + 1) != "\n" ? 2 : 1
  }
  return char_at(i) == char_at(quote) ? i + 1 : i
}

function replace(from, to,  lines, count) {
  PIECES[++pieces] = substr(TEXT, done, from - done) MARK
  count = split(substr(TEXT, from, to - from), lines, "\n")
  while (count-- > 1) PIECES[pieces] = PIECES[pieces] "\n"
  done = to
  return to
}

function replace_escaped(value, quote,  i, after) {
  i = quote + 1
  while (char_at(i) != "") {
    after = after_backslashes(i)
    if (after - i <= quote - value && char_at(after) == char_at(quote)) return replace(quote + 1, i)
    i = after > i ? after : i + 1
  }
  return replace(quote + 1, line_end(quote + 1))
}

function replace_list(i,  depth, one) {
  depth = 0
  do {
    one = char_at(i)
    depth += one == "[" ? 1 : one == "]" ? -1 : 0
    i = is_quote(one) ? replace(i + 1, min(closing(i + 1, one), SIZE + 1)) + 1 : i + 1
  } while (depth > 0 && i <= SIZE)
  return min(i, SIZE + 1)
}

function words_end(value, is_line,  i) {
  i = value
  while (char_at(i) != "" && char_at(i) != "\n" && (is_line || !is_space(char_at(i)))) {
    if (char_at(i) == "\\" && char_at(i + 1) != "\n" && char_at(i + 1) != "") i += 2
    else if (is_quote(char_at(i)) && i > value && is_end(i + 1)) return i
    else if (is_quote(char_at(i)) && !is_line) i = after_quoted(i)
    else i++
  }
  return i
}

function block_end(end, column,  i, line) {
  i = end
  while (char_at(i) == "\n") {
    line = ++i
    while (char_at(i) == " " || char_at(i) == "\t") i++
    if (char_at(i) == "\n" || char_at(i) == "\r" && char_at(i + 1) == "\n") i = line_end(i)
    else if (i - line > column && char_at(i) != "") end = i = line_end(i)
    else return end
  }
  return end
}

function column_of(name,  line) {
  line = name
  while (char_at(line - 1) ~ /^[ \t-]$/) line--
  return line == 1 || char_at(line - 1) == "\n" ? name - line : 1000000000
}

function replace_words(from, is_line, column,  value, last) {
  value = from
  last = words_end(value, is_line)
  if (char_at(last) == "\n" || char_at(last) == "") last = block_end(last, column)
  while (from < last && is_space(char_at(from))) from++
  while (last > from && is_space(char_at(last - 1))) last--
  return from < last ? replace(from, last) : value
}

function is_literal(i,  word) {
  word = ""
  while (length(word) < LONGEST_LITERAL && char_at(i) != "" && !is_space(char_at(i)) && !index(",}]", char_at(i))) word = word char_at(i++)
  return length(word) < LONGEST_LITERAL && matches(word, LITERAL)
}

function after_name(least, from, to,  start, end, quote, is_quoted, name, separator, value, close_at, is_entry) {
  start = from
  while (start > least && is_of_name(char_at(start - 1))) start--
  end = to
  while (is_of_name(char_at(end))) end++
  quote = after_backslashes(end)
  is_quoted = is_quote(char_at(quote))
  name = is_quoted ? quote + 1 : end
  separator = after_space(name, is_quoted)
  if (char_at(separator) != ":" && char_at(separator) != "=") return end
  value = after_space(separator + 1, is_quoted)
  if (is_quote(char_at(value))) {
    close_at = closing(value + 1, char_at(value))
    if (is_end(close_at + 1)) return replace(value + 1, min(close_at, SIZE + 1))
  } else if (is_quote(char_at(after_backslashes(value)))) {
    return replace_escaped(value, after_backslashes(value))
  }
  if (is_quoted && char_at(value) == "[") return replace_list(value)
  if (is_quoted && (char_at(value) == "{" || is_literal(value))) return end
  if (!is_quoted && is_quote(char_at(start - 1))) return replace(value, min(closing(value, char_at(start - 1)), SIZE + 1))
  is_entry = char_at(separator) == ":"
  return replace_words(value, is_entry || value - name > 1, is_entry ? column_of(is_quote(char_at(start - 1)) ? start - 1 : start) : 1000000000)
}

# The text without the values of names that indicate a secret.
function without_values(text,  low, parts, count, k, from, next_from) {
  low = tolower(text)
  if (low !~ SECRET_NAME) {
    return text
  }
  TEXT = text
  SIZE = length(text)
  pieces = 0
  done = next_from = from = 1
  window_from = window_to = 0
  count = split(low, parts, SECRET_NAME)
  for (k = 1; k < count; k++) {
    from += length(parts[k])
    match(substr(low, from, 40), "^(" SECRET_NAME ")")
    if (from >= next_from) next_from = after_name(next_from, from, from + RLENGTH)
    from += RLENGTH
  }
  PIECES[++pieces] = substr(TEXT, done)
  return joined(PIECES, pieces, "")
}

# --- Other secrets ---

# The text without the second fields of its lines.
function without_passwords(text, separator,  lines, count, k, first) {
  count = split(text, lines, separator)
  for (k = 1; k <= count; k++) {
    if (separator == "\n" && index(lines[k], "\r")) {
      lines[k] = without_passwords(lines[k], "\r")
    } else if (match(lines[k], /^[^:]+:[^:]+:/)) {
      first = index(lines[k], ":")
      if (!matches(substr(lines[k], first + 1, RLENGTH - first - 1), NO_PASSWORD)) {
        lines[k] = substr(lines[k], 1, first) MARK substr(lines[k], RLENGTH)
      }
    }
  }
  return joined(lines, count, separator)
}

function without_ids(text,  out, id, hash, program) {
  out = ""
  while (match(text, hex_digits(32))) {
    id = substr(text, RSTART, 32)
    program = "printf %s " id " | sha256sum"
    hash = MARK
    if ((program | getline hash) > 0) hash = substr(hash, 1, 32)
    close(program)
    out = out substr(text, 1, RSTART - 1) hash
    text = substr(text, RSTART + 32)
  }
  return out text
}

function hex_digits(count,  out) {
  out = ""
  while (count-- > 0) out = out "[0-9a-f]"
  return out
}

function is_private_key(path, text,  first, type) {
  first = substr(text, 1, 1) == "\376" ? 0 : byte[substr(text, 1, 1)] + 0
  type = first >= 192 ? first - 192 : first >= 128 ? int(first / 4) % 16 : 0 # RFC 9580, 4.2
  return path ~ /\.(gpg|pgp|key)$/ && (type == 5 || type == 7) || text ~ PRIVATE_KEY
}

function is_client_config(path) {
  return path ~ /\/config\.json$/ && path !~ ("/plugins/" hex_digits(64) "/")
}

function is_login(path) {
  return matches(path, LOGIN)
}

# The lines of a login file that set variables of Docker, as ClientVariables reads them; the others are empty.
function login(text,  lines, count, k) {
  count = split(as_utf8(text), lines, "\n")
  for (k = 1; k <= count; k++) if (!is_of_interest(lines[k])) lines[k] = ""
  return joined(lines, count, "\n")
}

function is_of_interest(line,  space) {
  space = "[ \t\013\014\r]"
  if (matches(line, space "*unset" space "+" VARIABLE space "*")) {
    return 1
  }
  if (!match(line, "^(export" space "+)?(" VARIABLE "|PATH)=")) {
    return 0
  }
  line = substr(line, RLENGTH + 1)
  sub(space "+$", "", line)
  return line !~ /\r|\302\205|\342\200[\250\251]/ # the line ends of regular expressions of Java
}

# The content of a file to keep, in the exact form; otherwise sets left_out_why.
function without_secrets(path, requested, line,  name, i, text, kept, is_reduced) {
  name = is_client_config(path) || is_login(path) || !(is_client_config(requested) || is_login(requested)) ? path : requested
  left_out_why = ""
  for (i = 1; i <= NEVERS; i++) {
    if (matches(path, NEVER[i])) {
      left_out_why = NEVER_WHAT[i]
      return ""
    }
  }
  if (is_client_config(name)) {
    left_out_why = "logins, which only hostready can remove"
    return ""
  }
  if (path in LOG || requested in LOG) {
    left_out_why = "logs, which only hostready can filter"
    return ""
  }
  is_reduced = is_login(name) && (kept = login(line)) != as_utf8(line)
  if (is_reduced) {
    gsub(/\377/, "\376\001", kept)
  } else {
    text = kept = exact(path, line)
    if (why_not_exact != "") return ""
  }
  if (is_private_key(path, kept)) {
    left_out_why = "private keys"
    return ""
  }
  kept = without_urls(kept)
  if (matches(name, HAS_VALUES)) kept = without_values(kept)
  if (matches(name, PASSWD)) kept = without_passwords(kept, "\n")
  if (matches(name, MACHINE_ID)) kept = without_ids(kept)
  if (is_reduced || kept != text) replaced[path] = 1
  return kept
}

# The exact form of a content: \376 and \001 to \004 stand for NUL and the bytes \375 to \377. Only
# programs can read those: a file that has others than NUL is read again.
function exact(path, line) {
  why_not_exact = ""
  if (!index(line, "\376")) {
    gsub(/\377/, "\376\001", line)
    return line
  }
  if (path ~ OF_ROOT) {
    return from_base64(path)
  }
  why_not_exact = "the script takes files that are not text only from directories of root"
  return ""
}

function from_base64(path,  program, line, out, i, k, n, part) {
  gsub(/\047/, "\047\\\047\047", path)
  program = "timeout -s KILL 10 head -c " MAX_CONTENT " -- \047" path "\047 | base64"
  out = ""
  while ((program | getline line) > 0) {
    part = ""
    for (i = 1; i <= length(line); i += 4) {
      n = 0
      for (k = 0; k < 4; k++) n = n * 64 + index(digits, substr(line, i + k, 1)) - 1 + (substr(line, i + k, 1) == "=")
      part = part exact_byte(int(n / 65536))
      if (substr(line, i + 2, 1) != "=") part = part exact_byte(int(n / 256) % 256)
      if (substr(line, i + 3, 1) != "=") part = part exact_byte(n % 256)
    }
    out = out part
  }
  close(program)
  return out
}

function exact_byte(n) {
  return n == 0 ? "\376\001" : n < 253 ? sprintf("%c", n) : "\376" sprintf("%c", n - 251)
}

# --- Answers ---

function unreadable(path, why) {
  content_state[path] = "unreadable"
  content[path] = why
}

function leave_out(path, why) {
  left_out[path] = why
  unreadable(path, "left out of captures: " why)
}

function take_content(path, line, why,  requested, kept, names, count, k) {
  if (why != "") {
    unreadable(path, why)
    return
  }
  if (length(line) > MAX_CONTENT) {
    unreadable(path, "it is larger than " int(MAX_CONTENT / 1048576) " MiB")
    return
  }
  gsub("\375", "\n", line)
  if (path == "/proc/1/environ") take_variable("container", line)
  count = split(alias[path], names, "\n")
  requested = path
  for (k = 2; k <= count; k++) {
    if (is_client_config(names[k]) || is_login(names[k]) || names[k] in LOG) requested = names[k]
  }
  kept = without_secrets(path, requested, line)
  if (left_out_why != "") {
    leave_out(path, left_out_why)
  } else if (why_not_exact != "") {
    unreadable(path, why_not_exact)
  } else if (is_text(kept)) {
    content_state[path] = "text"
    content[path] = kept
    bytes[path] = length(kept)
  } else {
    content_state[path] = "base64"
    content[path] = base64(kept)
    bytes[path] = int((length(kept) - gsub(/\376/, "", kept)) * 7 / 5)
  }
}

function take_variable(name, environment,  entries, count, k) {
  count = split(environment, entries, "\377")
  for (k = 1; k <= count; k++) {
    if (index(entries[k], name "=") == 1) {
      take_outcome("VARIABLE " name " /proc/1/environ", substr(entries[k], length(name) + 2) "\n", "", "e 0")
      return
    }
  }
  take_outcome("VARIABLE " name " /proc/1/environ", "", "", "e 1")
}

function output_lines(mark, text, no_line_end,  lines, count, k, out) {
  if (text == "") {
    return ""
  }
  count = split(text, lines, "\n")
  out = ""
  for (k = 1; k < count; k++) out = out mark lines[k] "\n"
  return lines[count] == "" ? out : out mark lines[count] "\n" no_line_end
}

function take_outcome(command, out, err, result,  kind, words, kept_out, kept_err) {
  kind = substr(result, 1, 1)
  sub(/^..?/, "", result)
  if (kind == "e" && (length(out) > MAX_OUTPUT || length(err) > MAX_OUTPUT)) {
    kind = "n"
    sub(/^[0-9]+ /, "", result)
    result = "\047" result "\047 wrote more than " int(MAX_OUTPUT / 1048576) " MiB"
    out = err = ""
  }
  gsub("\375", "\n", out)
  gsub("\375", "\n", err)
  out = as_utf8(out)
  err = as_utf8(err)
  if (kind == "h") {
    match(out, /\n[^\n]*$/)
    result = substr(out, RSTART + 1)
    out = substr(out, 1, RSTART - 1)
    err = result ~ /^[123]/ ? "" : "HTTP status " result
    result = err == "" ? "0" : "22"
    kind = "e"
  } else if (kind == "f") {
    match(result, /^[0-9]+ /)
    out = ""
    err = substr(result, RLENGTH + 1)
    result = substr(result, 1, RLENGTH - 1)
    kind = "e"
  }
  if (kind == "e" && (out ~ PRIVATE_KEY || err ~ PRIVATE_KEY)) {
    left_out[command] = "private keys"
    kind = "n"
    result = "left out of captures: private keys"
  }
  if (kind == "l") {
    left_out[command] = result
    kind = "n"
    result = "left out of captures: " result
  }
  if (kind == "m") {
    outcome[command] = "= missing " result "\n"
  } else if (kind == "n") {
    outcome[command] = "= not-run " result "\n"
  } else {
    kept_out = without_values(without_urls(out))
    kept_err = without_values(without_urls(err))
    if (kept_out != out || kept_err != err) replaced[command] = 1
    result += 0
    outcome[command] = output_lines("  ", kept_out, "\\ out\n") output_lines("! ", kept_err, "\\ err\n") (result == 0 ? "" : "= " result "\n")
  }
}

function take_status(path, mode, uid, gid, size,  type) {
  mode = hex_value(mode)
  type = int(mode / 4096)
  kind[path] = type == 12 ? "socket" : type == 10 ? "link" : type == 8 ? "file" : type == 6 || type == 2 ? "device" : type == 4 ? "directory" : "fifo" # inode(7)
  access[path] = sprintf("%04o", mode % 4096) " " uid " " gid
  bytes_of_file[path] = size
}

# --- The capture ---

# Without the largest contents, so that the rest fits.
function trim(  path, total, largest) {
  total = 0
  for (path in bytes) total += bytes[path]
  while (total > MAX_TOTAL) {
    largest = ""
    for (path in bytes) if (largest == "" || bytes[path] > bytes[largest] || bytes[path] == bytes[largest] && path < largest) largest = path
    total -= bytes[largest]
    delete bytes[largest]
    leave_out(largest, "files that would make the capture too large")
  }
}

function field(name, what, value) {
  print name ": " one_line(escaped(what) " " one_line(value))
}

function print_content(text,  lines, count, k) {
  if (("\n" text) !~ /\n\\*(-- |== |\$ )/) {
    printf "%s", text
    return
  }
  count = split(text, lines, "\n")
  for (k = 1; k < count; k++) print (lines[k] ~ /^\\*(-- |== |\$ )/ ? "\\" : "") lines[k]
}

function print_path(path,  head, names, count, k) {
  if (!(path in kind)) return # the listing of its directory contains it
  head = "-- " escaped(path)
  if (kind[path] == "absent") {
    print head " absent"
    return
  }
  if (kind[path] == "hidden") {
    print head " hidden: " one_line(status_why[path])
    return
  }
  head = head " " access[path]
  if (kind[path] == "link") {
    print head " -> " escaped(link[path])
  } else if (kind[path] == "file") {
    print_file(path, head)
  } else if (kind[path] == "directory") {
    if (!(path in listing_state)) {
      print head " directory"
    } else if (listing_state[path] == "listed") {
      print head " listed"
      count = keys_of_list(path, names)
      for (k = 1; k <= count; k++) print escaped(names[k])
    } else if (listing_state[path] == "Permission denied") {
      print head " directory denied"
    } else {
      print head " unlisted: " one_line(listing_state[path])
    }
  } else {
    print head " " kind[path]
  }
}

function print_file(path, head) {
  if (!(path in content_state)) {
    print head " no-content" (bytes_of_file[path] == 0 ? "" : "=" bytes_of_file[path])
  } else if (content_state[path] == "base64") {
    print head " base64"
    printf "%s", content[path]
  } else if (content_state[path] == "unreadable") {
    print head (content[path] == "Permission denied" ? " denied" : " unreadable: " one_line(content[path]))
  } else if (content[path] == "" || content[path] ~ /\n$/) {
    print head
    print_content(content[path])
  } else {
    print head " no-newline"
    print_content(content[path] "\n")
  }
}

function keys_of_list(path, list,  count, k) {
  count = split(listing[path], list, "\n")
  for (k = 1; k <= count; k++) list[k] = decoded(list[k])
  sort(list, 1, count)
  return count
}

BEGIN {
  for (i = 1; i < 256; i++) byte[sprintf("%c", i)] = i
  digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  MAX_CONTENT = 16777216
  MAX_OUTPUT = 4194304
  OF_ROOT = "^/(proc|sys|etc|usr|lib|boot|var/lib|bin|sbin)"
  for (i = 1; i < 5; i++) exact_value[sprintf("%c", i)] = i == 1 ? 0 : i + 251
@PATTERNS@
}

{
  letter = substr($0, 1, 1)
  rest = substr($0, 3)
}
letter == "H" { head = head rest "\n" }
letter == "T" { tail = tail rest "\n" }
letter == "B" { by_root = rest }
letter == "A" { captured_at = rest }
letter == "L" || letter == "R" {
  at = index(rest, "\t")
  path = as_utf8(decoded(substr(rest, 1, at - 1)))
  other = as_utf8(decoded(substr(rest, at + 1)))
  if (letter == "L") link[path] = other
  else alias[path] = alias[path] "\n" other
}
letter == "s" { queue[++queued] = as_utf8(decoded(rest)) }
letter == "=" {
  split(rest, words, " ")
  take_status(queue[++taken], words[1], words[2], words[3], words[4])
}
letter == "!" {
  path = queue[++taken]
  if (rest == "No such file or directory" || rest == "Not a directory" || rest == "File name too long") {
    kind[path] = "absent"
  } else {
    kind[path] = "hidden"
    status_why[path] = rest
  }
}
letter == "c" || letter == "v" {
  name = rest
  if (letter == "v") getline
  path = as_utf8(decoded(substr($0, 3)))
  getline line
  getline why
  why = substr(why, 3)
  if (letter == "c") {
    take_content(path, line, why)
  } else if (why == "") {
    gsub("\375", "\n", line)
    take_variable(name, line)
  } else if (why == "No such file or directory") {
    take_outcome("VARIABLE " name " /proc/1/environ", "", "", "n there is no /proc/1/environ")
  } else {
    take_outcome("VARIABLE " name " /proc/1/environ", "", "", "n /proc/1/environ: " why)
  }
}
letter == "d" {
  path = as_utf8(decoded(rest))
  names = ""
  while ((getline line) > 0 && substr(line, 1, 1) == " ") names = names (names == "" ? "" : "\n") as_utf8(substr(line, 2))
  why = substr(line, 3)
  listing_state[path] = why == "" ? "listed" : why
  listing[path] = names
}
letter == "x" {
  getline out
  getline err
  getline result
  take_outcome(rest, out, err, result)
}

letter == "I" { parameters = parameters rest "\n" }

END {
  if (captured_at == "") exit 1
  trim()
  printf "%scaptured-at: %s\nby-root: %s\n%s", head, captured_at, by_root, parameters
  count = keys(left_out, list)
  for (i = 1; i <= count; i++) field("left-out", list[i], left_out[list[i]])
  count = keys(replaced, list)
  for (i = 1; i <= count; i++) print "replaced: " one_line(escaped(list[i]))
  for (path in kind) paths[path] = 1
  count = keys(paths, list)
  for (i = 1; i <= count; i++) {
    path = list[i]
    if ((path in content_state) && content_state[path] == "unreadable" && !(path in left_out)) field("unreadable", path, content[path])
    else if (kind[path] == "hidden") field("unreadable", path, status_why[path])
    else if (path in listing_state && listing_state[path] != "listed") field("unreadable", path, listing_state[path])
  }
  printf "%s", tail
  for (i = 1; i <= count; i++) print_path(list[i])
  count = keys(outcome, list)
  for (i = 1; i <= count; i++) printf "$ %s\n%s", list[i], outcome[list[i]]
  print "-- end"
}
