# What the scripts of proofs can call; 'hostready rules kinds' names the functions. For any POSIX shell.

# step WORDS: what the next lines do, for the report.
step() {
  printf '\036%s\n' "$*"
}

# fail WORDS: ends the proof: it does not work, and this was found instead. After a command that could not be started
# (126, 127), as in 'x=$(COMMAND) || fail WORDS', the proof was not tried.
fail() {
  code=$?
  echo "$*"
  case $code in
  126 | 127) exit "$code" ;;
  *) exit 1 ;;
  esac
}

# skip WORDS: ends the proof: it cannot be tried here, and why.
skip() {
  echo "$*"
  exit 77
}

# started PID: its start time, which distinguishes it from a later process with the same PID. proc_pid_stat(5), field 22.
started() {
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

# is_stale NAME: whether the proof has ended that made a thing of that name.
is_stale() {
  owner=${1##*hostready-proof.}
  [ "$(started "${owner%%.*}")" != "${owner#*.}" ]
}

# lacks_controller CONTROLLER: ends a proof whose cgroup lacks that controller. In cgroup v2, a cgroup has the controllers
# that its parent enables in cgroup.subtree_control, and a proof does not change the parent.
lacks_controller() {
  above=${group%/*}
  [ -e "$group/cgroup.controllers" ] || fail "the cgroup has no controller $1"
  case " $(cat "$above/cgroup.controllers") " in
  *" $1 "*) skip "$above/cgroup.subtree_control does not enable the controller $1" ;;
  *) fail "$above/cgroup.controllers does not have $1" ;;
  esac
}

# is_true_soon COMMAND...: whether it succeeds within half a minute, which is ample on a busy machine too.
is_true_soon() {
  tries=0
  while ! "$@"; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || return 1
    sleep 0.1
  done
}

is_apart() {
  there=$(readlink "/proc/$1/ns/net") && [ "$there" != "$(readlink /proc/self/ns/net)" ]
}

# network: starts a process in a new network namespace, and sets $process to its PID. It calls ip.
network() {
  unshare --net sleep 300 &
  process=$!
  is_true_soon is_apart "$process" || fail "unshare --net made no network namespace"
  nsenter -t "$process" -n ip link set lo up
}

# container_network: a bridge br0 (198.18.0.1/24) with a container at 198.18.0.2 (process $container), and an external
# host at 198.18.1.2 (process $outside), which the host reaches from 198.18.1.1 and which has no route to the
# container. For a proof in a separate network namespace. RFC 2544: 198.18.0.0/15 is for such tests.
# It calls ip.
container_network() {
  ip link set lo up
  network
  container=$process
  network
  outside=$process
  step "making a bridge"
  ip link add br0 type bridge
  ip address add 198.18.0.1/24 dev br0
  ip link set br0 up
  step "making pairs of virtual interfaces"
  ip link add inner0 type veth peer name eth0 netns "$container"
  ip link set inner0 master br0
  ip link set inner0 up
  nsenter -t "$container" -n ip address add 198.18.0.2/24 dev eth0
  nsenter -t "$container" -n ip link set eth0 up
  nsenter -t "$container" -n ip route add default via 198.18.0.1
  ip link add outer0 type veth peer name eth0 netns "$outside"
  ip address add 198.18.1.1/24 dev outer0
  ip link set outer0 up
  nsenter -t "$outside" -n ip address add 198.18.1.2/24 dev eth0
  nsenter -t "$outside" -n ip link set eth0 up
  step "forwarding packets"
  echo 1 >/proc/sys/net/ipv4/ip_forward
}

# is_answered PROCESS ADDRESS PORT [SECONDS]: whether a connection from that process's network is answered: by a port
# that is open, or by the word that none is there. It calls bash.
is_answered() {
  output=$(nsenter -t "$1" -n timeout "${4:-5}" bash -c ": >/dev/tcp/$2/$3" 2>&1) || case $output in
  *'onnection refused'*) ;;
  *) return 1 ;;
  esac
}

# The functions below ask servers over HTTP; each request ends after 20 seconds, which a busy host can need, and reads at most 64 KiB. They send no
# credentials, except those of a proxy, follow no redirect, and write to a /tmp of the proof's own. They call curl, bash,
# date and mount.

# resolves HOST: prints why the host has no address. Only a shell's own /dev/tcp prints what getaddrinfo(3) returned.
resolves() {
  dns=$(sed -n 's/^nameserver[[:blank:]]*//p' /etc/resolv.conf 2>/dev/null | sed 'H;1h;$!d;x;s/\n/, /g') || :
  why=$(timeout 8 bash -c ": >/dev/tcp/$1/443" 2>&1 </dev/null) || case $? in
  124) why="no answer within 8 s" ;;
  esac
  case $why in
  *'Name or service not known'*) why="the DNS server has no such name (NXDOMAIN)" ;;
  *'Temporary failure'*) why="the DNS server does not answer, refuses, or fails (SERVFAIL)" ;;
  *'No address'*) why="the name has no address" ;;
  *) why=${why##*: } ;;
  esac
  echo "DNS: $1 cannot be resolved: ${why:-no address} (DNS servers: ${dns:-none in /etc/resolv.conf})"
}

# field NAME: the last value that curl -v printed of the server's certificate.
field() {
  sed -n "s/^\* *$1: *//p" /tmp/log | sed -n '$p'
}

# distrusted URL HOST MESSAGE: prints what is wrong with the certificate of a server.
distrusted() {
  request "$1" skip --head >/dev/null || :
  issuer=$(field issuer)
  now="the clock of this host shows $(date -u '+%Y-%m-%d %H:%M UTC')"
  case $3 in
  *'has expired'*) echo "certificate: that of $2 expired on $(field 'expire date'); $now" ;;
  *'not yet valid'*) echo "certificate: that of $2 is valid from $(field 'start date') on; $now: set the clock" ;;
  *'match'*) echo "certificate: it is for another name ($(field subject)), not for $2; issued by $issuer" ;;
  *'self-signed certificate' | *'self signed certificate') echo "certificate: that of $2 is self-signed ($issuer)" ;;
  *) echo "certificate: that of $2 is issued by $issuer, which this host does not trust (a proxy that inspects TLS?)" ;;
  esac
}

# request URL VERIFY [OPTION...]: prints the status code of the answer and that of the proxy. VERIFY is 'skip' to accept
# any certificate. Reads $proxy and $trust.
request() {
  url=$1
  verify=$2
  shift 2
  [ "$verify" = verify ] || set -- "$@" --insecure
  [ ! -s "$trust" ] || set -- "$@" --cacert "$trust"
  curl -q -sS -v -K - "$@" --proto =http,https --max-time 20 --max-filesize 65536 -o /tmp/body -D /tmp/headers \
    -w '%{http_code} %{http_connect}' "$url" 2>/tmp/log <<CONFIG
proxy = "$proxy"
CONFIG
}

# reaches URL VERIFY: fails with the reason if no HTTP answer comes from a server; sets $status. Reads $proxy, $trust.
reaches() {
  host=${1#*://}
  host=${host%%/*}
  through=${proxy##*@}
  through=${through#*://}
  through=${through%/}
  code=0
  codes=$(request "$1" "$2") || code=$?
  status=${codes%% *}
  message=$(sed -n 's/^curl: ([0-9]*) //p' /tmp/log)
  refused=$(sed -n 's/^\* .*failed: \(.*\)/\1/p' /tmp/log | sed -n '$p')
  where="$host${through:+ through the proxy $through}"
  case $code in
  0) ;;
  126 | 127) exit "$code" ;;
  5) fail "proxy: $(resolves "${through%:*}")" ;;
  6) fail "$(resolves "${host%:*}")" ;;
  7) fail "TCP: no connection to ${through:-$host}${through:+ (the proxy)}: ${refused:-$message}" ;;
  28) fail "timeout: no answer from $where: $message" ;;
  35) case $message in
    *'wrong version number'* | *'packet length too long'*) fail "TLS: $host answers without TLS (plain HTTP)" ;;
    *) fail "TLS: the handshake with $where failed: $message" ;;
    esac ;;
  51 | 60 | 83 | 90 | 91) fail "$(distrusted "$1" "$host" "$message")" ;;
  77) fail "certificate: the CA certificates of this host cannot be read ($trust). Install ca-certificates" ;;
  63) fail "HTTP: the answer of $where is too long (status $status)" ;;
  *) case ${codes##* } in
    407) fail "proxy: $through asks for a password (407), or refuses it" ;;
    403) fail "proxy: $through does not allow $host (403)" ;;
    4?? | 5??) fail "proxy: $through answers ${codes##* } for $host" ;;
    *) fail "no answer from $where: $message" ;;
    esac ;;
  esac
}

# refuses HOST STATUS: fails with the meaning of a status code that is no success.
refuses() {
  case $2 in
  407) fail "proxy: $through asks for a password (407), or refuses it" ;;
  403) fail "HTTP: $1 answers 403 (denied by its policy, by country, or by a proxy or firewall)" ;;
  404) fail "HTTP: $1 answers 404: it does not exist at this address" ;;
  429) fail "HTTP: $1 answers 429 (rate limit): too many requests from this address" ;;
  3??) fail "HTTP: $1 answers $2, a redirect to $(sed -n 's/\r$//; s/^[Ll]ocation: *//p' /tmp/headers) (a login page?)" ;;
  5??) fail "HTTP: $1 answers $2 (a problem of the server, or of a proxy or mirror)" ;;
  *) fail "HTTP: $1 answers $2" ;;
  esac
}

# answers KIND URL VERIFY PROXY CERTIFICATES: fails with the reason if a server does not answer as one of its kind:
# registry, mirror, token or repository. CERTIFICATES is a file, or a directory with *.crt, that is trusted as well.
answers() {
  proxy=${4#-}
  trust=/tmp/trust.pem
  cat /etc/ssl/certs/ca-certificates.crt "$5" "$5"/*.crt >"$trust" 2>/dev/null || :
  case $2 in
  https:*) [ -s "$trust" ] || [ "$3" = skip ] ||
    fail "certificate: this host has no CA certificates (/etc/ssl/certs/ca-certificates.crt). Install ca-certificates" ;;
  esac
  # Docker tries an insecure registry with TLS first, then without.
  if [ "$3" = skip ] && ! (reaches "$2" skip) >/dev/null; then
    set -- "$1" "http${2#https}" "$3"
  fi
  reaches "$2" "$3"
  case $1$status in
  *200) ;;
  registry401 | mirror401)
    [ -n "$(sed -n '/^[Ww][Ww][Ww]-[Aa]uthenticate: *[Bb][ea][a-z]* /p' /tmp/headers)" ] ||
      fail "HTTP: $host answers 401 without a challenge: it is no registry" ;;
  token401) ;; # it asks for a login
  *) refuses "$host" "$status" ;;
  esac
}

# servers: asks each server of $servers, one a line: KIND URL VERIFY PROXY CERTIFICATES, with - for none. A mirror that
# answers is enough for pulls, and one that does not is only reported if the registry answers.
servers() {
  mount -t tmpfs -o mode=700,size=4m proof /tmp
  mirrored=
  problem=
  while read -r kind url verify proxy certificates; do
    through=${proxy##*@}
    through=${through#*://}
    through=${through#-}
    step "asking $url${through:+ through the proxy $through}"
    code=0
    why=$(answers "$kind" "$url" "$verify" "$proxy" "$certificates") || code=$?
    case $code$kind in
    0mirror) mirrored=$url ;;
    0*) ;;
    126* | 127*) exit "$code" ;;
    *mirror) problem="the mirror $url: $why" ;;
    *) [ -n "$mirrored" ] || fail "$why" ;;
    esac
  done <<LIST
$servers
LIST
  [ -z "$problem" ] || fail "$problem"
}
