/* Every case of tests/bad is refused with exactly the sentences below it, no more and no fewer.
 * tests/bad/split says how a case is written, and writes each as a pair NAME.cfg, NAME.err. */
#include "scenario.h"
#include "claim.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *
expected_lines(const char *name)
{
    char path[300];
    (void)snprintf(path, sizeof path, "%s.err", name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s.cfg has no %s: %s", name, path, strerror(errno));
    char *text = NULL;
    size_t size = 0;
    const ssize_t n = getdelim(&text, &size, '\0', file);
    (void)fclose(file);
    cr_assert(n > 0, "%s is empty", path);
    return text;
}

static char *
actual_lines(const char *name, int *ret)
{
    char path[300], *text = NULL;
    size_t size = 0;
    struct scenario scenario;
    struct hr_err err = { .code = HR_OK };
    (void)snprintf(path, sizeof path, "%s.cfg", name);
    FILE *out = open_memstream(&text, &size);
    *ret = scenario_load(path, NULL, 0, &scenario, &err);
    for (size_t i = 0; i < scenario.faults.n; i++)
        fprintf(out, "%s: %s\n", scenario.faults.item[i].where, scenario.faults.item[i].text);
    (void)fclose(out);
    scenario_release(&scenario);
    return text;
}

static void
check_case(const char *name)
{
    int ret = 0;
    char *actual = actual_lines(name, &ret), *expected = expected_lines(name);
    cr_expect_eq(ret, HR_ESCENARIO, "%s.cfg is not refused", name);
    cr_expect(strcmp(actual, expected) == 0, "%s.cfg says\n%s\nwant\n%s", name, actual, expected);
    free(actual);
    free(expected);
}

Claim(bad, every_bad_scenario_is_refused_with_its_exact_sentences)
{
    size_t n = 0;
    char folder[] = "/tmp/headroom-bad-XXXXXX", command[100];
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(command, sizeof command, "tests/bad/split %s", folder);
    cr_assert_eq(system(command), 0, "run from the project's root");
    cr_assert_eq(chdir(folder), 0);
    DIR *dir = opendir(".");
    cr_assert_not_null(dir);
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        char name[256];
        const size_t length = strlen(entry->d_name);
        if (length < 5 || strcmp(entry->d_name + length - 4, ".cfg") != 0)
            continue;
        (void)snprintf(name, sizeof name, "%.*s", (int)length - 4, entry->d_name);
        check_case(name);
        n++;
    }
    (void)closedir(dir);
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_assert_eq(system(command), 0);
    cr_assert(n >= 100, "only %zu bad scenarios were found", n);
}

Claim(bad, the_parts_they_are_made_of_are_right_together)
{
    struct scenario scenario;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load("tests/bad/parts/all.cfg", NULL, 0, &scenario, &err), 0, "%s",
                 err.text);
    scenario_release(&scenario);
}
