/* Each number of the file beside what the table compares it with. */
#include "slips.h"

#include "text.h"
#include "value.h"

#include <ctype.h>
#include <fnmatch.h>
#include <math.h>
#include <string.h>

/* What is right over what was typed, and how a person comes to type it. */
static const struct {
    double factor;
    unsigned of;
    const char *asked;
} slip[] = {
    { 1e-3, SLIP_MILLIONS, "is it in thousands" },
    { 1e-6, SLIP_MILLIONS, "is it in pounds" },
    { 1e3, SLIP_MILLIONS, "is it in £ billion" },
    { 1e3, SLIP_POUNDS, "is it in thousands" },
    { 1e6, SLIP_POUNDS, "is it in £ million" },
    { 1e-2, SLIP_POUNDS, "is it in pence" },
    { 1e-3, SLIP_POUNDS, "has it three noughts too many" },
    { 12.0, SLIP_POUNDS | SLIP_MILLIONS, "is it for a month" },
    { 52.0, SLIP_POUNDS, "is it for a week" },
    { 38.0, SLIP_POUNDS, "is it for a school week" },
    { 1.0 / 12.0, SLIP_POUNDS | SLIP_MILLIONS, "was a year's multiplied by 12" },
    { 1.0 / 52.0, SLIP_POUNDS, "was a year's multiplied by 52" },
    { 1e3, SLIP_COUNT, "is it in thousands" },
    { 1e-3, SLIP_COUNT, "has it three noughts too many" },
    { 12.0, SLIP_COUNT, "is it a month's" },
    { 1e-2, SLIP_SHARE, "is it per cent" },
    { 1e2, SLIP_SHARE, "was it divided by 100 twice" },
    { -1.0, SLIP_SIGN, "is its sign turned" },
    { 0.1, SLIP_ANY, "is its decimal point one place too far right" },
    { 10.0, SLIP_ANY, "is its decimal point one place too far left" },
};
enum {
    N_SLIP = sizeof slip / sizeof slip[0],
    N_TOLD = 2,               /* at most */
    FIRST_POINT = N_SLIP - 2, /* the commonest slip: where it explains a number it is told */
    MOST_POINTS = 32,         /* ages, months, values */
};

static const double LEAST_RIGHT = 1e-4; /* of what it is beside: no advice to write less */
static const double END_SLACK = 3.0;    /* ends of a range lie further out than its middle */

/* The numbers that a key gives: one, or the points of a range. */
struct points {
    const struct scenario_key *key;
    struct {
        const char *name; /* "low"; "": the number itself */
        double value;     /* money in pounds */
        bool end;
    } item[MOST_POINTS];
    size_t n;
};

static bool
is_usual(const struct slip_row *row, const struct beside *beside, double value, bool end)
{
    const double times = (value - beside->from) / beside->scale, slack = end ? END_SLACK : 1.0;
    if (!(beside->scale > 0.0) || isnan(times))
        return true;
    if (value == 0.0)
        return (row->slips & SLIP_NOUGHT) == 0;
    if (row->most_below == 0.0)
        return times >= row->least / slack && times <= row->most * slack;
    return times <= row->most * slack && times >= -row->most_below * slack &&
           (end || fabs(times) >= row->least); /* a range of either sign may end near 0 */
}

/* How far from the middle of what is usual, in either direction. */
static double
distance(const struct slip_row *row, const struct beside *beside, double value)
{
    const double middle = sqrt(fmax(row->least, 1e-3 * row->most) * row->most);
    return fabs(log(fabs(value - beside->from) / beside->scale / middle));
}

/* ---- what to write */

/* The slip from `begin` on, other than `but`, that brings the number nearest to the middle of what
 * is usual; N_SLIP: none does. */
static size_t
best_slip(const struct slip_row *row, const struct beside *beside, double value, size_t begin,
          size_t but)
{
    double best = (double)INFINITY;
    size_t found = N_SLIP;
    for (size_t i = begin; i < N_SLIP; i++) {
        const double right = value * slip[i].factor, off = distance(row, beside, right);
        if (i == but || (slip[i].of & row->slips) == 0 || off >= best ||
            fabs(right) < LEAST_RIGHT * beside->scale || !is_usual(row, beside, right, false))
            continue;
        best = off;
        found = i;
    }
    return found;
}

/* As a person would write it: 5166.67, never 2.31e+06. */
static double
short_number(double value)
{
    const double unit = pow(10.0, floor(log10(fabs(value))) - 5.0);
    return round(value / unit) * unit;
}

/* " (write 6200)", and of a range " (write low = 6200, central = 6800, high = 7400)". */
static void
add_right(struct text *text, const struct points *points, size_t one, double factor)
{
    const double scale = field_scale(points->key->row);
    const bool all = points->key->each == NULL && !points->item[one].end;
    text_add(text, " (write ");
    for (size_t i = all ? 0 : one; i < (all ? points->n : one + 1); i++)
        text_add(text, "%s%s%s%.10g", i == 0 || !all ? "" : ", ", points->item[i].name,
                 points->item[i].name[0] == '\0' ? "" : " = ",
                 short_number(points->item[i].value * factor / scale));
    text_add(text, ")");
}

static void
add_advice(struct text *text, const struct slip_row *row, const struct beside *beside,
           const struct points *points, size_t one)
{
    const double value = points->item[one].value;
    const size_t best = best_slip(row, beside, value, 0, N_SLIP),
                 point = best_slip(row, beside, value, FIRST_POINT, N_SLIP);
    const size_t told[N_TOLD] = { best, best == N_SLIP || best >= FIRST_POINT || point == N_SLIP
                                            ? best_slip(row, beside, value, 0, best)
                                            : point };
    for (size_t i = 0; i < N_TOLD && told[i] < N_SLIP; i++) {
        text_add(text, "%s%s", i == 0 ? ": " : ", ", slip[told[i]].asked);
        add_right(text, points, one, slip[told[i]].factor);
    }
    text_add(text, "%s", told[0] < N_SLIP ? "?" : ": is it meant?");
}

/* ---- the question */

/* "£1,950m", "£6.2", "0.5" */
static const char *
typed(const struct checks *self, const struct field *row, double value)
{
    const double scale = field_scale(row);
    const size_t length = strlen(row->key);
    const bool money = scale > 1.0 || (length > 4 && strcmp(row->key + length - 4, "_gbp") == 0);
    char buf[40];
    field_number(fabs(value) / scale, buf, sizeof buf);
    return arena_format(self->arena, "%s%s%s%s", value < 0.0 ? "-" : "", money ? "£" : "", buf,
                        scale > 1.0 ? "m" : "");
}

/* "from 0.2 to 4.5 times" */
static const char *
usual(const struct checks *self, const struct slip_row *row)
{
    const bool either = row->most_below > 0.0;
    const char *range = arena_format(self->arena, "from %g to %g",
                                     either ? -row->most_below : row->least, row->most);
    return either && row->least > 0.0
               ? arena_format(self->arena, "%s, and at least %g either way", range, row->least)
               : range;
}

static void
ask(const struct checks *self, const struct slip_row *row, const struct beside *beside,
    const struct points *points, size_t one)
{
    const struct scenario_key *key = points->key;
    const char *name = points->item[one].name;
    const double value = points->item[one].value;
    struct text text;
    text_init(&text);
    text_add(&text, "'%s' %s%s%s %s", key->path, name[0] == '\0' ? "is" : "has ", name,
             name[0] == '\0' ? "" : " =", typed(self, key->row, value));
    if (beside->from != 0.0)
        text_add(&text, ", %s from %s the year before", value > beside->from ? "up" : "down",
                 typed(self, key->row, beside->from));
    if (beside->told[0] != '\0')
        text_add(&text, ", %.3g times %s", (value - beside->from) / beside->scale, beside->told);
    text_add(&text, " (%s is usual)", usual(self, row));
    add_advice(&text, row, beside, points, one);
    if (text.failed)
        self->arena->failed = true;
    else
        faults_add(self->questions, key->where, "%s", text.text);
    text_release(&text);
}

/* ---- the walk */

static const char *
element_name(const struct checks *self, const struct field *row, size_t element)
{
    return arena_format(self->arena, "%s %d", row->index, row->first_index + (int)element);
}

/* Of the numbers that the row finds unusual, the middle of a range or else the one furthest out is
 * asked about. False: none is. */
static bool
asked_by(const struct checks *self, const struct slip_row *row, const struct points *points)
{
    struct beside furthest = { .scale = 0.0 };
    size_t found = MOST_POINTS;
    double best = -1.0;
    for (size_t i = 0; i < points->n; i++) {
        const struct slip_number number = { points->key, points->item[i].value, i };
        const struct beside beside = row->beside(self, &number);
        if (is_usual(row, &beside, number.value, points->item[i].end))
            continue;
        const double far = points->item[i].end ? 0.0 : distance(row, &beside, number.value);
        if (far > best) {
            furthest = beside;
            found = i;
            best = far;
        }
    }
    if (found < MOST_POINTS)
        ask(self, row, &furthest, points, found);
    return found < MOST_POINTS;
}

/* Most keys differ from a row's before its first pattern or after its last. */
static bool
is_like(const char *pattern, const char *path)
{
    const char *end = pattern + strlen(pattern), *last = path + strlen(path);
    const char *first = pattern, *at = path;
    for (; isalnum((unsigned char)*first) && *first == *at; first++)
        at++;
    for (; end > first && last > at && isalnum((unsigned char)end[-1]) && end[-1] == last[-1];
         end--)
        last--;
    return !isalnum((unsigned char)*first) && !(end > first && isalnum((unsigned char)end[-1])) &&
           fnmatch(pattern, path, 0) == 0;
}

/* Does a row fit? */
static bool
look(const struct checks *self, const struct slip_row *row, const struct points *points)
{
    bool fits = false;
    for (; row->key != NULL; row++) {
        if (!is_like(row->key, points->key->path))
            continue;
        fits = true;
        if (asked_by(self, row, points))
            break;
    }
    return fits;
}

static void
add_point(struct points *out, const char *name, double value, bool end)
{
    out->item[out->n].name = name;
    out->item[out->n].value = value;
    out->item[out->n++].end = end;
}

/* The middle first; a spread of the logarithm or the shape of a beta is no value of the thing. */
static void
points_of_quantity(struct points *out, const struct quantity *q)
{
    switch (q->kind) {
    case QUANTITY_FIXED: add_point(out, "", q->p[0], false); return;
    case QUANTITY_TRIPLET:
        add_point(out, "low", q->p[0], true);
        add_point(out, "central", q->p[1], false);
        add_point(out, "high", q->p[2], true);
        return;
    case QUANTITY_NORMAL: add_point(out, "mean", q->p[0], true); return;
    case QUANTITY_LOGNORMAL: add_point(out, "median", q->p[0], false); return;
    case QUANTITY_PERT:
        add_point(out, "min", q->p[0], true);
        add_point(out, "mode", q->p[1], false);
        add_point(out, "max", q->p[2], true);
        return;
    case QUANTITY_UNIFORM:
        add_point(out, "min", q->p[0], true);
        add_point(out, "max", q->p[1], true);
        return;
    case QUANTITY_DISCRETE:
        for (size_t i = 0; i < q->n_value; i++)
            add_point(out, "a value", q->value[i], true);
        return;
    case QUANTITY_BETA: return;
    }
}

static void
look_at_key(const struct checks *self, const struct scenario_key *key, const struct quantity *q)
{
    struct points points = { .key = key };
    if (q != NULL)
        points_of_quantity(&points, q);
    else if (key->each != NULL)
        for (size_t i = 0; i < key->row->length; i++)
            add_point(&points, element_name(self, key->row, i), key->each[i], false);
    else if (!isnan(key->value))
        add_point(&points, "", key->value * field_scale(key->row), false);
    if (points.n > 0 && !look(self, slip_row, &points))
        (void)look(self, slip_general, &points);
}

/* Was it typed, and not left to England's tables or to a default? */
static bool
is_own(const struct scenario *scenario, const char *where)
{
    return strcmp(where, "default") != 0 && !value_is_of_england(where) && scenario->n_key > 0;
}

static const struct field *
row_of(const struct field_table *table, const char *key)
{
    return &table->row[field_table_find(table, key)];
}

/* People of a table have no key of their own: they are asked about as if they were typed. */
static void
look_at_population(const struct checks *self)
{
    const struct population_in *in = &self->in->population;
    const struct field_table *counts = row_of(&population_fields, "counts")->table;
    for (size_t i = 0; in->table[0] != '\0' && i < in->n_count; i++)
        look_at_key(
            self,
            &(struct scenario_key){ .path = arena_format(self->arena, "population.counts.%d.by_age",
                                                         in->count[i].mid_year),
                                    .where = in->count[i].where,
                                    .row = row_of(counts, "by_age"),
                                    .value = (double)NAN,
                                    .each = in->count[i].by_age },
            NULL);
}

void
check_slips(const struct checks *self)
{
    const struct scenario *scenario = self->scenario;
    size_t n_quantity = 0;
    for (size_t i = 0; i < scenario->n_key; i++) {
        const struct scenario_key *key = &scenario->key[i];
        const bool quantity = key->row->type == FIELD_QUANTITY;
        n_quantity += quantity;
        if (is_own(scenario, key->where) && field_is_bounded(key->row))
            look_at_key(self, key, quantity ? &scenario->inputs.quantity[n_quantity] : NULL);
    }
    look_at_population(self);
}
