/* Any bytes, read as each of the tables that an import takes: faults at worst, never a crash, and
 * what is taken must be evidence that comes back from its own table. No file is opened. A word of
 * the header says which table. Seeds: tests/bad_import/, tests/fuzz/csv. */
#define _GNU_SOURCE /* memmem */
#include "fuzz_input.h"

#include "dfe_release.h"
#include "evidence_csv.h"
#include "evidence_traps.h"
#include "own_tables.h"

#include <stdlib.h>
#include <string.h>

static const char *const NAME[] = {
    "caseload.csv", "newplans.csv",    "ceased_plans.csv",
    "requests.csv", "assessments.csv", "sen_needs_all_plans.csv",
    "stock.csv",    "stock_2026.csv",  "population.csv",
    "evidence.csv", "map.csv",
};
enum { N_NAME = sizeof NAME / sizeof NAME[0], N_DFE = 6, N_OWN = 9, I_EVIDENCE = 9 };

/* A column that only one of the tables has; the order matters where one holds another. */
static size_t
which_table(const char *text, size_t size)
{
    static const struct {
        const char *column;
        size_t table;
    } sign[] = {
        { "ehcplans", 0 },     { "new_ehc_plans", 1 }, { "total_ceased", 2 },
        { "requests_rec", 3 }, { "assess_issued", 4 }, { "ehc_plans", 5 },
        { "population", 8 },   { "dfe_column", 10 },   { "measure", 9 },
        { "census", 6 },       { "setting", 7 },
    };
    for (size_t i = 0; i < sizeof sign / sizeof sign[0]; i++)
        if (memmem(text, size, sign[i].column, strlen(sign[i].column)) != NULL)
            return sign[i].table;
    return size % N_NAME;
}

static int
take(struct evidence *to, size_t which, const struct table_in *table, struct placement_map *map,
     struct hr_err *err)
{
    if (which < N_DFE)
        return dfe_table_parse(to, table, map, err);
    if (which < N_OWN)
        return own_tables_parse(to, table,
                                &(struct evidence_choices){ .map = map, .area = "Testshire" }, err);
    if (which == I_EVIDENCE)
        return evidence_csv_parse(to, table, err);
    return placement_map_parse(map, table, err);
}

void
fuzz_one(const char *data, size_t size)
{
    struct evidence evidence;
    struct placement_map map;
    struct hr_err err = { 0 };
    evidence_init(&evidence);
    if (placement_map_init(&map, &err) != 0)
        hr_bug("%s", err.text);
    const size_t which = which_table(data, size);
    const int ret =
        take(&evidence, which,
             &(struct table_in){ .name = NAME[which], .bytes = data, .size = size }, &map, &err);
    fuzz_agree(ret, &err, &evidence.faults, size);
    if (ret == 0 && evidence_finish(&evidence, &err) == 0 && evidence_traps(&evidence, &err) == 0)
        fuzz_evidence(&evidence);
    placement_map_release(&map);
    evidence_release(&evidence);
}
