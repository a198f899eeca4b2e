#!/usr/bin/env bash
# Lines and branches that `make test` goes through, by folder, for tests/README.md.
#   tests/coverage.sh BUILD           after BUILD's programs, compiled with --coverage, have run
#   tests/coverage.sh BUILD --files   every file, the least covered branches first
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8

# "LINES LINES-RUN BRANCHES BRANCHES-TAKEN FILE" of every source
counts() {
    find "$1" -name '*.gcda' ! -path '*/tests/*' -print0 | xargs -0 gcov -b -n 2>/dev/null | awk '
        function part() { sub(/.*:/, ""); split($0, word, "% of "); return word[1] / 100 * word[2] }
        /^File / { file = $0; gsub(/^File .|.$/, "", file); ours = file ~ /^(sim|models|plots)\/.*\.c$/ }
        /^(Calls|No calls)/ { ours = 0 } # a total of all follows the last file
        !ours { next }
        /^Lines executed/ { run[file] = part(); lines[file] = word[2] }
        /^Taken at least once/ { taken[file] = part(); branches[file] = word[2] }
        END { for (file in lines) printf "%d %.0f %d %.0f %s\n", lines[file], run[file], branches[file], taken[file], file }'
}

if [ "${2-}" = --files ]; then
    counts "$1" | awk '$3 > 0 { printf "%5.1f%% of %4d branches, %5.1f%% of %4d lines: %s\n", 100 * $4 / $3, $3, 100 * $2 / $1, $1, $5 }' | sort -n
    exit 0
fi
counts "$1" | awk '
    function row(name) { printf "| %s | %d | %.1f | %d | %.1f |\n", name, l[name], 100 * r[name] / l[name], b[name], 100 * t[name] / b[name] }
    { folder = $5; sub(/\/[^\/]*$/, "", folder)
      for (i = 1; i <= 2; i++) { name = i == 1 ? folder : "all"; l[name] += $1; r[name] += $2; b[name] += $3; t[name] += $4 } }
    END { print "| folder | lines | run, % | branches | taken, % |\n|---|---|---|---|---|"
          n = split("sim/core models models/people models/money models/options sim/engine sim/scenario sim/workbook sim/output " \
              "sim/evidence sim/evidence/import sim/evidence/fit sim/evidence/backtest sim/cmd plots all", order, " ")
          for (i = 1; i <= n; i++) if (l[order[i]] > 0) row(order[i]) }'
