/* tests/bad_import/KIND-WHAT.csv is wrong, and KIND-WHAT.err is what must be said of it, all
 * faults, one to a line. KIND is a file of DfE's release, or stock, population, map or evidence.
 * BLESS=1 writes what is missing, to be read before it is committed. */
#include "bytes.h"
#include "dfe_release.h"
#include "evidence_csv.h"
#include "import_sample.h"
#include "own_tables.h"
#include "claim.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The faults of a table; its name as messages give it is "caseload.csv". */
static const char *
faults_of(const char *kind, const char *bytes, size_t size)
{
    struct evidence evidence;
    struct placement_map map;
    struct hr_err err = { 0 };
    char name[80];
    int ret;
    snprintf(name, sizeof name, "%s.csv", kind);
    const struct table_in table = { .name = name, .bytes = bytes, .size = size };
    evidence_init(&evidence);
    cr_assert_eq(placement_map_init(&map, &err), 0);
    if (strcmp(kind, "map") == 0)
        ret = placement_map_parse(&map, &table, &err);
    else if (strcmp(kind, "evidence") == 0)
        ret = evidence_csv_parse(&evidence, &table, &err);
    else if (strcmp(kind, "stock") == 0 || strcmp(kind, "population") == 0)
        ret = own_tables_parse(
            &evidence, &table,
            &(struct evidence_choices){ .map = &map, .area = "Kingston upon Thames" }, &err);
    else
        ret = dfe_table_parse(&evidence, &table, &map, &err);
    const struct faults *faults = map.faults.n > 0 ? &map.faults : &evidence.faults;
    const char *text = import_sample_faults(faults);
    char count[128];
    snprintf(count, sizeof count, "'%s' has %zu fault%s", name, faults->n,
             faults->n == 1 ? "" : "s");
    cr_expect_eq(ret, HR_ESCENARIO, "%s was taken", name);
    cr_expect_str_eq(err.text, count);
    placement_map_release(&map);
    evidence_release(&evidence);
    return text;
}

static void
expect_fault(const char *path)
{
    char kind[64], wanted_path[256], *bytes = NULL, *wanted = NULL;
    size_t size = 0, wanted_size = 0;
    struct hr_err read = { 0 };
    const char *name = strrchr(path, '/') + 1;
    snprintf(kind, sizeof kind, "%.*s", (int)strcspn(name, "-"), name);
    snprintf(wanted_path, sizeof wanted_path, "%.*s.err", (int)(strlen(path) - strlen(".csv")),
             path);
    cr_assert_eq(bytes_read(path, &bytes, &size, &read), 0, "%s", read.text);
    const char *faults = faults_of(kind, bytes, size);
    if (bytes_read(wanted_path, &wanted, &wanted_size, &read) != 0 && getenv("BLESS") != NULL) {
        FILE *out = fopen(wanted_path, "w");
        cr_assert_not_null(out);
        fprintf(out, "%s\n", faults);
        cr_assert_eq(fclose(out), 0);
    }
    cr_assert_not_null(wanted, "%s", read.text);
    cr_assert(wanted_size > 0 && wanted[wanted_size - 1] == '\n');
    wanted[wanted_size - 1] = '\0';
    cr_expect_str_eq(faults, wanted, "%s:\n%s\nwant\n%s", path, faults, wanted);
    free(bytes);
    free(wanted);
}

Claim(bad_import, every_wrong_file_is_refused_with_its_sentences)
{
    glob_t found = { 0 };
    cr_assert_eq(glob("tests/bad_import/*.csv", 0, NULL, &found), 0);
    cr_expect_geq(found.gl_pathc, (size_t)20);
    for (size_t i = 0; i < found.gl_pathc; i++)
        expect_fault(found.gl_pathv[i]);
    globfree(&found);
}
