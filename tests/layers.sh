#!/usr/bin/env bash
# Who may call whom, read from the undefined symbols of the objects (the include paths of the Makefile already stop a forbidden include).
#   tests/layers.sh BUILD
#
#     sim/core <- models <- people <- money <- options <- sim/engine <- sim/scenario <- sim/output
#         <- sim/evidence <- import <- fit <- backtest <- sim/cmd                plots <- sim/core/table
#
# A folder may use what stands to its left. Below, `deny FOLDER WHY PATTERN` fails on an imported C library name that matches,
# `only_from` limits imports of one folder from another, and `constant` fails on data that can change. One line for each breach.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
breaches=0
n_rule=0

breach() {
    breaches=$((breaches + 1))
    printf 'layers: %s\n' "$*"
}

# Objects of a folder, by the sources that exist (a build folder may hold the object of a deleted source).
objects() {
    local source
    for source in "$1"/*.c; do
        [ -e "$source" ] && printf '%s\n' "$build/${source%.c}.o"
    done
}

# $tmp/FOLDER.uses: "symbol object" that it imports; $tmp/FOLDER.has: "symbol object" that it defines
key() { printf '%s' "${1//\//_}"; }
read_folder() {
    local object k
    k=$(key "$1")
    : >"$tmp/$k.uses"
    : >"$tmp/$k.has"
    for object in $(objects "$1"); do
        nm -u "$object" | awk -v o="${object#"$build"/}" '{ print $NF, o }' >>"$tmp/$k.uses"
        nm -g --defined-only "$object" | awk -v o="${object#"$build"/}" 'NF == 3 { print $3, o }' >>"$tmp/$k.has"
    done
}

# deny FOLDER WHY PATTERN [EXCEPT_OBJECT_PATTERN]
deny() {
    local symbol object
    n_rule=$((n_rule + 1))
    while read -r symbol object; do
        breach "$object uses '$symbol': $1 $2"
    done < <(awk -v p="^($3)\$" -v e="${4:-^$}" '$1 ~ p && $2 !~ e' "$tmp/$(key "$1").uses")
}

# no_import FOLDER FROM...: FOLDER uses nothing that a FROM folder defines
no_import() {
    local folder=$1 from symbol object owner
    shift
    for from in "$@"; do
        n_rule=$((n_rule + 1))
        while read -r symbol object owner; do
            breach "$object uses '$symbol' of $owner: $folder must not know $from"
        done < <(awk 'NR == FNR { has[$1] = $2; next } $1 in has { print $1, $2, has[$1] }' "$tmp/$(key "$from").has" "$tmp/$(key "$folder").uses")
    done
}

# only_from FOLDER FROM PATTERN: of FROM's objects, FOLDER uses those that match and no others
only_from() {
    local symbol object owner
    n_rule=$((n_rule + 1))
    while read -r symbol object owner; do
        breach "$object uses '$symbol' of $owner: $1 may use only $3 of $2"
    done < <(awk -v p="/($3)[.]o\$" 'NR == FNR { has[$1] = $2; next } $1 in has && has[$1] !~ p { print $1, $2, has[$1] }' \
        "$tmp/$(key "$2").has" "$tmp/$(key "$1").uses")
}

# no_circle FOLDER: no two modules of it use each other, directly or through others. A module is the files whose names
# agree up to the first '_' (places.c, places_fill.c).
no_circle() {
    local folder=$1 loop
    n_rule=$((n_rule + 1))
    loop=$(awk '
        function module(object) { sub(/.*\//, "", object); sub(/[_.].*/, "", object); return object }
        NR == FNR { has[$1] = module($2); next }
        $1 in has && has[$1] != module($2) { print module($2), has[$1] }' \
        "$tmp/$(key "$folder").has" "$tmp/$(key "$folder").uses" | sort -u | tsort 2>&1 >/dev/null |
        sed -n 's/^tsort: \([^ -]*\)$/\1/p' | sort -u | tr '\n' ' ')
    loop=${loop% }
    [ -z "$loop" ] || breach "$folder: these call each other in a circle: $loop"
}

# known FOLDER BELOW...: every import is libc, libm, GSL, the compiler's word on the processor, the folder's own or of the folders named
known() {
    local folder=$1 symbol object from
    shift
    n_rule=$((n_rule + 1))
    cat "$tmp/clib" >"$tmp/known"
    for from in "$folder" "$@"; do
        awk '{ print $1 }' "$tmp/$(key "$from").has" >>"$tmp/known"
    done
    while read -r symbol object; do
        breach "$object uses '$symbol': $folder may use libc, libm, GSL${*:+, $*} and itself only"
    done < <(awk 'NR == FNR { known[$1]; next } !($1 in known) && $1 !~ /^(gsl_|cblas_|_GLOBAL_OFFSET_TABLE_$|__cpu_model$|__popcountdi2$)/' "$tmp/known" "$tmp/$(key "$folder").uses")
}

# constant FOLDER [EXCEPT_NAME_PATTERN]: no data that can change (constants that hold addresses live in .data.rel.ro and are fine)
constant() {
    local object name
    n_rule=$((n_rule + 1))
    for object in $(objects "$1"); do
        while read -r name; do
            breach "${object#"$build"/} holds '$name', which can change: $1 keeps no state outside its structs"
        done < <(objdump -t "$object" | awk -v e="^(${2:-})\$" '/ O / || /\*COM\*/ {
            for (i = 1; i <= NF; i++)
                if ($i ~ /^([.]t?data|[.]t?bss)([.]|$)/ && $i !~ /^[.]data[.]rel[.]ro/ || $i == "*COM*") { if ($NF !~ e) print $NF; break }
        }')
    done
}

models='models models/people models/money models/options'
evidence='sim/evidence sim/evidence/import sim/evidence/fit sim/evidence/backtest'
folders="sim/core $models sim/engine sim/scenario sim/workbook sim/output $evidence sim/cmd plots"
for folder in $folders; do
    for object in $(objects "$folder"); do
        [ -e "$object" ] || { printf 'layers: %s is not built\n' "$object"; exit 1; }
    done
    read_folder "$folder"
done
for library in libc.so.6 libm.so.6; do
    nm -D --defined-only "$(${CC:-gcc} -print-file-name=$library)" | awk '{ sub(/@.*/, "", $3); print $3 }'
done | sort -u >"$tmp/clib"
[ -s "$tmp/clib" ] || { echo "layers: cannot read the names of the C library"; exit 1; }

# The names, by what they mean. Fortified forms (__printf_chk) count as their plain ones.
chk() { printf '%s|__(%s)_chk' "$1" "$1"; }
files='f(re|d|mem)?open(64)?|popen|open(at)?(64)?|creat(64)?|f?read|write|close|fclose|fseeko?(64)?|ftello?(64)?|getline|getdelim|fgets|fgetc|getc|getchar|f?scanf|__isoc99_f?scanf|opendir|readdir(64)?|mkdir(at)?|rename(at)?|unlink(at)?|remove|rmdir|f?stat(64)?|l?stat|mkd?s?temp(64)?|tmpfile(64)?|mmap(64)?|socket|system|execv[pe]*|execl[pe]*|fork'
printing=$(chk 'v?f?printf|v?dprintf|f?puts|f?putc|putchar|fwrite|perror|p?error|v?asprintf|fflush')
formatting=$(chk 'v?snprintf')
threads='pthread_.*|thrd_.*|mtx_.*|cnd_.*|sem_.*'
clock='time|clock(_gettime)?|gettimeofday|localtime(_r)?|gmtime(_r)?|mktime|strftime|nanosleep|sleep|usleep'
environment='(secure_)?getenv|setenv|putenv|environ|setlocale|uselocale|newlocale|localeconv|gsl_rng_env_setup'
signals='signal|sigaction|raise|kill|alarm|setitimer|sig[a-z]*set|sigprocmask'
chance='s?rand(_r)?|s?random(_r)?|[dlm]rand48|arc4random.*|getrandom|gsl_rng_(alloc|default.*)'
ending='exit|_exit|_Exit|quick_exit|abort|__assert_fail'
unsafe=$(chk 'v?sprintf|strcpy|strcat|gets')'|atoi|atoll?|atof|strtok|gmtime|localtime|asctime|ctime|tmpnam|mktemp|open_memstream'
err='sim/core/err.o$'

# sim/core, models, sim/engine are the library: no files, printing, clock, environment, signals, chance but ours, ending
for folder in sim/core $models sim/engine; do
    deny "$folder" 'has no files' "$files"
    deny "$folder" 'prints nothing (hr_bug in err.c excepted)' "$printing|stdout|stderr|stdin" "$err"
    deny "$folder" 'has no clock' "$clock"
    deny "$folder" 'does not read the environment or the locale' "$environment"
    deny "$folder" 'has no signals' "$signals"
    deny "$folder" 'draws through draw.h only' "$chance"
    deny "$folder" 'never ends the program (hr_bug does)' "$ending" "$err"
    constant "$folder"
done
for folder in sim/core $models; do
    deny "$folder" 'has no threads' "$threads"
done
for folder in $models; do
    deny "$folder" 'formats nothing (hr_fail writes sentences, plots/words writes numbers)' "$formatting"
done

# directions: a folder knows what stands to its left in `order` and nothing else; plots knows the core's tables alone
order="sim/core $models sim/engine sim/scenario sim/workbook sim/output $evidence sim/cmd"
set --
for folder in $order; do
    case $folder in sim/core | models | models/* | sim/engine) known "$folder" "$@" ;; esac
    set -- "$@" "$folder"
done
before=
for folder in $order; do
    before="$before $folder"
    above=$(for other in $order; do case " $before " in *" $other "*) ;; *) echo "$other" ;; esac; done)
    case $folder in sim/workbook | sim/output | sim/evidence* | sim/cmd) ;; *) above="$above plots" ;; esac
    # shellcheck disable=SC2086 # a list of folders
    no_import "$folder" $above
done
# shellcheck disable=SC2086
no_import plots $models sim/engine sim/scenario sim/workbook sim/output $evidence sim/cmd
# shellcheck disable=SC2086
no_import sim/workbook $models sim/engine sim/scenario
only_from sim/workbook plots 'words|svg'
only_from plots sim/core 'table|err|text|memory|library'

# Not yet: a list of kinds, commands or checks that calls what calls it.
circles=' models/options sim/scenario sim/output sim/evidence/fit sim/cmd '
for folder in $folders; do
    case $circles in *" $folder "*) ;; *) no_circle "$folder" ;; esac
done

# archives know an object by its file name alone
n_rule=$((n_rule + 1))
while read -r name; do
    breach "two files are called '$name'"
done < <(for folder in $folders; do ls "$folder"; done 2>/dev/null | grep '[.][ch]$' | sort | uniq -d)

# the outside libraries, one place each
for folder in $folders; do
    [ "$folder" = sim/scenario ] || deny "$folder" 'does not know libconfig (sim/scenario does)' 'config_.*'
    [ "$folder" = plots ] || deny "$folder" 'does not know libpng (plots does)' 'png_.*'
    deny "$folder" 'is linked with neither librsvg nor cairo (plots loads them when it draws)' 'rsvg_.*|cairo_.*|pango_.*|g_[a-z]+_.*'
    deny "$folder" 'loads libraries through library.h only' 'dl(m?open|v?sym|close|error)' '/library[.]o$'
    [ "$folder" = sim/workbook ] || deny "$folder" 'does not know libxlsxwriter (sim/workbook does)' 'lxw_.*|worksheet_.*|workbook_(new_opt|close|add_.*)|format_set_.*'
    deny "$folder" 'uses no unbounded or unchecked C function' "$unsafe"
done
for folder in sim/scenario sim/workbook sim/output $evidence sim/cmd plots; do
    deny "$folder" 'takes no random numbers from outside' "$chance|gsl_rng_env_setup"
    deny "$folder" 'never ends the program (main returns)' "$ending" 'sim/cmd/main.o$'
done
# evidence: files are opened by the readers of folders and zips, and by nothing that counts
opening='f(re|d)?open(64)?|popen|open(at)?(64)?|creat(64)?|opendir|mkdir(at)?|rename(at)?|unlink(at)?|rmdir|mmap(64)?|glob(64)?|l?stat(64)?'
for folder in $evidence; do
    deny "$folder" 'opens files in its readers only' "$opening" '/import/(data_files|dfe_release|own_tables|import|tidy_[a-z]+|transitions[a-z_]*|sen2|sen2_files|establishments|cost_ledger|cost_known)[.]o$'
    deny "$folder" 'knows libzip in zip_in only' 'zip_(open|close|discard|f[a-z_]+|stat.*|get.*|error.*|strerror)' '/zip_in[.]o$'
done
for folder in $folders; do
    [ "$folder" = sim/scenario ] || deny "$folder" 'does not split text into cells itself (csv_in.h does)' 'csv_(parse|init|fini)'
done
for folder in sim/scenario sim/workbook sim/output $evidence plots; do
    constant "$folder"
done

if [ "$breaches" -gt 0 ]; then
    printf 'layers: FAILED, %d breaches\n' "$breaches"
    exit 1
fi
printf 'layers: ok, %d rules over %d objects\n' "$n_rule" "$(for folder in $folders; do objects "$folder"; done | wc -l)"
