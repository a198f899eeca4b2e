#!/usr/bin/env bash
# How many small faults in models/ does `make test` find? A sample of the mutants of mutate.awk, each compiled, linked into a
# library of its own and put under the tests until one fails.
#   COMPILE='gcc -std=c11 -Isim/core ...' MUTANTS=300 SEED=1 tests/mutants.sh BUILD
# BUILD holds the tests, which take libheadroom.so from LD_LIBRARY_PATH (`make mutants` builds them). MUTANTS=0: every one.
# PATIENCE=60: a mutant that this many processor seconds of tests do not find is given up (0: all are asked), so what survives is
# an upper bound.
#
# Each file of tests and each script is run once on a library that counts lines: it is then asked of the mutants on lines that it
# runs, the module's own test first, then the quick ones that run little else. A mutant that compiles to the same code is no mutant;
# one that takes five times as long as the tests do, or 4 GB, is found. BUILD/results keeps what was found until the library changes,
# so that a larger sample, or the same one after new tests, asks the rest alone. BUILD/survivors: those that nothing finds.
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 COMPILE
build=$(realpath "$1")
sources=$(ls models/*.c models/*/*.c)
link() { ${CC:-gcc} ${LDFLAGS-} -shared -Wl,-soname,libheadroom.so "$@"; }
others() { ls "$build"/{sim/core,models,models/*,sim/engine}/*.o; } # the library's objects
limited() { # limited SECONDS COMMAND...: nothing of it lasts for ever
    (ulimit -t "$1" -v 4000000 -c 0; shift; exec timeout 600 "$@" >/dev/null 2>&1)
}
run() { # run NAME SECONDS: one script or file of claims
    case $1 in
    cli_*) limited "$2" bash "tests/$1.sh" "$build/headroom" ;;
    *) limited "$2" "$build/tests/all" "$1" ;;
    esac
}

# ---- what each file reaches: BUILD/reach/NAME has its FILE:LINE, BUILD/times its seconds

covered_library() {
    local file objects=()
    mkdir -p "$build/covered"
    for file in $sources; do
        objects+=("$build/covered/${file//\//#}.o")
        $COMPILE --coverage -c "$file" -o "${objects[-1]}" || exit 1
    done
    link --coverage "${objects[@]}" $(others | grep -v "^$build/models/") -lgsl -lgslcblas -lm -o "$build/covered/libheadroom.so"
}
reach_one() {
    local counts=$build/counts/$1 user system
    mkdir -p "$counts"
    ln -sf "$build"/covered/*.gcno "$counts"
    TIMEFORMAT='%U %S'
    { time GCOV_PREFIX=$counts GCOV_PREFIX_STRIP=99 LD_LIBRARY_PATH=$build/covered run "$1" 600 && : >"$counts/passes"; } 2>"$counts/time"
    read -r user system < <(tail -n 1 "$counts/time")
    [ -e "$counts/passes" ] || echo "mutants: $1 fails without any, and is not asked"
    [ ! -e "$counts/passes" ] || gcov -t "$counts"/*.gcda 2>/dev/null | awk -F: -v OFS=: '
        $3 == "Source" { file = $4 }
        $1 !~ /[-#=]/ && $2 + 0 > 0 && file ~ /^models\/.*c$/ { print file, $2 + 0 }' >"$build/reach/$1.new"
    rm -rf "$counts"
    echo "$(awk "BEGIN { print $user + $system }") $1" >>"$build/times" # the last one of a name counts
    [ ! -e "$build/reach/$1.new" ] || mv "$build/reach/$1.new" "$build/reach/$1"
}

# ---- one mutant

# Programs that run this line (where nothing starts on it, those of the lines around), in the order in which they are asked.
askers() {
    awk -v file="$1" -v line="$2" -v own="test_$(basename "$1" .c)" '
        FILENAME ~ /times$/ { time[$2] = $1; next }
        FNR == 1 { name = FILENAME; sub(/.*\//, "", name) }
        { lines[name]++; split($0, part, ":"); if (part[1] != file) next
          n = part[2]; if (n <= line && n > before) before = n; if (n >= line && (after == "" || n < after)) after = n
          reaches[name] = reaches[name] " " n " " }
        END { sort = "sort -n"
              for (name in reaches)
                  if (index(reaches[name], " " before " ") || index(reaches[name], " " after " "))
                      print (name == own ? 0 : time[name] * lines[name]), time[name], name | sort }' "$build/times" "$build"/reach/* |
        awk -v patience="${PATIENCE:-60}" '{ sum += $2 } patience > 0 && sum > patience { exit } { print $2, $3 }'
}
mutant() {
    local key file line offset length kind old new made status by=- seconds name
    IFS=$'\t' read -r key file line offset length kind old new <<<"$1"
    made=$build/made/$SLOT
    mkdir -p "$made"
    { echo "#line 1 \"$file\""; head -c "$offset" "$file"; printf '%s' "$new"; tail -c +$((offset + length + 1)) "$file"; } |
        $COMPILE -Werror=int-conversion -Werror=incompatible-pointer-types -x c -c - -o "$made/mutant.o" 2>/dev/null # -w would let both pass
    status=$?
    if [ $status -ne 0 ]; then
        status=unbuilt
    elif cmp -s "$made/mutant.o" "$build/base/${file//\//#}.o"; then
        status=same
    else
        rm -f "$made/libheadroom.so"
        link "$made/mutant.o" $(others | grep -vx "$build/${file%.c}.o") -lgsl -lgslcblas -lm -o "$made/libheadroom.so" || exit 1
        status=survived
        while read -r seconds name; do
            by=$name
            LD_LIBRARY_PATH=$made run "$name" "$(awk "BEGIN { print int(5 * $seconds + 3) }")" </dev/null || { status=killed; break; }
        done < <(askers "$file" "$line")
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$key" "$status" "$file" "$line" "$kind" "$old" "$new" "$by" >>"$build/results"
}

# ---- all

export SLOT
case ${2-} in
--reach) reach_one "$3"; exit ;;
--mutant) mutant "$3"; exit ;;
esac
mkdir -p "$build/reach" "$build/base"
[ "$build/results" -nt "$build/libheadroom.so" ] || rm -f "$build/results"
touch "$build/times" "$build/results"
sed -i '/^[0-9]*\tsurvived/d' "$build/results"
[ "$build/covered/libheadroom.so" -nt "$build/libheadroom.so" ] || covered_library
for source in tests/cli_*.sh tests/test_*.c; do
    name=$(basename "$source" | sed 's/[.].*//')
    newest=$source
    [ "${source##*.}" = sh ] || newest=$(ls -t "$build"/{tests/"$name".o,libtests.a,librest.a,libheadroom.so} | head -n 1)
    [ "$build/reach/$name" -nt "$newest" ] || echo "$name"
done | xargs -r -P "$(nproc)" -n 1 "$0" "$build" --reach
for file in $sources; do
    { echo "#line 1 \"$file\""; cat "$file"; } | $COMPILE -w -x c -c - -o "$build/base/${file//\//#}.o" || exit 1
done
awk -v seed="${SEED:-1}" -f tests/mutate.awk $sources | sort -n | if [ "${MUTANTS:-300}" = 0 ]; then cat; else head -n "${MUTANTS:-300}"; fi >"$build/sample"
awk -F'\t' 'FILENAME ~ /results$/ { done[$1] = 1; next } !($1 in done)' "$build/results" "$build/sample" | tr '\n' '\0' |
    xargs -r -0 -P "$(nproc)" -n 1 --process-slot-var=SLOT "$0" "$build" --mutant
awk -F'\t' '$2 == "survived"' "$build/results" | sort -t$'\t' -k3,3 -k4,4n | cut -f3- >"$build/survivors"
awk -F'\t' '
    NR == FNR { asked[$1] = 1; next }
    !($1 in asked) { next }
    $2 == "unbuilt" || $2 == "same" { left++; next }
    { folder = $3; sub(/\/[^\/]*$/, "", folder); n[folder]++; n["all"]++; if ($2 == "killed") { k[folder]++; k["all"]++ } }
    END { print "| folder | mutants | killed | % |\n|---|---|---|---|"
          for (f in n) printf "| %s | %d | %d | %.1f |\n", f, n[f], k[f], 100 * k[f] / n[f] | "sort"
          close("sort"); N = n["all"]; p = k["all"] / N; z = 1.96; d = 1 + z * z / N; m = (p + z * z / (2 * N)) / d
          h = z * sqrt(p * (1 - p) / N + z * z / (4 * N * N)) / d
          printf "mutants: %d of %d killed, %.1f%% (95%% interval %.1f to %.1f); %d more did not build or changed nothing\n", k["all"], N, 100 * p, 100 * (m - h), 100 * (m + h), left }' \
    "$build/sample" "$build/results"
