#include "claim.h"
#include "folder.h"
#include "memory_stream.h"
#include "temp_dir.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* No process has so high a number (the kernel's highest is 4194304). */
#define GONE "999999999"

struct place {
    char dir[64];
    char *target;
};

static char *
in(const struct place *self, const char *name)
{
    char *path = text_of("%s/%s", self->dir, name);
    cr_assert_not_null(path);
    return path;
}

static void
set_up(struct place *self)
{
    temp_dir(self->dir, sizeof self->dir);
    self->target = in(self, "run");
}

static void
tear_down(struct place *self)
{
    cr_expect_eq(folder_remove(self->dir), 0);
    free(self->target);
}

/* A folder of that name with a file in it. */
static void
lay(const struct place *self, const char *name)
{
    char *path = in(self, name), *file = text_of("%s/forecast.csv", path);
    cr_assert_eq(mkdir(path, 0777), 0);
    FILE *out = fopen(file, "w");
    cr_assert_not_null(out);
    cr_assert_eq(fclose(out), 0);
    free(file);
    free(path);
}

static bool
is_there(const struct place *self, const char *name)
{
    struct stat status;
    char *path = in(self, name);
    const bool there = lstat(path, &status) == 0;
    free(path);
    return there;
}

Claim(unfinished, of_a_process_that_is_gone_is_removed)
{
    struct place place;
    set_up(&place);
    lay(&place, ".run.unfinished-" GONE "-0");
    lay(&place, ".run.unfinished-" GONE "-17");
    lay(&place, "run");
    unfinished_clear(place.target);
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-0"));
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-17"));
    cr_expect(is_there(&place, "run"));
    tear_down(&place);
}

Claim(unfinished, of_others_stays)
{
    static const char *const other[] = { ".runs.unfinished-999999999-0",
                                         "run.unfinished-999999999-0",
                                         ".run.unfinished-999999999-0-mine",
                                         ".run.unfinished-999999999",
                                         ".run.unfinished--3-0",
                                         ".run.unfinished-1-0" };
    struct place place;
    set_up(&place);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        lay(&place, other[i]);
    unfinished_clear(place.target);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        cr_expect(is_there(&place, other[i]), "%s", other[i]);
    tear_down(&place);
}

Claim(unfinished, that_is_held_stays)
{
    struct place place;
    struct unfinished held;
    struct hr_err err = { 0 };
    set_up(&place);
    cr_assert_eq(unfinished_make(&held, place.target, &err), 0, "%s", err.text);
    char *name = in(&place, ".run.unfinished-" GONE "-0"); /* as one of another machine */
    cr_assert_eq(rename(held.path, name), 0);
    unfinished_clear(place.target);
    cr_expect(is_there(&place, ".run.unfinished-" GONE "-0"));
    unfinished_release(&held);
    unfinished_clear(place.target);
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-0"));
    free(name);
    tear_down(&place);
}

/* Killed between the two renames of a file system that cannot exchange folders. */
Claim(unfinished, old_result_is_put_back)
{
    struct place place;
    set_up(&place);
    lay(&place, ".run.unfinished-" GONE "-0-old");
    unfinished_clear(place.target);
    cr_expect(is_there(&place, "run/forecast.csv"));
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-0-old"));
    lay(&place, ".run.unfinished-" GONE "-0-old");
    unfinished_clear(place.target);
    cr_expect(is_there(&place, "run/forecast.csv"));
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-0-old"));
    tear_down(&place);
}

Claim(unfinished, next_run_removes_it)
{
    struct place place;
    struct folder folder;
    struct hr_err err = { 0 };
    set_up(&place);
    lay(&place, ".run.unfinished-" GONE "-0");
    cr_assert_eq(folder_init(&folder, place.target, false, &err), 0, "%s", err.text);
    cr_expect(!is_there(&place, ".run.unfinished-" GONE "-0"));
    folder_release(&folder);
    tear_down(&place);
}

/* Its failure for want of memory is walked by tests/torture.sh. */
Claim(memory_stream, holds_what_is_written)
{
    char *text = NULL;
    size_t size = 7;
    FILE *out = memory_stream(&text, &size);
    cr_assert_not_null(out);
    for (int i = 0; i < 20000; i++)
        fprintf(out, "%c", i % 7 == 0 ? '\0' : 'x');
    cr_expect_eq(fclose(out), 0);
    cr_expect_eq(size, 20000);
    cr_expect(text != NULL && text[0] == '\0' && text[19998] == 'x' && text[20000] == '\0');
    free(text);
    out = memory_stream(&text, &size);
    cr_assert_not_null(out);
    cr_expect_eq(fclose(out), 0);
    cr_expect(text != NULL && text[0] == '\0' && size == 0);
    free(text);
}
