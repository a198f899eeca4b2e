#include "machine.h"

#include "text.h"
#include "words.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LINE = 4096 };

/* The number after a word at the start of a line ("" : of the first line); false when there is
 * none, as where a limit is "max". */
static bool
number_after(const char *root, const char *file, const char *word, uint64_t *out)
{
    char *path = text_of("%s%s", root, file), line[LINE];
    FILE *in = path == NULL ? NULL : fopen(path, "re");
    bool found = false;
    const size_t n = strlen(word);
    while (in != NULL && !found && fgets(line, sizeof line, in) != NULL) {
        char *end = line;
        if (strncmp(line, word, n) == 0)
            *out = strtoull(line + n, &end, 10);
        found = end > line + n;
        if (n == 0)
            break;
    }
    if (in != NULL)
        (void)fclose(in);
    free(path);
    return found;
}

static uint64_t
least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t
rest_of(uint64_t limit, uint64_t used)
{
    return limit > used ? limit - used : 0;
}

static uint64_t
available(const char *root)
{
    uint64_t kb;
    return number_after(root, "/proc/meminfo", "MemAvailable:", &kb) ? kb << 10 : UINT64_MAX;
}

/* What a control group has left; files that were read and may be forgotten do not count. */
static uint64_t
rest_of_group(const char *root, const char *dir)
{
    char *limit_path = text_of("%s/memory.max", dir),
         *used_path = text_of("%s/memory.current", dir),
         *stat_path = text_of("%s/memory.stat", dir);
    uint64_t limit = UINT64_MAX, used = 0, idle = 0;
    if (limit_path != NULL && used_path != NULL && stat_path != NULL &&
        number_after(root, limit_path, "", &limit) && number_after(root, used_path, "", &used)) {
        (void)number_after(root, stat_path, "inactive_file ", &idle);
        limit = rest_of(limit, rest_of(used, idle));
    } else {
        limit = UINT64_MAX;
    }
    free(limit_path);
    free(used_path);
    free(stat_path);
    return limit;
}

/* Of the process's group and of all that it lies in (cgroup version 2). */
static uint64_t
rest_of_groups(const char *root)
{
    static const char mount[] = "/sys/fs/cgroup";
    char *path = text_of("%s/proc/self/cgroup", root), line[LINE] = "";
    FILE *in = path == NULL ? NULL : fopen(path, "re");
    uint64_t rest = UINT64_MAX;
    while (in != NULL && strncmp(line, "0::", 3) != 0 && fgets(line, sizeof line, in) != NULL)
        ;
    if (in != NULL)
        (void)fclose(in);
    free(path);
    if (strncmp(line, "0::/", 4) != 0)
        return rest;
    line[strcspn(line, "\n")] = '\0';
    char *dir = text_of("%s%s", mount, line + 3);
    while (dir != NULL && strlen(dir) >= sizeof mount - 1) {
        rest = least(rest, rest_of_group(root, dir));
        *strrchr(dir, '/') = '\0';
    }
    free(dir);
    return rest;
}

static uint64_t
rest_of_addresses(const char *root)
{
    struct rlimit limit;
    uint64_t pages;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        !number_after(root, "/proc/self/statm", "", &pages))
        return UINT64_MAX;
    return rest_of(limit.rlim_cur, pages * (uint64_t)sysconf(_SC_PAGESIZE));
}

uint64_t
machine_memory(const char *root)
{
    return least(available(root), least(rest_of_groups(root), rest_of_addresses(root)));
}

int
machine_has(uint64_t bytes, size_t n_replicate, struct hr_err *err)
{
    static const double mb = 1e6;
    const uint64_t there = machine_memory("");
    if (bytes <= there)
        return 0;
    return hr_fail(err, HR_ENOMEM,
                   "%s simulations need %.0f MB of memory, and %.0f MB are to be had; ask for "
                   "fewer simulations",
                   words_count(n_replicate).text, (double)bytes / mb, (double)there / mb);
}
