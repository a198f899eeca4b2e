/* comparators: this area beside its neighbours, their middle one, England and others. */
#include "tables.h"

#include "beside.h"
#include "measures.h"

#include <math.h>
#include <string.h>

struct comparator_row {
    const char *figure, *category, *unit, *area, *is, *year, *source;
    double value, rank, of;
};
#define ROW(member) offsetof(struct comparator_row, member)

static const struct table_field comparator_field[] = {
    COLUMN_TEXT(
        "figure", ROW(figure),
        "plans_per_1000: plans for each 1,000 people aged 0 to 25; growth_one_year, "
        "growth_five_years: of plans, a yearly rate (of five years: compound, a year of the "
        "five, not the growth of all five); spending_per_plan: section 251 lines 1.2.x, "
        "without place funding; share: of plans whose placement is recorded"),
    COLUMN_TEXT("share_of", ROW(category), "of a share: the category of placement"),
    COLUMN_TEXT("unit", ROW(unit), AS_BEFORE),
    COLUMN_TEXT("area", ROW(area), "name of the area"),
    COLUMN_TEXT("area_is", ROW(is),
                "own: this area; neighbour: a statistical neighbour; median: the middle of the "
                "neighbours that are known; england; area: any other"),
    COLUMN_TEXT("year_of_figure", ROW(year), "January census, or financial year of spending"),
    COLUMN_IN(TABLE_UNIT_OF_ROW, "amount", ROW(value), "the figure; empty where it is not known"),
    COLUMN_KEY("rank", ROW(rank),
               "of this area and its neighbours, from the highest: 1 is the highest"),
    COLUMN_KEY("rank_of", ROW(of), "how many are ranked: this area and the neighbours known"),
    COLUMN_TEXT("source", ROW(source), AS_BEFORE),
};
#undef ROW

static struct comparator_row
row_of(size_t compared)
{
    return (struct comparator_row){ .figure = compared_name(compared),
                                    .category = compared_category(compared),
                                    .unit = compared_unit(compared),
                                    .value = (double)NAN,
                                    .rank = (double)NAN,
                                    .of = (double)NAN };
}

/* What the first number under a path that has a source says. */
static const char *
source_under(const struct scenario *scenario, const char *path, int n)
{
    for (size_t k = 0; scenario != NULL && n > 0 && k < scenario->n_key; k++)
        if (strncmp(scenario->key[k].path, path, (size_t)n) == 0 &&
            scenario->key[k].from.source != NULL)
            return scenario->key[k].from.source;
    return NULL;
}

/* Of a figure of an entry of the list; of one that has none of its own, what the entry says. */
static const char *
source_of(const struct scenario *scenario, const struct comparator_in *entry, size_t compared)
{
    char path[480];
    const int n = snprintf(path, sizeof path, "comparators.%s.%d.", entry->name, entry->census);
    if (n < 0 || (size_t)n >= sizeof path)
        return NULL;
    const int figure = snprintf(path + n, sizeof path - (size_t)n, "%s",
                                compared < COMPARED_SHARE ? compared_name(compared) : "mix");
    const char *own = source_under(scenario, path, n + figure);
    return own != NULL ? own : source_under(scenario, path, n);
}

/* Would this area's own share tell a count that is left out? */
static bool
is_left_out(const struct table_source *from, size_t compared, double share)
{
    return from->suppress != NULL && compared >= COMPARED_SHARE &&
           suppress_hides_share(from->suppress, (enum category)(compared - COMPARED_SHARE), share);
}

static void
put_own(const struct table_source *from, size_t compared, const struct beside *beside,
        struct table *out)
{
    struct comparator_row row = row_of(compared);
    const bool left_out = is_left_out(from, compared, beside->own);
    const struct year_name census = census_name(from->results->model->in->base_census);
    const struct year_name said =
        beside->own_says == NULL ? census : beside_year(beside->own_says, compared);
    row.area = from->results->model->in->area;
    row.is = "own";
    row.value = beside->own;
    row.year = said.text;
    row.source =
        beside->own_says == NULL ? NULL : source_of(from->scenario, beside->own_says, compared);
    if (beside->n > 0 && !isnan(beside->own) && !left_out) {
        row.rank = (double)beside->above + 1.0;
        row.of = (double)beside->n + 1.0;
    }
    table_put(out, &row);
    if (left_out)
        suppress_last_row(from->suppress, out);
}

static void
put_median(const struct results *results, size_t compared, const struct beside *beside,
           struct table *out)
{
    struct comparator_row row = row_of(compared);
    const struct comparator_in *first = beside_neighbour(results, compared, 0);
    if (first == NULL)
        return;
    const struct year_name year = beside_year(first, compared);
    row.area = "Median of the neighbours known";
    row.is = "median";
    row.value = beside->median;
    row.year = year.text;
    table_put(out, &row);
}

static void
put_others(const struct table_source *from, size_t compared, struct table *out)
{
    const struct inputs *in = from->results->model->in;
    for (size_t i = 0; i < in->n_comparator; i++) {
        const struct comparator_in *entry = &in->comparator[i];
        struct comparator_row row = row_of(compared);
        const struct year_name year = beside_year(entry, compared);
        if (entry->kind == COMPARATOR_OWN)
            continue;
        row.area = entry->name;
        row.is = comparator_kind_choice[entry->kind];
        row.value = comparator_figure(entry, compared);
        row.year = compared == COMPARED_SPENDING && entry->spending_fy == 0 ? NULL : year.text;
        row.source = source_of(from->scenario, entry, compared);
        table_put(out, &row);
    }
}

/* Does any of them have the figure? */
static bool
is_compared(const struct inputs *in, size_t compared)
{
    for (size_t i = 0; i < in->n_comparator; i++)
        if (!isnan(comparator_figure(&in->comparator[i], compared)))
            return true;
    return false;
}

static int
fill_comparators(const struct table_source *from, struct table *out, struct hr_err *err)
{
    (void)err;
    for (size_t compared = 0; compared < N_COMPARED; compared++) {
        struct beside beside;
        if (!is_compared(from->results->model->in, compared))
            continue;
        beside_init(&beside, from->results, compared);
        put_own(from, compared, &beside, out);
        put_median(from->results, compared, &beside, out);
        put_others(from, compared, out);
    }
    return 0;
}

static bool
applies(const struct results *results)
{
    return results->model->in->n_comparator > 0;
}

const struct result_table comparators_table = {
    .name = "comparators",
    .holds = "this area beside its statistical neighbours and England: plans per 1,000, growth, "
             "placements, spending for each plan",
    .field = comparator_field,
    .n_field = N_FIELD(comparator_field),
    .fill = fill_comparators,
    .applies = applies,
};
