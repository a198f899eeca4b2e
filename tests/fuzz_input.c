#define _GNU_SOURCE /* memmem */
#include "fuzz_input.h"

#include "bytes.h"
#include "evidence_csv.h"
#include "field.h"
#include "folder.h"

#include <dirent.h>
#include <gsl/gsl_errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- the program */

static const double A_SECOND = 1.0, SECONDS_A_BYTE = 200e-6;

static double allowed;

void
fuzz_allow(double seconds)
{
    allowed += seconds;
}

static double
processor_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    (void)gsl_set_error_handler_off();
    allowed = A_SECOND + SECONDS_A_BYTE * (double)size;
    const double start = processor_seconds();
    fuzz_one(text, size);
    const double seconds = processor_seconds() - start;
    if (seconds > allowed)
        hr_bug("%zu bytes take %.1f s", size, seconds);
    free(text);
    return 0;
}

void
fuzz_agree(int ret, const struct hr_err *err, const struct faults *faults, size_t size)
{
    enum { KEYS_AND_A_FEW = 2000 };
    if ((ret != 0) != (err->text[0] != '\0'))
        hr_bug("status %d with the sentence '%s'", ret, err->text);
    if (ret > 0)
        hr_bug("status %d", ret);
    if (faults == NULL)
        return;
    if (ret == 0 && faults->n > 0)
        hr_bug("status 0 with the fault %s: %s", faults->item[0].where, faults->item[0].text);
    if (faults->n > 2 * size + KEYS_AND_A_FEW)
        hr_bug("%zu faults of %zu bytes", faults->n, size);
}

char *
fuzz_line(char **rest)
{
    char *line = *rest, *end = strchr(line, '\n');
    if (*line == '\0')
        return NULL;
    *rest = end == NULL ? line + strlen(line) : end + 1;
    if (end != NULL)
        *end = '\0';
    return line;
}

/* ---- folders */

enum { MOST_PATH = 512, MOST_NAME = 80 };
static char home[64]; /* "": not made yet */

static void
remove_home(void)
{
    (void)folder_remove(home);
}

const char *
fuzz_path(const char *name)
{
    static char path[MOST_PATH];
    if (home[0] == '\0') {
        const char *in = getenv("FUZZ_HOME");
        (void)snprintf(home, sizeof home, "%.40s/headroom-fuzz-XXXXXX", in == NULL ? "/tmp" : in);
        if (mkdtemp(home) == NULL)
            hr_bug("cannot make %s", home);
        (void)atexit(remove_home);
    }
    (void)snprintf(path, sizeof path, "%s/%s", home, name);
    return path;
}

/* Takes one name and gives back whether it stays in the folder. */
static bool
is_name(const char *name, size_t n)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-/";
    if (n == 0 || n >= MOST_NAME || name[0] == '/' || name[n - 1] == '/')
        return false;
    for (size_t i = 0; i < n; i++)
        if (strchr(LETTERS, name[i]) == NULL || (name[i] == '.' && name[i + 1] == '.'))
            return false;
    return true;
}

static FILE *
open_in(const char *folder, const char *name)
{
    char path[MOST_PATH + MOST_NAME + 1];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
    return fopen(path, "wb");
}

/* Writes the text with the "@NAME@" in it replaced. */
static void
put_replaced(FILE *out, const char *folder, const char *text, size_t size)
{
    for (const char *end = text + size; text < end;) {
        const char *at = memchr(text, '@', (size_t)(end - text)),
                   *close = at == NULL ? NULL : memchr(at + 1, '@', (size_t)(end - at) - 1);
        char path[MOST_PATH + MOST_NAME + 1], hex[DIGEST_HEX];
        struct hr_err err = { 0 };
        if (close == NULL || !is_name(at + 1, (size_t)(close - at) - 1)) {
            const char *next = at == NULL ? end : at + 1;
            (void)fwrite(text, 1, (size_t)(next - text), out);
            text = next;
            continue;
        }
        (void)snprintf(path, sizeof path, "%s/%.*s", folder, (int)(close - at) - 1, at + 1);
        (void)fwrite(text, 1, (size_t)(at - text), out);
        (void)fputs(digest_file(path, hex, &err) == 0 ? hex : "0", out);
        text = close + 1;
    }
}

/* One file, from after its "== " to the next one. */
static void
put_file(const char *folder, const char *text, size_t size)
{
    const char *end = memchr(text, '\n', size);
    const size_t n = end == NULL ? size : (size_t)(end - text);
    char name[MOST_NAME];
    if (end == NULL || !is_name(text, n))
        return;
    (void)snprintf(name, sizeof name, "%.*s", (int)n, text);
    FILE *out = open_in(folder, name);
    if (out == NULL)
        return;
    put_replaced(out, folder, end + 1, size - n - 1);
    (void)fclose(out);
}

static void
empty_home(void)
{
    (void)fuzz_path("");
    if (folder_remove(home) != 0 || mkdir(home, 0777) != 0)
        hr_bug("cannot empty %s", home);
}

const char *
fuzz_folder(const char *data, size_t size)
{
    static const char BEGINS[] = "== ";
    static char folder[MOST_PATH];
    const size_t n = sizeof BEGINS - 1;
    empty_home();
    (void)snprintf(folder, sizeof folder, "%s", fuzz_path("in"));
    if (mkdir(folder, 0777) != 0)
        hr_bug("cannot make %s", folder);
    const char *end = data + size, *at = data;
    while (at < end) {
        const bool begins = (size_t)(end - at) > n && memcmp(at, BEGINS, n) == 0;
        const char *from = begins ? at + n : at, *next = from;
        next = memmem(next, (size_t)(end - next), "\n== ", n + 1);
        next = next == NULL ? end : next + 1;
        if (begins)
            put_file(folder, from, (size_t)(next - from));
        at = next;
    }
    return folder;
}

void
fuzz_only(const char *first, ...)
{
    DIR *stream = opendir(home);
    if (stream == NULL)
        hr_bug("%s is gone", home);
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
        bool known = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        va_list names;
        va_start(names, first);
        for (const char *name = first; name != NULL && !known; name = va_arg(names, const char *))
            known = strcmp(name, entry->d_name) == 0;
        va_end(names);
        if (!known)
            hr_bug("'%s' is left behind", entry->d_name);
    }
    (void)closedir(stream);
}

/* ---- evidence */

void
fuzz_evidence(const struct evidence *evidence)
{
    struct evidence again;
    struct hr_err err = { 0 };
    char *text = NULL;
    size_t size = 0;
    if (evidence->n_item == 0)
        return; /* a table without rows is a fault */
    evidence_init(&again);
    if (evidence_csv_text(evidence, &text, &size, &err) != 0 ||
        evidence_csv_parse(
            &again, &(struct table_in){ .name = "evidence.csv", .bytes = text, .size = size },
            &err) != 0 ||
        evidence_finish(&again, &err) != 0)
        hr_bug("evidence does not come back: %s",
               again.faults.n > 0 ? again.faults.item[0].text : err.text);
    if (again.n_item != evidence->n_item)
        hr_bug("%zu counts become %zu", evidence->n_item, again.n_item);
    for (size_t i = 0; i < again.n_item; i++)
        if (again.item[i].count != evidence->item[i].count ||
            again.item[i].year != evidence->item[i].year)
            hr_bug("count %zu, %.17g, becomes %.17g", i, evidence->item[i].count,
                   again.item[i].count);
    free(text);
    evidence_release(&again);
}
