#include "cost_known.h"

#include "calendar.h"
#include "table_in.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct known_row {
    const char *setting, *fy;
    double children, years, price, cv, joint;
};
#define AMOUNT(name_, member, low)                                                           \
    {                                                                                        \
        name_, COLUMN_COUNT, .at = offsetof(struct known_row, member), .may_be_blank = true, \
                             .below_0 = low, .want = "a number"                              \
    }
static const struct column KNOWN[] = {
    { "setting", COLUMN_TEXT, .at = offsetof(struct known_row, setting) },
    { "financial_year", COLUMN_TEXT, .at = offsetof(struct known_row, fy) },
    AMOUNT("children", children, false),
    AMOUNT("place_years", years, false),
    AMOUNT("price_gbp", price, false),
    AMOUNT("cv", cv, false),
    AMOUNT("joint_share", joint, true),
};

static int
take(void *reader, struct csv_in *csv, struct hr_err *err)
{
    struct cost_known *out = reader;
    struct columns columns;
    if (!columns_find(&columns, csv, KNOWN, sizeof KNOWN / sizeof KNOWN[0], ""))
        return csv_in_check(csv, err);
    for (size_t i = 0; i < csv->n_row; i++) {
        struct known_row row = { .setting = "" };
        if (!columns_read(&columns, i, &row) || isnan(row.price))
            continue;
        const int category = category_of_name(row.setting);
        if (category >= 0)
            out[category] = (struct cost_known){ .known = true,
                                                 .gbp = row.price,
                                                 .cv = isnan(row.cv) ? 0.0 : row.cv,
                                                 .joint = isnan(row.joint) ? 0.0 : row.joint,
                                                 .children = row.children,
                                                 .years = row.years,
                                                 .fy = fy_meant(row.fy) };
    }
    return csv_in_check(csv, err);
}

int
cost_known_read(struct cost_known out[N_CATEGORY], const char *folder, struct faults *faults,
                struct hr_err *err)
{
    struct table_in table = { .name = "" };
    struct stat status;
    char *path = table_in_path(folder, "prices.csv", err);
    int ret = path == NULL ? HR_ENOMEM : 0;
    memset(out, 0, N_CATEGORY * sizeof *out);
    if (ret == 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode)) {
        ret = table_in_read(&table, path, err);
        if (ret == 0)
            ret = table_in_take(&table, take, out, faults, err);
    }
    table_in_release(&table);
    free(path);
    return ret;
}
