#include "folder.h"
#include "claim.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every test works in a folder of its own, so tests may run side by side. */
static char home[64];

static void
enter(void)
{
    snprintf(home, sizeof home, "/tmp/headroom-test-folder-XXXXXX");
    cr_assert_not_null(mkdtemp(home));
    cr_assert_eq(chdir(home), 0);
}

static void
leave(void)
{
    char command[128];
    cr_assert_eq(chdir("/"), 0);
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    cr_assert_eq(system(command), 0);
}

ClaimsBetween(enter, leave);

static void
put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

static void
expect_file(const char *path, const char *text)
{
    char read[256] = "";
    FILE *file = fopen(path, "r");
    cr_assert_not_null(file, "'%s' is missing", path);
    read[fread(read, 1, sizeof read - 1, file)] = '\0';
    (void)fclose(file);
    cr_expect_str_eq(read, text);
}

/* Names in a folder, hidden ones too, without "." and "..". */
static size_t
count(const char *path)
{
    DIR *dir = opendir(path);
    size_t n = 0;
    cr_assert_not_null(dir, "%s", path);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    (void)closedir(dir);
    return n;
}

static void
write_text(struct folder *folder, const char *name, const char *text)
{
    struct hr_err err;
    cr_assert_eq(folder_write(folder, name, text, strlen(text), &err), 0, "%s", err.text);
}

/* A finished run as headroom leaves it: forecast.csv, charts/fan.svg and a run.json that lists
 * them. */
static void
make_run(const char *target, const char *content, bool force)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, target, force, &err), 0, "%s", err.text);
    write_text(&folder, "forecast.csv", content);
    write_text(&folder, "charts/fan.svg", content);
    write_text(&folder, "run.json",
               "{\"program\": \"headroom\", \"outputs\": [{\"name\": \"forecast.csv\"}, {\"name\": "
               "\"charts/fan.svg\"}]}");
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    folder_release(&folder);
}

static void
expect_refusal(const char *target, bool force, const char *part)
{
    struct folder folder;
    struct hr_err err;
    cr_expect_eq(folder_init(&folder, target, force, &err), HR_EWRITE, "'%s' was accepted", target);
    cr_expect_not_null(strstr(err.text, part), "'%s' lacks '%s'", err.text, part);
    folder_release(&folder);
}

Claim(folder, appears_only_at_the_commit_and_whole)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "forecast.csv", "a\n");
    write_text(&folder, "charts/01.svg", "<svg/>");
    cr_expect_eq(access("run", F_OK), -1);
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    expect_file("run/forecast.csv", "a\n");
    expect_file("run/charts/01.svg", "<svg/>");
    folder_release(&folder);
    folder_release(&folder);
    cr_expect_eq(count("."), 1, "something is left beside the run");
}

Claim(folder, leaves_nothing_without_a_commit)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "deep/er/run/", false, &err), 0);
    write_text(&folder, "charts/01.svg", "<svg/>");
    folder_release(&folder);
    cr_expect_eq(count("."), 0);
}

Claim(folder, keeps_parents_that_were_there_before)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(mkdir("results", 0777), 0);
    cr_assert_eq(folder_init(&folder, "results/new/run", false, &err), 0);
    folder_release(&folder);
    cr_expect_eq(access("results", F_OK), 0);
    cr_expect_eq(count("results"), 0);
}

Claim(folder, remembers_each_file_with_size_and_sha256)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "abc.txt", "abc");
    write_text(&folder, "charts/abc.txt", "abc");
    cr_assert_eq(folder.n_file, 2);
    for (size_t i = 0; i < 2; i++) { /* FIPS 180-4 example: SHA-256 of "abc" */
        cr_expect_eq(folder.file[i].size, 3);
        cr_expect_str_eq(folder.file[i].sha256,
                         "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    folder_release(&folder);
}

Claim(folder, a_file_that_is_written_later_keeps_its_place)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    cr_expect_eq(folder_place(&folder, "../late.txt", &err), HR_EWRITE);
    cr_assert_eq(folder_place(&folder, "late.txt", &err), 0, "%s", err.text);
    write_text(&folder, "abc.txt", "abc");
    write_text(&folder, "late.txt", "late");
    cr_expect_eq(folder_write(&folder, "late.txt", "again", 5, &err), HR_EWRITE);
    cr_expect_eq(folder.n_file, 2);
    cr_expect_str_eq(folder.file[0].name, "late.txt");
    cr_expect_eq(folder.file[0].size, 4);
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    expect_file("run/late.txt", "late");
    folder_release(&folder);

    cr_assert_eq(folder_init(&folder, "other", false, &err), 0);
    cr_assert_eq(folder_place(&folder, "never.txt", &err), 0);
    cr_expect_eq(folder_commit(&folder, &err), HR_EWRITE, "a place without a file");
    folder_release(&folder);
}

Claim(folder, no_name_leaves_the_folder_or_takes_the_place_of_another_file)
{
    static const char *const bad[] = { "",        "/tmp/x",  "../x", "a/../../x", "a//b",
                                       "charts/", "./a.csv", ".",    "a/.." };
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_expect_eq(folder_write(&folder, bad[i], "x", 1, &err), HR_EWRITE, "'%s'", bad[i]);
    write_text(&folder, "..a/.b", "one");
    cr_expect_eq(folder_write(&folder, "..a/.b", "two", 3, &err), HR_EWRITE);
    cr_expect_str_eq(err.text, "two files of 'run' would have the name '..a/.b'");
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    expect_file("run/..a/.b", "one");
    folder_release(&folder);
    cr_expect_eq(count("."), 1, "something is beside the run");
}

Claim(folder, takes_the_place_of_an_empty_folder)
{
    cr_assert_eq(mkdir("run", 0777), 0);
    make_run("run", "new", false);
    expect_file("run/forecast.csv", "new");
    cr_expect_eq(count("."), 1);
}

Claim(folder, refuses_to_overwrite_a_run_without_force)
{
    make_run("run", "old", false);
    expect_refusal("run", false, "--force");
    expect_file("run/forecast.csv", "old");
    cr_expect_eq(count("."), 1);
}

Claim(folder, replaces_a_run_with_force)
{
    make_run("run", "old", false);
    make_run("run", "new", true);
    expect_file("run/forecast.csv", "new");
    expect_file("run/charts/fan.svg", "new");
    cr_expect_eq(count("."), 1);
}

Claim(folder, keeps_the_old_run_when_the_new_one_fails)
{
    struct folder folder;
    struct hr_err err;
    make_run("run", "old", false);
    cr_assert_eq(folder_init(&folder, "run", true, &err), 0);
    write_text(&folder, "forecast.csv", "half");
    folder_release(&folder);
    expect_file("run/forecast.csv", "old");
    cr_expect_eq(count("."), 1);
}

Claim(folder, never_replaces_what_is_not_a_run)
{
    cr_assert_eq(mkdir("notes", 0777), 0);
    put("notes/thoughts.txt", "mine");
    expect_refusal("notes", true, "no run.json");
    put("notes/run.json", "{\"program\": \"something else\"}");
    expect_refusal("notes", true, "no run.json");
    put("notes/run.json", "{ broken");
    expect_refusal("notes", true, "no run.json");
    expect_file("notes/thoughts.txt", "mine");
}

Claim(folder, never_replaces_a_run_that_someone_added_to)
{
    make_run("run", "old", false);
    put("run/charts/my chart.xlsx", "mine");
    expect_refusal("run", true, "charts/my chart.xlsx");
    expect_file("run/charts/my chart.xlsx", "mine");
}

Claim(folder, refuses_a_file_a_parent_that_is_a_file_and_the_working_folder)
{
    put("file", "mine");
    expect_refusal("file", true, "is a file");
    expect_refusal("file/run", false, "file");
    expect_refusal(".", false, "the folder you are in");
    expect_refusal("..", true, "the folder you are in");
    expect_file("file", "mine");
}

Claim(folder, refuses_a_folder_that_cannot_be_written)
{
    expect_refusal("/proc/headroom-run", false, "/proc");
    expect_refusal("/proc/deep/run", false, "/proc");
}

Claim(folder, refuses_an_empty_name)
{
    struct folder folder;
    struct hr_err err;
    cr_expect_eq(folder_init(&folder, "", false, &err), HR_EUSAGE);
    folder_release(&folder);
}

Claim(folder, follows_a_link_to_a_folder_and_keeps_the_link)
{
    struct stat status;
    make_run("real", "old", false);
    cr_assert_eq(symlink("real", "link"), 0);
    make_run("link", "new", true);
    cr_assert_eq(lstat("link", &status), 0);
    cr_expect(S_ISLNK(status.st_mode));
    expect_file("real/forecast.csv", "new");
}

Claim(folder, says_when_something_was_put_in_its_place_meanwhile)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "forecast.csv", "new");
    cr_assert_eq(mkdir("run", 0777), 0);
    put("run/theirs", "theirs");
    cr_expect_eq(folder_commit(&folder, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "during the run"), "%s", err.text);
    folder_release(&folder);
    expect_file("run/theirs", "theirs");
    cr_expect_eq(count("."), 1);
}

Claim(folder, says_when_its_files_were_removed_or_changed_meanwhile)
{
    struct folder folder;
    struct hr_err err;
    char path[128];
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "forecast.csv", "new");
    snprintf(path, sizeof path, "rm -rf '%s'", folder.work);
    cr_assert_eq(system(path), 0);
    write_text(&folder, "charts/fan.svg", "svg"); /* its folder is made again */
    cr_expect_eq(folder_commit(&folder, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "'run/forecast.csv' is gone"), "%s", err.text);
    folder_release(&folder);
    cr_expect_eq(count("."), 0);

    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "forecast.csv", "new");
    snprintf(path, sizeof path, "%s/forecast.csv", folder.work);
    put(path, "newer");
    cr_expect_eq(folder_commit(&folder, &err), HR_EWRITE);
    cr_expect_not_null(strstr(err.text, "'run/forecast.csv' was changed"), "%s", err.text);
    folder_release(&folder);
    cr_expect_eq(count("."), 0);
}

Claim(folder, ctrl_c_waits_for_the_next_file_and_leaves_nothing)
{
    struct folder folder;
    struct hr_err err;
    cr_assert_eq(folder_init(&folder, "run", false, &err), 0);
    write_text(&folder, "forecast.csv", "new");
    cr_assert_eq(raise(SIGTERM), 0);
    cr_expect_eq(folder_commit(&folder, &err), HR_EINTERRUPT);
    cr_expect_not_null(strstr(err.text, "interrupted"), "%s", err.text);
    folder_release(&folder);
    cr_expect_eq(count("."), 0);
}

Claim(folder, two_runs_side_by_side_do_not_meet)
{
    struct folder a, b;
    struct hr_err err;
    cr_assert_eq(folder_init(&a, "run", false, &err), 0);
    cr_assert_eq(folder_init(&b, "run", false, &err), 0);
    write_text(&a, "forecast.csv", "a");
    write_text(&b, "forecast.csv", "b");
    cr_expect_eq(folder_commit(&a, &err), 0);
    cr_expect_eq(folder_commit(&b, &err), HR_EWRITE);
    folder_release(&a);
    folder_release(&b);
    expect_file("run/forecast.csv", "a");
    cr_expect_eq(count("."), 1);
}
