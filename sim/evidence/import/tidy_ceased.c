/* Ceased plans. DfE's total includes those transferred to another authority, which are a measure of
 * their own here. */
#include "tidy_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Kinds of placement in the ceased-plans file, by how the text begins; kinds that end in "total"
 * are sums of others. The first that fits counts. */
static const struct ceased_placement {
    const char *begins;
    short category;
} CEASED_PLACEMENT[] = {
    { "Mainstream - independent", CATEGORY_INDEPENDENT },
    { "Special - independent", CATEGORY_INDEPENDENT },
    { "Special - non-maintained", CATEGORY_INDEPENDENT },
    { "Special - ", CATEGORY_STATE_SPECIAL },
    { "AP/PRU - ", CATEGORY_ALTERNATIVE },
    { "FE - specialist post-16", CATEGORY_SPECIALIST_POST16 },
    { "FE - ", CATEGORY_FURTHER_EDUCATION },
    { "Non-maintained early years", CATEGORY_EARLY_YEARS },
    { "Educated elsewhere - elective home", CATEGORY_HOME_EDUCATION },
    { "Educated elsewhere - other arrangements", CATEGORY_OTHERWISE },
    { "Educated elsewhere - NEET", CATEGORY_NOT_IN_EDUCATION },
    { "Educated elsewhere - not in education", CATEGORY_NOT_IN_EDUCATION },
    { "Educated elsewhere - ", CATEGORY_OTHER },
    { "Placement not recorded", NOT_RECORDED },
};

static int
ceased_category(const char *breakdown)
{
    const size_t n = strlen(breakdown);
    if (n >= 5 && strcasecmp(breakdown + n - 5, "total") == 0)
        return ALL_CATEGORIES;
    if (strncasecmp(breakdown, "Mainstream - ", 13) == 0 &&
        (strstr(breakdown, "(resourced") != NULL || strstr(breakdown, "(SEN") != NULL))
        return CATEGORY_UNIT;
    for (size_t i = 0; i < sizeof CEASED_PLACEMENT / sizeof *CEASED_PLACEMENT; i++)
        if (strncasecmp(breakdown, CEASED_PLACEMENT[i].begins,
                        strlen(CEASED_PLACEMENT[i].begins)) == 0)
            return CEASED_PLACEMENT[i].category;
    return strncasecmp(breakdown, "Mainstream - ", 13) == 0 ? CATEGORY_MAINSTREAM : CATEGORY_OTHER;
}

struct ceased {        /* the file */
    struct tidy *file; /* borrowed */
    size_t topic, breakdown, transfer, total;
};

/* Ended for any other reason; NAN when either count is missing. */
static double
ceased_other(const struct ceased *self, size_t line, double *transfer)
{
    const double total = tidy_count(self->file, line, self->total);
    *transfer = tidy_count(self->file, line, self->transfer);
    if (total < *transfer) {
        csv_in_fault(self->file->csv, line, self->transfer, "%g transferred of %g ceased",
                     *transfer, total);
        return (double)NAN;
    }
    return total - *transfer;
}

static int
ceased_counts(const struct ceased *self, size_t line, struct observation *item, struct hr_err *err)
{
    double transfer;
    item->measure = EVIDENCE_CEASED;
    item->count = ceased_other(self, line, &transfer);
    const int ret = tidy_put(self->file, item, err);
    item->measure = EVIDENCE_TRANSFERRED;
    item->count = transfer;
    return ret == 0 ? tidy_put(self->file, item, err) : ret;
}

/* Adds a count to the sum of its kind, which is begun when it is new; a part that is not known
 * makes it so. */
static void
add_up(struct observation *sum, size_t *n, const struct observation *item)
{
    for (size_t i = 0; i < *n; i++)
        if (sum[i].area == item->area && sum[i].year == item->year &&
            sum[i].category == item->category && sum[i].measure == item->measure) {
            sum[i].count += item->count;
            return;
        }
    sum[(*n)++] = *item;
}

/* Several kinds of placement make one category. */
static int
ceased_placements(const struct ceased *self, struct hr_err *err)
{
    const struct csv_in *csv = self->file->csv;
    struct observation *sum = calloc(2 * csv->n_row + 1, sizeof *sum);
    size_t n = 0;
    int ret = sum == NULL ? hr_fail(err, HR_ENOMEM, "no memory for ceased plans") : 0;
    for (size_t line = 0; line < csv->n_row && ret == 0; line++) {
        struct tidy_row row;
        bool good = strcasecmp(csv_in_text(csv, line, self->topic), "Type of placement") == 0;
        const int category =
            good ? ceased_category(csv_in_text(csv, line, self->breakdown)) : ALL_CATEGORIES;
        if (category == ALL_CATEGORIES)
            continue;
        ret = tidy_read(self->file, line, &row, &good, err);
        if (ret != 0 || !good)
            continue;
        double transfer;
        struct observation *item = &row.item;
        item->category = (short)category;
        item->measure = EVIDENCE_CEASED;
        item->count = ceased_other(self, line, &transfer);
        add_up(sum, &n, item);
        item->measure = EVIDENCE_TRANSFERRED;
        item->count = transfer;
        add_up(sum, &n, item);
    }
    for (size_t i = 0; i < n && ret == 0; i++)
        ret = tidy_put(self->file, &sum[i], err);
    free(sum);
    return ret;
}

int
tidy_ceased(struct tidy *self, struct hr_err *err)
{
    struct csv_in *csv = self->csv;
    tidy_find(self);
    const struct ceased at = { self, columns_one(csv, "breakdown_topic", ""),
                               csv_in_column(csv, "breakdown"),
                               columns_one(csv, "transfer_count", ""),
                               columns_one(csv, "total_ceased_count", "") };
    int ret = csv_in_check(csv, err);
    if (ret == 0)
        ret = ceased_placements(&at, err);
    for (size_t line = 0; line < csv->n_row && ret == 0; line++) {
        struct tidy_row row;
        bool good;
        const char *topic = csv_in_text(csv, line, at.topic);
        const bool by_age = strcasecmp(topic, "Age plan ceased") == 0;
        if (!by_age && strcasecmp(topic, "All ceased EHC plans") != 0)
            continue;
        ret = tidy_read(self, line, &row, &good, err);
        if (ret == 0 && good && (!by_age || tidy_ages(self, line, &row)))
            ret = ceased_counts(&at, line, &row.item, err);
    }
    return ret;
}
