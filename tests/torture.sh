#!/usr/bin/env bash
# Faults of the machine: runs commands again and again, and in each run one call fails (tests/faulty.c): an allocation, the start of a
# thread, an open, read, write, rename ... A command must then say one sentence and end with the status of a failure, or do without what
# failed and write the same bytes; an old result stays whole and nothing is left behind.
#   tests/torture.sh PROGRAM FAULTY.so [options]
#     --stride N        of the places where a kind can fail take every Nth (default 1: all)
#     --only TEXT       only cases of that name; may be repeated, like --kind
#     --kind TEXT       only faults of that kind
#     --every           each call, not each place in the code
#     --half 1|2        every other case: two at once
#     --keep DIR        write the list of failures and what they said into DIR
# The last lines are the counts by command and kind, and "torture: ok" or "torture: FAILED".
set -u
cd "$(dirname "$0")/.." || exit 1
program=$(realpath "$1")
faulty=$(realpath "$2")
shift 2
stride=1 only=' ' kinds_wanted=' ' which=place keep= half=0
while [ $# -gt 0 ]; do
    case $1 in
    --stride) stride=$2 && shift ;;
    --only) only+="$2 " && shift ;;
    --kind) kinds_wanted+="$2 " && shift ;;
    --every) which=every ;;
    --half) half=$2 && shift ;;
    --keep) keep=$2 && mkdir -p "$2" && keep=$(realpath "$2") && shift ;;
    *) echo "torture: what is '$1'?" && exit 2 ;;
    esac
    shift
done
export LC_ALL=C.UTF-8 TERM=dumb
root=$PWD
tmp=$(mktemp -d)
trap 'umount "$tmp/box/out" "$tmp/box/temp" 2>/dev/null; rm -rf "$tmp"' EXIT
box=$tmp/box # the one folder where commands write: results are box/out, box/temp is their TMPDIR
declare -A n_fired n_passed
n_failed=0
skipped=
step_mb=$((stride < 4 ? 4 : stride))
n_case=0

# offset WHAT N: from 0 to N - 1, another for each walk, the same each time: a check may not fail now and then
offset() { echo $(($(printf '%s' "$1" | cksum | cut -d' ' -f1) % $2)); }

# ---- one command under a plan

# under PLAN ARGUMENT...: status, $tmp/out, $tmp/err and what fired
under() {
    local plan=$1
    shift
    rm -f "$tmp/log"
    (cd "$box" && exec timeout 120 env TMPDIR="$box/temp" FAULTY="$plan" FAULTY_LOG="$tmp/log" LD_PRELOAD="$faulty" "$program" "$@") >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
}

fresh() { # the box as it is before the command
    rm -rf "$box/out" "$box/temp"
    mkdir -p "$box/out" "$box/temp"
    [ -z "$old" ] || cp -a "$old" "$box/out/r"
}

# is_same A B: two results, but for the time and machine of a run
is_same() {
    [ -e "$1" ] || [ -e "$2" ] || return 0
    if [ -d "$1" ] && [ -d "$2" ]; then
        diff -r -q -x run.json -x SHA256SUMS "$1" "$2" >/dev/null || return 1
        [ -e "$1/run.json" ] || return 0
        [ "$(sed '/^  "execution"/,$d' "$1/run.json")" = "$(sed '/^  "execution"/,$d' "$2/run.json")" ] || return 1
        [ ! -e "$1/SHA256SUMS" ] || (cd "$1" && sha256sum --quiet -c SHA256SUMS >/dev/null 2>&1)
    else
        cmp -s "$1" "$2"
    fi
}

fail() { # WHY
    n_failed=$((n_failed + 1))
    printf 'torture: %s: %s: %s (status %d)\n' "$name" "$plan" "$1" "$status"
    sed 's/^/    said: /' "$tmp/err" | cut -c1-300 | head -n 4
    if [ -n "$keep" ]; then
        { printf '%s\n' "== $name $plan: $1 (status $status)" && cat "$tmp/err" "$tmp/log"; } >>"$keep/failures"
    else
        sed -n '2,9p' "$tmp/log" | sed 's/^/  /'
    fi
    return 1
}

# statuses KIND: with which a command may end when a call of this kind failed
statuses() {
    case $1 in
    memory | thread) echo 1 4 ;; # 4: "cannot write FILE: cannot allocate memory"
    open | read | look | lock | odd) echo 1 3 4 ;;
    stop) echo 130 ;;
    *) echo 4 1 ;;
    esac
}

# of many areas one that cannot be read is left out, and its sentence is in the result
is_told() { [[ ' areas shard ' == *" $name "* ]] && grep -raqE 'cannot (be )?read' "$box/out/r"; }

# judge KIND: is what the command left and said as it must be?
judge() {
    local left faults
    left=$(cd "$box" && find out temp -mindepth 1 -maxdepth 1 ! -path out/r | head -n 1)
    # libxlsxwriter's own files in TMPDIR, when it cannot remove them or is killed
    [[ $plan != *remove:* && $plan != *KILL* || $left != temp/tmp.* ]] || left=
    if [ -n "$left" ] && ! grep -qF "$left'" "$tmp/err"; then fail "left $left without a word"; return; fi
    if [ "$status" -eq 0 ]; then
        is_same "$box/out/r" "$tmp/wanted" || is_told || { fail 'status 0, but other results'; return; }
        cmp -s "$tmp/out" "$tmp/wanted.out" || { fail 'status 0, but it printed something else'; return; }
        return 0
    fi
    ! grep -q 'error while loading shared libraries' "$tmp/err" || return 0 # not ours to say
    # a sentence may only be lost with the standard error itself
    [[ " $(statuses "$1") " == *" $status "* ]] || { fail 'wrong status'; return; }
    [ "$(grep -c '^headroom: ' "$tmp/err")" -eq 1 ] || { fail 'not one sentence'; return; }
    ! grep -qE '\(null\)|Success|GLib|CRITICAL|assert|Error 0' "$tmp/err" || { fail 'not a sentence of ours'; return; }
    faults=$(sed -n 's/^headroom: .* has \([0-9]*\) faults*$/\1/p' "$tmp/err") # a line for each fault, and their number
    [ "$(grep -cv '^headroom: \|^ \|^note: \|^\[ERROR\]' "$tmp/err")" -le $((n_said + faults)) ] || { fail 'more than a sentence'; return; }
    if [ -n "$old" ]; then
        is_same "$box/out/r" "$old" || is_same "$box/out/r" "$tmp/wanted" || { fail 'the old result is not whole'; return; }
    elif [ -e "$box/out/r" ]; then
        is_same "$box/out/r" "$tmp/wanted" || { fail 'half a result'; return; }
    fi
}

# after_kill: the result is the old one or the new one, whole, and the next run leaves nothing else
after_kill() {
    if [ -e "$box/out/r" ] || [ -n "$old" ]; then
        is_same "$box/out/r" "$tmp/wanted" || { [ -n "$old" ] && is_same "$box/out/r" "$old"; } || { fail 'killed: neither old nor new'; return; }
    fi
    [ "$name" != new ] || [ ! -e "$box/out/r" ] || return 0 # whole, and new never writes over it
    local again=("$@")
    [ ! -e "$box/out/r" ] || again+=(--force)
    (cd "$box" && TMPDIR=$box/temp "$program" "${again[@]}") >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    [ "$status" -eq 0 ] || { fail 'the run after a killed one'; return; }
    judge kill
}

# stopped: by a signal: done, or interrupted, with nothing left
stopped() {
    local left
    left=$(cd "$box" && find out temp -mindepth 1 -name '*unfinished*' -o -path 'temp/*' | head -n 1)
    [ -z "$left" ] || { fail "stopped: left $left"; return; }
    case $status in
    0) judge kill ;;
    130 | 143) if grep -q '^headroom: ' "$tmp/err"; then judge stop; else after_kill "$@"; fi ;; # no sentence: before or after its work
    *) fail 'stopped: wrong status' ;;
    esac
}

# walk KIND HOW ARGUMENT...: every place of a kind, in stride
walk() {
    local kind=$1 how=$2 plan n k step=$stride
    shift 2
    [[ $kinds_wanted == ' ' || $kinds_wanted == *" $kind "* || $kinds_wanted == *" $how "* ]] || return
    [[ ${slow-} != yes || $stride -lt 50 || ' memory:ENOMEM write:ENOSPC change:KILL ' == *" $kind:$how "* ]] || return
    case $name:$kind:$how in # what a scenario is written into, next to it, can be left
    new:remove:* | new:change:KILL) return ;;
    esac
    fresh
    plan=$kind:0:$how:$which
    under "$plan" "$@"
    n=$(sed -n 's/^calls //p' "$tmp/log")
    [ -n "$n" ] || { fail 'the calls cannot be counted'; return; }
    [ "$n" -gt 0 ] || return
    for ((k = 1 + $(offset "$name $plan" $((n < step ? n : step))); k <= n; k += step)); do
        plan=$kind:$k:$how:$which
        fresh
        under "$plan" "$@"
        [ -e "$tmp/log" ] && grep -q fired "$tmp/log" || continue
        n_fired[$name $kind:$how]=$((${n_fired[$name $kind:$how]-0} + 1))
        case $how in
        KILL) after_kill "$@" ;;
        INT | TERM) stopped "$@" ;;
        *) judge "$kind" ;;
        esac && n_passed[$name $kind:$how]=$((${n_passed[$name $kind:$how]-0} + 1))
    done
}

# torture NAME OLD ARGUMENT...: OLD is the folder that lies in box/out/r before; ''
torture() {
    name=$1 old=$2
    shift 2
    n_case=$((n_case + 1))
    [ "$half" -eq 0 ] || [ $((n_case % 2)) -eq $((half - 1)) ] || return
    [[ $only == ' ' || $only == *" $name "* ]] || return
    local plan=none
    fresh
    (cd "$box" && TMPDIR=$box/temp "$program" "$@") >"$tmp/wanted.out" 2>"$tmp/err" </dev/null
    status=$?
    : >"$tmp/log"
    n_said=$(grep -cv '^headroom: \|^ \|^note: \|^\[ERROR\]' "$tmp/err")
    rm -rf "$tmp/wanted"
    [ ! -e "$box/out/r" ] || mv "$box/out/r" "$tmp/wanted"
    [ "$status" -eq 0 ] || { fail 'it fails by itself'; return; }
    local how
    machines "$@"
    [ "$name" != said ] || return # run, but for what it prints
    walk memory ENOMEM "$@"
    walk thread EAGAIN "$@"
    walk open EACCES "$@"
    walk open EMFILE "$@"
    walk read EIO "$@"
    walk look EACCES "$@"
    walk look EIO "$@"
    walk write ENOSPC "$@"
    walk write short "$@"
    walk sync EIO "$@"
    walk rename EACCES "$@"
    walk rename EINVAL "$@"
    walk make ENOSPC "$@"
    walk remove EACCES "$@"
    walk close EIO "$@"
    walk lock EAGAIN "$@"
    [ -e "$tmp/wanted" ] || return
    for how in KILL INT TERM; do walk change $how "$@"; done
}

# ---- machines that are short of something, as a whole

# odd SHELL ARGUMENT...: the command after SHELL, which makes the machine odd
odd() {
    local plan=$1
    shift
    fresh
    : >"$tmp/log"
    # shellcheck disable=SC2016 # the inner shell's
    (cd "$box" && TMPDIR=$box/temp timeout 120 bash -c "$plan"'; exec "$0" "$@"' "$program" "$@") >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    n_fired[$name odd]=$((${n_fired[$name odd]-0} + 1))
    judge odd && n_passed[$name odd]=$((${n_passed[$name odd]-0} + 1))
}

# unread SHELL ARGUMENT...: the same where what is printed is lost: that is no failure of the results
unread() {
    local plan=$1
    shift
    fresh
    : >"$tmp/log"
    # shellcheck disable=SC2016 # the inner shell's
    (cd "$box" && TMPDIR=$box/temp timeout 120 bash -c 'set -o pipefail; '"$plan" "$program" "$@") >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    n_fired[$name unread]=$((${n_fired[$name unread]-0} + 1))
    if [[ " 0 4 141 " != *" $status "* ]]; then fail 'wrong status'
    elif [ -e "$tmp/wanted" ] && ! is_same "$box/out/r" "$tmp/wanted"; then fail 'the result is not whole'
    elif [ "$status" -eq 4 ] && [ -s "$tmp/err" ] && [ "$(grep -c '^headroom: ' "$tmp/err")" -ne 1 ]; then fail 'not one sentence'
    else n_passed[$name unread]=$((${n_passed[$name unread]-0} + 1)); fi
}

# full KB FOLDER ARGUMENT...: a disk that is full in box/FOLDER (out, temp); full ro: one that nobody can write to
full() {
    local plan="disk $1 $2" size=$1 where=$box/$2
    shift 2
    fresh
    : >"$tmp/log"
    rm -rf "$where"/*
    if [ "$size" = ro ]; then mount -t tmpfs -o ro tmpfs "$where"; else mount -t tmpfs -o "size=${size}k" tmpfs "$where"; fi 2>/dev/null ||
        { skipped=' full disks (they take the rights to mount)'; return; }
    (cd "$box" && TMPDIR=$box/temp timeout 120 "$program" "$@") >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    n_fired[$name disk]=$((${n_fired[$name disk]-0} + 1))
    judge odd && n_passed[$name disk]=$((${n_passed[$name disk]-0} + 1))
    umount "$where"
}

# removed ARGUMENT...: somebody removes the unfinished folder during the run
removed() {
    local plan='removed under the run' job tries hidden=
    fresh
    : >"$tmp/log"
    (cd "$box" && TMPDIR=$box/temp exec timeout 120 "$program" "$@") >"$tmp/out" 2>"$tmp/err" </dev/null &
    job=$!
    for ((tries = 0; tries < 500; tries++)); do
        hidden=$(find "$box/out" -mindepth 1 -maxdepth 1 -name '.r.unfinished-*')
        [ -z "$hidden" ] && kill -0 $job 2>/dev/null || break
        sleep 0.01
    done
    [ -z "$hidden" ] || rm -rf "$hidden"
    wait $job
    status=$?
    n_fired[$name removed]=$((${n_fired[$name removed]-0} + 1))
    judge odd && n_passed[$name removed]=$((${n_passed[$name removed]-0} + 1))
}

machines() {
    local n plan
    [[ $kinds_wanted == ' ' || $kinds_wanted == *' odd '* ]] || return
    [[ ' check charts force areas said ' == *" $name "* ]] || return
    for plan in '"$0" "$@" >&-' '"$0" "$@" >/dev/full' '"$0" "$@" | head -n 1' '"$0" "$@" | true' '"$0" "$@" 2>&-' '"$0" "$@" >&- 2>&- <&-'; do
        unread "$plan" "$@"
    done
    [ "$name" != said ] || return
    if [ -e "$tmp/wanted" ]; then removed "$@"; fi
    if [ "$name" = charts ] || [ "$name" = areas ]; then
        full ro out "$@"
        for ((n = 4; n < 1200; n += stride < 10 ? 40 : 250)); do full "$n" out "$@" && full "$n" temp "$@"; done
    fi
    for ((n = 4; n < 16; n += 1 + (stride > 9))); do odd "ulimit -n $n" "$@"; done
    for ((n = 30000 + 1000 * $(offset "$name" "$step_mb"); n < 340000; n += 1000 * step_mb)); do odd "ulimit -v $n" "$@"; done
    for ((n = 8; n < 200; n += 8 * step_mb)); do odd "ulimit -f $n" "$@"; done
    odd 'exec <&-' "$@"
    odd 'export TMPDIR=/nowhere' "$@"
    odd 'unset TMPDIR' "$@"
    odd 'umask 777' "$@"
    odd "export LD_PRELOAD='$faulty' FAULTY_CLOCK=1" "$@"
}

# ---- what is run: small, in one thread but where threads are the point

mkdir -p "$box/in"
"$program" new "$tmp/area" >/dev/null || exit 1
sed 's/^horizon_years *=.*/horizon_years = 2;/' "$tmp/area/scenario.cfg" >"$box/in/a.cfg"
for name in North South; do sed "s/^area *=.*/area = \"$name\";/" "$box/in/a.cfg" >"$box/in/$name.cfg"; done
cp scenarios/kingston-2021.cfg "$box/in/k.cfg"
printf 'area,scenario,region\nNorth,North.cfg,Up\nSouth,South.cfg,Down\n' >"$box/in/list.csv"
mkdir "$box/in/series"
{
    echo 'level,ons_code,dfe_code,name,region,january_of_year,total_plans_count'
    for year in $(seq 2016 2025); do
        echo "national,E92000001,,England,,$year,$((240000 + 12345 * (year - 2010)))"
        for area in 201 202 203; do
            echo "la,E090000$area,$area,Area $area,London,$year,$((1000 + area + (60 + area % 7) * (year - 2010)))"
        done
    done
} >"$box/in/series/ehcp_total_la_2010_2025.csv"
small='-n 8 --threads 1 --compared 4 -q'
cd "$box" || exit 1
# shellcheck disable=SC2086 # lists of options
{
    "$program" run in/a.cfg -o "$tmp/old" $small --seed 7 --charts svg --real || exit 1
    "$program" run in/a.cfg -o in/first -n 8 --charts none -q || exit 1
    "$program" run in/a.cfg -o in/drawn -n 8 --charts svg --compared 0 -q || exit 1
    "$program" run in/a.cfg -o in/second -n 8 --seed 3 --charts none -q || exit 1
    for i in 1 2; do "$program" run --areas in/list.csv --shard $i/2 -o in/$i.shard -n 8 --threads 1 -q || exit 1; done
    cd "$root" || exit 1

    # slow=yes: in wide strides a few kinds alone, for it takes seconds
    torture check '' check in/a.cfg
    torture run '' run in/a.cfg -o out/r $small --charts none
    torture said '' run in/a.cfg -o out/r -n 8 --threads 1 --compared 0 --charts none
    torture charts '' run in/a.cfg -o out/r $small --charts svg
    torture threads '' run in/a.cfg -o out/r -n 200 --threads 4 --compared 0 -q --charts none
    torture force "$tmp/old" run in/a.cfg -o out/r -n 8 --threads 1 --compared 0 -q --charts none --force
    torture publish '' run in/a.cfg -o out/r -n 8 --threads 1 --compared 0 -q --charts none --publish
    torture areas '' run --areas in/list.csv -o out/r -n 8 --threads 1 -q --charts none
    torture shard '' run --areas in/list.csv --shard 1/2 -o out/r -n 8 --threads 1 -q
    torture merge '' merge in/2.shard in/1.shard -o out/r -q --charts none
    torture rerun '' rerun in/first -o out/r -q --threads 1
    torture verify '' verify in/first
    torture bridge '' bridge in/first in/second -o out/r -q --charts none
    torture chart '' chart in/drawn 01_fan_no-action -o out/r -q
    torture new '' new out/r
    torture seek '' seek in/k.cfg --option moor-lane --vary places --until 'chance(deficit at 2028/29 < 90) >= 0.01' -n 20 --threads 1 -q
    torture import '' import in/series -o out/r -q
    torture backtest '' backtest --data in/series -o out/r --rules-only --charts none -q
    torture explain '' explain number in/first deficit
    if [ -d ../shared/data/england ]; then
        ln -s "$(realpath ../shared/data/england)" "$box/in/england"
        slow=yes torture fit '' fit in/england --area Sutton -o out/r -q
        slow=yes torture new-area '' new --area Sutton --data in/england -o out/r -q
    else
        echo 'skipped: fit and new --area: there is no ../shared/data'
    fi
}

[ -z "$skipped" ] || echo "skipped:$skipped"
total=0
for key in "${!n_fired[@]}"; do total=$((total + n_fired[$key])); done
for key in "${!n_fired[@]}"; do printf '%-28s %6d injected %6d as they must be\n' "$key" "${n_fired[$key]}" "${n_passed[$key]-0}"; done | sort
[ "$n_failed" -eq 0 ] && echo "torture: ok, $total faults of the machine" || { echo "torture: FAILED, $n_failed of $total faults of the machine"; exit 1; }
