#!/bin/bash
# tests/extremes.sh BUILD [FIRST [COUNT]]: scenarios of extreme but allowed numbers, in lots of 100 so that one that stops the program
# costs no other lot; the last line has the counts. Fails when one died in its futures. 100 take some 7 s of processor.
build=${1:?build folder} first=${2:-1} count=${3:-2000}
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
for ((at = first; at < first + count; at += 100)); do
    EXTREMES=$at:100 "$build/tests/test_extremes" >>"$log" 2>&1
done
grep -a -A1 '^extreme [0-9]' "$log"
awk -v lots=$(((count + 99) / 100)) '
    /^extremes [0-9]/ { refused += $5; ran += $7; died += $9; n++ }
    END {
        printf "extremes: %d refused, %d ran, %d died; %d of %d lots stopped\n", refused, ran, died, lots - n, lots
        exit died > 0 || n < lots
    }' "$log"
