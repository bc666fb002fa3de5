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

# The text with U+FFFD in place of malformed bytes; 0xff stands for NUL. Line by line, since awk
# copies a text when it appends to it.
function as_utf8(text,  lines, count, k, i, n, size, out) {
  if (is_ascii(text)) {
    return text
  }
  count = split(text, lines, "\n")
  for (k = 1; k <= count; k++) if (!is_ascii(lines[k])) lines[k] = line_as_utf8(lines[k])
  out = lines[1]
  for (k = 2; k <= count; k++) out = out "\n" lines[k]
  return out
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
  if (content ~ /[\001-\010\013\014\016-\037\177]/) {
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

# The bytes in base64, in lines of 76 characters.
function base64(bytes,  out, i, size, n, line) {
  out = ""
  line = ""
  size = length(bytes)
  for (i = 1; i <= size; i += 3) {
    n = byte[substr(bytes, i, 1)] * 65536 + (i < size ? byte[substr(bytes, i + 1, 1)] * 256 : 0) + (i + 1 < size ? byte[substr(bytes, i + 2, 1)] : 0)
    line = line substr(digits, int(n / 262144) + 1, 1) substr(digits, int(n / 4096) % 64 + 1, 1) (i < size ? substr(digits, int(n / 64) % 64 + 1, 1) : "=") (i + 1 < size ? substr(digits, n % 64 + 1, 1) : "=")
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
function without_urls(text,  parts, count, k, run, is_changed, out) {
  if (!index(text, "://") || !index(text, "@")) {
    return text
  }
  count = split(text, parts, "://")
  is_changed = 0
  for (k = 2; k <= count; k++) {
    match(parts[k], /^[^\/ \t\n\013\014\r"\047<>]*/)
    run = substr(parts[k], 1, RLENGTH)
    if (match(run, /.*@/)) {
      parts[k] = MARK substr(parts[k], RLENGTH)
      is_changed = 1
    }
  }
  if (!is_changed) {
    return text
  }
  out = parts[1]
  for (k = 2; k <= count; k++) out = out "://" parts[k]
  return out
}

# The text without the values of names that indicate a secret.
function without_values(text,  low, out, from, to, name, after, value, quote) {
  low = tolower(text)
  out = ""
  while (match(low, SECRET_NAME)) {
    from = RSTART
    while (from > 1 && substr(low, from - 1, 1) ~ /[a-z0-9_.-]/) from--
    match(substr(low, from), /^[a-z0-9_.-]+/)
    to = from + RLENGTH
    after = substr(text, to)
    value = ""
    if (match(after, /^"?[ \t\n\013\014\r]*[=:][ \t\n\013\014\r]*/)) {
      name = substr(after, 1, RLENGTH)
      after = substr(after, RLENGTH + 1)
      if (match(after, /^"([^"\\]|\\[^\n\r])*"/) || match(after, /^\047[^\047]*\047/) || match(after, /^[^ \t\n\013\014\r"\047,}]+/)) {
        value = substr(after, 1, RLENGTH)
        after = substr(after, RLENGTH + 1)
      }
    }
    if (value == "") {
      out = out substr(text, 1, to - 1)
      after = substr(text, to)
    } else {
      quote = substr(value, 1, 1)
      if (quote != "\"" && quote != "\047") quote = ""
      if (quote != "" || !index(name, "\"")) value = quote MARK quote # else JSON: null, a number
      out = out substr(text, 1, to - 1) name value
    }
    text = after
    low = substr(low, length(low) - length(after) + 1)
  }
  return out text
}

function without_passwords(text,  lines, count, k, first, second, out) {
  count = split(text, lines, "\n")
  out = ""
  for (k = 1; k <= count; k++) {
    if (match(lines[k], /^[^:]+:[^:x*!][^:]*:/)) {
      first = index(lines[k], ":")
      second = index(substr(lines[k], first + 1), ":")
      lines[k] = substr(lines[k], 1, first) MARK substr(lines[k], first + second)
    }
    out = out lines[k] (k < count ? "\n" : "")
  }
  return out
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

function holds_private_key(path, content,  first, type) {
  first = byte[substr(content, 1, 1)] + 0
  type = first >= 192 ? first - 192 : first >= 128 ? int(first / 4) % 16 : 0 # RFC 9580, 4.2
  return path ~ /\.(gpg|pgp|key)$/ && (type == 5 || type == 7) || index(content, "PRIVATE KEY-----") || index(content, "PRIVATE KEY BLOCK-----")
}

function is_client_config(path) {
  return path ~ /\/config\.json$/ && path !~ ("/plugins/" hex_digits(64) "/")
}

function is_login(path) {
  return matches(path, LOGIN)
}

# The lines of a login file that set variables of Docker; the others are empty.
function login(text,  lines, count, k, out, line) {
  count = split(as_utf8(text), lines, "\n")
  out = ""
  for (k = 1; k <= count; k++) {
    line = lines[k]
    sub(/[ \t\013\014\r]+$/, "", line)
    if (line !~ ("^" VARIABLE "=")) {
      sub(/^[ \t\013\014\r]+/, "", line)
      if (line !~ ("^unset[ \t\013\014\r]+" VARIABLE_NAME "$")) lines[k] = ""
    }
    out = out lines[k] (k < count ? "\n" : "")
  }
  return out == as_utf8(text) ? text : out
}

# The content of a file to keep; otherwise sets left_out_why.
function without_secrets(path, requested, content,  name, i, kept, is_exact) {
  name = is_client_config(path) || is_login(path) || !(is_client_config(requested) || is_login(requested)) ? path : requested
  kept = content
  left_out_why = ""
  is_exact = !index(content, "\377") && !index(content, "\376")
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
  if (is_login(name)) kept = login(kept)
  if (holds_private_key(path, kept)) {
    left_out_why = "private keys"
    return ""
  }
  kept = without_urls(kept)
  if (matches(name, HAS_VALUES)) kept = without_values(kept)
  if (matches(name, PASSWD)) kept = without_passwords(kept)
  if (matches(name, MACHINE_ID)) kept = without_ids(kept)
  if (kept != content) {
    if (!is_exact) {
      left_out_why = "secrets in a file that is not text"
      return ""
    }
    replaced[path] = 1
  }
  return kept
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
  } else if (is_text(kept) && !index(kept, "\377") && !index(kept, "\376")) {
    content_state[path] = "text"
    content[path] = kept
    bytes[path] = length(kept)
  } else if (!index(kept, "\377") && !index(kept, "\376")) {
    content_state[path] = "base64"
    content[path] = base64(kept)
    bytes[path] = int(length(kept) * 7 / 5)
  } else if (path ~ OF_ROOT) {
    content_state[path] = "base64"
    content[path] = read_again(path)
    bytes[path] = int(length(line) * 7 / 5)
  } else {
    unreadable(path, "the script takes files that are not text only from directories of root")
  }
}

# Only programs can read a NUL.
function read_again(path,  program, line, out) {
  gsub(/\047/, "\047\\\047\047", path)
  program = "timeout -s KILL 10 head -c " MAX_CONTENT " -- \047" path "\047 | base64"
  out = ""
  while ((program | getline line) > 0) out = out line "\n"
  close(program)
  return out
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
  if (kind == "e" && (index(out, "PRIVATE KEY-----") || index(out, "PRIVATE KEY BLOCK-----"))) {
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
    kept_err = without_urls(err)
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
  VARIABLE_NAME = "(DOCKER|COMPOSE)_[A-Z0-9_]+" # as ClientVariables
  VARIABLE = "(export[ \t\013\014\r]+)?(" VARIABLE_NAME "|PATH)"
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
