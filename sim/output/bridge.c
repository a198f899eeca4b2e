/* From one forecast to the next.
 *
 * Of each folder, scenario and financial year t (0: old, 1: new), all averages of its futures:
 *
 *   symbol | measure of forecast.csv                     | unit
 *   D      | deficit                                     | GBP million, at 31 March
 *   n_s    | place_years.s, N their sum, m_s = n_s / N   | place-years, share
 *   F_s    | place_funding.s                             | GBP million
 *   p_s    | (spending.s + joint_funding.s - F_s) / n_s  | GBP million a place-year
 *   L_l    | line.l                                      | GBP million
 *   O      | option_cost, 0 where there are no options    | GBP million
 *   H, G   | high_needs_spending, high_needs_grant       | GBP million
 *   B      | in_year_deficit - (H - G): other blocks     | GBP million
 *   R      | receipts                                    | GBP million
 *
 * D(t) = D(t-1) + H - G + B - R, so D of year t changes by D(first-1), the opening, and each year's
 * own
 *
 *   volume        (N1 - N0) sum m0_s p0_s          more or fewer place-years, at the old mix and
 *                                                  the old prices
 *   mix           N1 sum (m1_s - m0_s) p0_s        elsewhere, at the old prices
 *   price         sum n1_s (p1_s - p0_s)           dearer or cheaper, at the new place-years
 *   place funding sum (F1_s - F0_s)
 *   lines         sum (L1_l - L0_l),  options O1 - O0
 *   grant         -(G1 - G0)
 *   receipts      -(R1 - R0)
 *   other blocks  B1 - B0
 *   the rest      what is left of the change
 *
 * p_s is what place-years cost by their number, so that it adds up on averages: the average of a
 * product is not the product of averages. A folder of version 0.2 or before has no F_s: there p_s
 * is unit_price.s and what is left of the spending is taken for place funding.
 *
 * The first three are the price-volume-mix decomposition of sum n_s p_s and add up to its change
 * exactly; another order of attribution would move their joint effect between them. A setting of
 * one folder only has no price in the other: its one price is used for both, so what it costs is of
 * volume and mix. Of a setting's mix, N1 (m1_s - m0_s) (p0_s - mean p0) is shown: the same sum,
 * since shares add up to one, and above 0 where children go to dearer settings than the mean or
 * leave cheaper ones. */
#include "bridge.h"

#include "measures.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static const struct {
    const char *id, *name;
} part_text[BRIDGE_N_PART] = {
    [BRIDGE_OPENING] = { "opening", "Opening position" },
    [BRIDGE_VOLUME] = { "volume", "Number of children in places" },
    [BRIDGE_MIX] = { "mix", "Where they are placed" },
    [BRIDGE_PRICE] = { "price", "Top-ups and fees" },
    [BRIDGE_PLACE_FUNDING] = { "place_funding", "Place funding" },
    [BRIDGE_JOINT] = { "joint_funding", "Paid by health and social care" },
    [BRIDGE_LINES] = { "lines", "Services and other lines" },
    [BRIDGE_OPTIONS] = { "options", "Cost of options" },
    [BRIDGE_GRANT] = { "grant", "High needs grant and transfers" },
    [BRIDGE_RECEIPTS] = { "receipts", "Agreements and contributions" },
    [BRIDGE_OTHER_BLOCKS] = { "other_blocks", "Other blocks" },
    [BRIDGE_REST] = { "rest", "The rest" },
};

const char *
bridge_part_id(enum bridge_part part)
{
    return part_text[part].id;
}

const char *
bridge_part_name(enum bridge_part part)
{
    return part_text[part].name;
}

/* ---- reading figures */

struct side { /* one of the two forecasts */
    const struct run_folder *folder;
    size_t scenario;
};

static double
central(const struct side *side, int fy, const char *measure)
{
    return run_folder_value(side->folder, side->scenario, fy,
                            run_folder_measure(side->folder, measure))
        ->central;
}

/* Of "place_years." and "special", say; *there: does the folder know the measure? */
static double
central_of(const struct side *side, int fy, const char *prefix, const char *id, bool *there)
{
    char measure[512]; /* no run writes a name as long */
    snprintf(measure, sizeof measure, "%s%s", prefix, id);
    const size_t at = run_folder_measure(side->folder, measure);
    *there = at != SIZE_MAX;
    return run_folder_value(side->folder, side->scenario, fy, at)->central;
}

static double
to_the_pound(double gbp_m)
{
    const double x = round(gbp_m * GBP_PER_GBP_M) / GBP_PER_GBP_M;
    return x == 0.0 ? 0.0 : x; /* no -0 */
}

/* ---- settings */

struct setting { /* in one year */
    double n[2], p[2], f[2];
};

/* Place-years are written to four decimals, prices to the penny, spending to the pound: below that
 * there is no place funding. */
static double
left_of_spending(double n, double p_gbp, double gross_gbp_m)
{
    const double gbp = gross_gbp_m * GBP_PER_GBP_M - n * p_gbp,
                 unknown_gbp = 0.5e-4 * fabs(p_gbp) + 0.5e-2 * n + 0.5;
    return fabs(gbp) <= unknown_gbp ? 0.0 : gbp / GBP_PER_GBP_M;
}

/* Of one forecast. False where its folder knows the setting but leaves its figures out. */
static bool
read_side(const struct side *side, int fy, const char *id, size_t k, struct setting *out)
{
    bool there, priced, spent, shared, funded;
    const double n = central_of(side, fy, "place_years.", id, &there),
                 p_gbp = central_of(side, fy, "unit_price.", id, &priced),
                 spending = central_of(side, fy, "spending.", id, &spent),
                 joint = central_of(side, fy, "joint_funding.", id, &shared),
                 places = central_of(side, fy, "place_funding.", id, &funded);
    out->n[k] = there ? n : 0.0;
    out->p[k] = (double)NAN;
    out->f[k] = 0.0;
    if (!there)
        return true;
    const double gross = spending + (shared ? joint : 0.0); /* the price is of all who pay */
    if (!(isfinite(n) && isfinite(p_gbp) && isfinite(gross)) || (funded && !isfinite(places)))
        return false;
    out->f[k] = funded ? places : left_of_spending(n, p_gbp, gross);
    out->p[k] = funded && n > 0.0 ? (gross - places) / n : p_gbp / GBP_PER_GBP_M;
    return true;
}

/* A setting of one folder only has its one price in both. */
static bool
read_setting(const struct side side[2], int fy, const char *id, struct setting *out)
{
    for (size_t k = 0; k < 2; k++)
        if (!read_side(&side[k], fy, id, k, out))
            return false;
    for (size_t k = 0; k < 2; k++)
        if (isnan(out->p[k]))
            out->p[k] = out->p[1 - k];
    return true;
}

/* What settings have together in one year. */
struct all_settings {
    double n[2], cost_0; /* N; sum n0 p0 */
};

static double
share(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

/* The item's own part, from the setting of its id. */
static double
of_setting(enum bridge_part part, const struct setting *s, const struct all_settings *all)
{
    switch (part) {
    case BRIDGE_MIX:
        return all->n[1] * (share(s->n[1], all->n[1]) - share(s->n[0], all->n[0])) *
               (s->p[0] - share(all->cost_0, all->n[0]));
    case BRIDGE_PRICE: return s->n[1] * (s->p[1] - s->p[0]);
    case BRIDGE_PLACE_FUNDING: return s->f[1] - s->f[0];
    default: hr_bug("part %d is not of a setting", (int)part);
    }
}

/* ---- items */

static bool
is_of_setting(const struct bridge_item *item)
{
    return item->part == BRIDGE_MIX || item->part == BRIDGE_PRICE ||
           item->part == BRIDGE_PLACE_FUNDING;
}

/* The parts that have items, in the order of bridge_items.csv. */
static const enum bridge_part item_part[] = { BRIDGE_MIX,   BRIDGE_PRICE, BRIDGE_PLACE_FUNDING,
                                              BRIDGE_JOINT, BRIDGE_LINES, BRIDGE_OPTIONS };
enum { N_ITEM_PART = sizeof item_part / sizeof item_part[0] };

/* The item that a measure is of; NULL when it is of another part. Terms of high needs spending
 * are of settings, of lines, or the cost of all options together, which is one item. */
static const char *
item_of(enum bridge_part part, const char *measure)
{
    const char *item;
    const struct measure_row *row = measure_row_of(measure, &item);
    if (row == NULL)
        return NULL;
    if (part == BRIDGE_JOINT)
        return strcmp(row->id, "joint_funding.") == 0 ? item : NULL;
    if (measure_sign(&(struct measure){ .row = row }, SUM_SPENDING_BY_ACCOUNT, SIZE_MAX) == 0.0)
        return NULL;
    const bool option = strcmp(row->id, "option_cost") == 0;
    switch (part) {
    case BRIDGE_OPTIONS: return option ? measure : NULL;
    case BRIDGE_LINES:
        return option || row->scope == MEASURE_SETTING ? NULL : item[0] == '\0' ? measure : item;
    default: return row->scope == MEASURE_SETTING ? item : NULL;
    }
}

static struct bridge_item *
find_item(struct bridge_pair *pair, enum bridge_part part, const char *id)
{
    for (size_t i = 0; i < pair->n_item; i++)
        if (pair->item[i].part == part && strcmp(pair->item[i].id, id) == 0)
            return &pair->item[i];
    return NULL;
}

static void
add_items(struct bridge_pair *pair, const struct run_folder *folder, enum bridge_part part,
          bool is_old)
{
    for (size_t m = 0; m < folder->n_measure; m++) {
        const char *id = item_of(part, folder->measure[m]);
        if (id == NULL)
            continue;
        struct bridge_item *item = find_item(pair, part, id);
        if (item == NULL) {
            item = &pair->item[pair->n_item++];
            *item = (struct bridge_item){ .part = part, .id = id, .measure = folder->measure[m] };
        }
        *(is_old ? &item->in_old : &item->in_new) = true;
    }
}

static int
list_items(struct bridge_pair *pair, const struct bridge *bridge, struct hr_err *err)
{
    const size_t most = N_ITEM_PART * (bridge->old->n_measure + bridge->new->n_measure);
    pair->item = calloc(most + 1, sizeof *pair->item);
    if (pair->item == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a bridge");
    for (size_t k = 0; k < N_ITEM_PART; k++) {
        add_items(pair, bridge->old, item_part[k], true);
        add_items(pair, bridge->new, item_part[k], false);
    }
    pair->gbp_m = calloc(pair->n_item * pair->n_year + 1, sizeof *pair->gbp_m);
    if (pair->gbp_m == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a bridge");
    for (size_t i = 0; i < pair->n_item; i++)
        pair->item[i].gbp_m = pair->gbp_m + i * pair->n_year;
    return 0;
}

/* ---- one year */

static void
sum_settings(const struct bridge_pair *pair, const struct side side[2], int fy,
             struct all_settings *all)
{
    *all = (struct all_settings){ 0 };
    for (size_t i = 0; i < pair->n_item; i++) {
        struct setting s;
        if (pair->item[i].part != BRIDGE_MIX || !read_setting(side, fy, pair->item[i].id, &s))
            continue;
        all->n[0] += s.n[0];
        all->n[1] += s.n[1];
        all->cost_0 += s.n[0] * s.p[0];
    }
}

/* A line, the cost of options or joint funding: missing from one folder, it costs nothing there.
 * NAN: left out of a folder. */
static double
change_of(const struct side side[2], int fy, const char *measure)
{
    double x[2];
    for (size_t k = 0; k < 2; k++)
        x[k] = run_folder_measure(side[k].folder, measure) == SIZE_MAX
                   ? 0.0
                   : central(&side[k], fy, measure);
    return x[1] - x[0];
}

static void
fill_items(struct bridge_pair *pair, const struct side side[2], size_t t,
           const struct all_settings *all)
{
    struct bridge_year *year = &pair->year[t];
    for (size_t i = 0; i < pair->n_item; i++) {
        struct bridge_item *item = &pair->item[i];
        struct setting s;
        double gbp_m = (double)NAN;
        if (!is_of_setting(item))
            gbp_m = (item->part == BRIDGE_JOINT ? -1.0 : 1.0) *
                    change_of(side, year->fy, item->measure);
        else if (read_setting(side, year->fy, item->id, &s))
            gbp_m = of_setting(item->part, &s, all);
        item->hidden = item->hidden || isnan(gbp_m);
        gbp_m = isnan(gbp_m) ? 0.0 : gbp_m;
        item->gbp_m[t] = gbp_m + (t > 0 ? item->gbp_m[t - 1] : 0.0);
        year->of_year[item->part] += gbp_m;
    }
}

static double
other_blocks(const struct side *side, int fy)
{
    return central(side, fy, "in_year_deficit") -
           (central(side, fy, "high_needs_spending") - central(side, fy, "high_needs_grant"));
}

static void
fill_year(struct bridge_pair *pair, const struct side side[2], size_t t)
{
    struct bridge_year *year = &pair->year[t];
    const int fy = year->fy;
    struct all_settings all;
    sum_settings(pair, side, fy, &all);
    fill_items(pair, side, t, &all);
    year->of_year[BRIDGE_OPENING] =
        t > 0 ? 0.0 : central(&side[1], fy - 1, "deficit") - central(&side[0], fy - 1, "deficit");
    year->of_year[BRIDGE_VOLUME] = (all.n[1] - all.n[0]) * share(all.cost_0, all.n[0]);
    year->of_year[BRIDGE_GRANT] =
        central(&side[0], fy, "high_needs_grant") - central(&side[1], fy, "high_needs_grant");
    year->of_year[BRIDGE_RECEIPTS] =
        central(&side[0], fy, "receipts") - central(&side[1], fy, "receipts");
    year->of_year[BRIDGE_OTHER_BLOCKS] = other_blocks(&side[1], fy) - other_blocks(&side[0], fy);
}

/* Parts are rounded to the pound before the rest is taken, so that what is written adds up. */
static void
add_up(struct bridge_pair *pair, size_t t)
{
    struct bridge_year *year = &pair->year[t];
    double rest = year->new_gbp_m - year->old_gbp_m;
    for (size_t part = 0; part < BRIDGE_REST; part++) {
        double so_far = 0.0;
        for (size_t u = 0; u <= t; u++)
            so_far += pair->year[u].of_year[part];
        year->part[part] = to_the_pound(so_far);
        rest -= year->part[part];
    }
    year->part[BRIDGE_REST] = to_the_pound(rest);
    year->of_year[BRIDGE_REST] =
        to_the_pound(year->part[BRIDGE_REST] - (t > 0 ? pair->year[t - 1].part[BRIDGE_REST] : 0.0));
}

/* ---- pairs of scenarios */

static bool
is_forecast(const struct side *side, int fy)
{
    return run_folder_value(side->folder, side->scenario, fy,
                            run_folder_measure(side->folder, "deficit"))
               ->basis == RUN_FORECAST;
}

static int
list_years(struct bridge_pair *pair, const struct side side[2], struct hr_err *err)
{
    const struct run_folder *old = side[0].folder;
    pair->year = calloc(old->n_year, sizeof *pair->year);
    if (pair->year == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a bridge");
    for (int fy = old->first_fy; fy < old->first_fy + (int)old->n_year; fy++)
        if (is_forecast(&side[0], fy) && is_forecast(&side[1], fy))
            pair->year[pair->n_year++].fy = fy;
    if (pair->n_year == 0)
        return hr_fail(err, HR_ESCENARIO, "'%s' and '%s' forecast no financial year in common",
                       old->path, side[1].folder->path);
    return 0;
}

static int
want_money(const struct side *side, int fy, bool opening, struct hr_err *err)
{
    static const char *const needed[] = { "deficit", "in_year_deficit", "high_needs_spending",
                                          "high_needs_grant", "receipts" };
    for (size_t i = 0; i < (opening ? 1 : sizeof needed / sizeof needed[0]); i++)
        if (!isfinite(central(side, fy, needed[i])))
            return hr_fail(err, HR_ESCENARIO,
                           "%s: '%s' of scenario '%s' has no central figure for %d/%02d, and a "
                           "bridge needs it",
                           side->folder->csv.name, needed[i],
                           side->folder->scenario[side->scenario], fy, (fy + 1) % 100);
    return 0;
}

static int
fill_pair(struct bridge_pair *pair, const struct bridge *bridge, struct hr_err *err)
{
    const struct side side[2] = { { bridge->old, pair->old }, { bridge->new, pair->new } };
    int ret = list_years(pair, side, err);
    for (size_t k = 0; ret == 0 && k < 2; k++) {
        ret = want_money(&side[k], pair->year[0].fy - 1, true, err);
        for (size_t t = 0; ret == 0 && t < pair->n_year; t++)
            ret = want_money(&side[k], pair->year[t].fy, false, err);
    }
    if (ret == 0)
        ret = list_items(pair, bridge, err);
    for (size_t t = 0; ret == 0 && t < pair->n_year; t++) {
        struct bridge_year *year = &pair->year[t];
        year->old_gbp_m = central(&side[0], year->fy, "deficit");
        year->new_gbp_m = central(&side[1], year->fy, "deficit");
        fill_year(pair, side, t);
        add_up(pair, t);
    }
    return ret;
}

static int
unknown_scenario(const struct run_folder *folder, const char *id, struct hr_err *err)
{
    return hr_fail(err, HR_ESCENARIO, "'%s' has no scenario '%s' (its first is '%s')", folder->path,
                   id, folder->scenario[0]);
}

/* By the names given; without names every id of both. */
static int
pair_scenarios(struct bridge *self, const struct bridge_names *names, struct hr_err *err)
{
    const size_t n_names = names == NULL ? 0 : names->n;
    for (size_t i = 0; i < (n_names > 0 ? n_names : self->old->n_scenario); i++) {
        const char *old = n_names > 0 ? names->item[i].old : self->old->scenario[i],
                   *new = n_names > 0 ? names->item[i].new : old;
        const struct bridge_pair pair = { .old = run_folder_scenario(self->old, old),
                                          .new = run_folder_scenario(self->new, new) };
        if (n_names > 0 && pair.old == SIZE_MAX)
            return unknown_scenario(self->old, old, err);
        if (n_names > 0 && pair.new == SIZE_MAX)
            return unknown_scenario(self->new, new, err);
        if (pair.new != SIZE_MAX)
            self->pair[self->n_pair++] = pair;
    }
    if (self->n_pair == 0)
        return hr_fail(
            err, HR_ESCENARIO,
            "'%s' and '%s' have no scenario of the same id: pair them with --scenario %s=%s",
            self->old->path, self->new->path, self->old->scenario[0], self->new->scenario[0]);
    return 0;
}

int
bridge_init(struct bridge *self, const struct run_folder *old, const struct run_folder *new,
            const struct bridge_names *names, struct hr_err *err)
{
    const size_t n_names = names == NULL ? 0 : names->n;
    *self = (struct bridge){ .old = old, .new = new };
    const char *area[2] = { run_folder_text(old, "area"), run_folder_text(new, "area") };
    if (strcmp(area[0], area[1]) != 0)
        return hr_fail(
            err, HR_ESCENARIO,
            "'%s' is of %s and '%s' of %s: a bridge leads from one forecast of an area to the next",
            old->path, area[0], new->path, area[1]);
    self->pair = calloc(n_names + old->n_scenario, sizeof *self->pair);
    if (self->pair == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a bridge");
    int ret = pair_scenarios(self, names, err);
    for (size_t p = 0; ret == 0 && p < self->n_pair; p++)
        ret = fill_pair(&self->pair[p], self, err);
    return ret;
}

void
bridge_release(struct bridge *self)
{
    for (size_t p = 0; p < self->n_pair; p++) {
        free(self->pair[p].year);
        free(self->pair[p].item);
        free(self->pair[p].gbp_m);
    }
    free(self->pair);
    *self = (struct bridge){ 0 };
}
