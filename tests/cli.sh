# shellcheck shell=bash
# What the scripts tests/cli_*.sh share; each checks the command line from outside: what it prints, which status
# it ends with, what it leaves on the disk. They source this file.
#   tests/cli_NAME.sh PROGRAM      from any folder; the last line is "N passed, N failed"
set -u
cd "$(dirname "$0")/.." || exit 1
program=$(realpath "${1:-build/headroom}")
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C.UTF-8 TERM=dumb
unset NO_COLOR ARGP_HELP_FMT
passed=0
failed=0

# ok CLAIM COMMAND...: the command must succeed
ok() {
    local claim=$1
    shift
    if "$@" >"$tmp/ok.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    %s\n' "$claim" "$*"
        head -n 12 "$tmp/ok.log" | sed 's/^/    /'
    fi
}

# run ARGUMENT...: output in $tmp/out, messages in $tmp/err, status in $status
run() {
    "$program" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
}

# ends STATUS CLAIM ARGUMENT...
ends() {
    local wanted=$1 claim=$2
    shift 2
    run "$@"
    cat "$tmp/out" "$tmp/err" >"$tmp/both"
    ok "$claim (status $status, want $wanted; $(head -c 200 "$tmp/err"))" test "$status" -eq "$wanted"
}

says() { ok "$1" grep -qF -- "$2" "$tmp/err"; }
prints() { ok "$1" grep -qF -- "$2" "$tmp/out"; }
lines() { wc -l <"$1"; }

same() { # CLAIM FOLDER FOLDER: equal but for the execution object
    ok "$1" diff -r -q -x run.json "$2" "$3"
    ok "$1 (run.json)" sh -c "sed '/^  \"execution\"/,\$d' '$2/run.json' >'$tmp/a' && sed '/^  \"execution\"/,\$d' '$3/run.json' | cmp '$tmp/a' -"
}

explained() { # FOLDER: every file of a command's output folder can be explained, and its folder of charts
    local file
    for file in "$1"/*; do
        [ -f "$file" ] || [ "${file##*/}" = charts ] || [ "${file##*/}" = inputs ] || continue
        ok "explain output ${file##*/} of ${1##*/}" "$program" explain output "${file##*/}"
    done
}

# $scenario: the starter, as `headroom new` writes it
starter() {
    ends 0 'new' new "$tmp/area"
    scenario=$tmp/area/scenario.cfg
}

the_end() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ]
}
