#include "fit_place.h"

#include "rake.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_CELL = N_NCY * N_KIND };
static const double SMALLEST_MOVE = 0.002; /* shares below it are rounding of the counts */
static const double MOST_MOVE = 0.9;       /* of a kind at an age in a year */

/* Ages at 31 August that a kind of placement is for, where tables do not say. Special schools keep
 * some to 19; few are otherwise placed before school age. */
static const struct {
    int from, to;
} AGES_OF_KIND[N_KIND] = {
    [CATEGORY_MAINSTREAM] = { 2, 18 },         [CATEGORY_UNIT] = { 3, 18 },
    [CATEGORY_STATE_SPECIAL] = { 2, 19 },      [CATEGORY_INDEPENDENT] = { 4, 21 },
    [CATEGORY_ALTERNATIVE] = { 5, 16 },        [CATEGORY_FURTHER_EDUCATION] = { 16, 25 },
    [CATEGORY_SPECIALIST_POST16] = { 16, 25 }, [CATEGORY_OTHERWISE] = { 4, 25 },
    [CATEGORY_EARLY_YEARS] = { 0, 4 },         [CATEGORY_HOME_EDUCATION] = { 4, 18 },
    [CATEGORY_NOT_IN_EDUCATION] = { 4, 25 },   [CATEGORY_OTHER] = { 0, 25 },
};
static const double AFTER_16 =
    0.25; /* of those in a school at 15 who are still in one past 16, seed of the raking */

const char *
kind_name(int kind)
{
    return kind == CATEGORY_OTHER ? "other_placements" : category_name(kind);
}

/* ---- placements that are not recorded */

/* So many more children in proportion to those of each kind; in whole ones, if whole, the kinds
 * with the largest remainders first, of equal ones the first. */
static void
spread(double kind[N_KIND], double extra, bool whole)
{
    double known = 0.0, remainder[N_KIND], left = extra;
    for (size_t k = 0; k < N_KIND; k++)
        known += kind[k];
    if (!(known > 0.0) || !(extra > 0.0))
        return;
    for (size_t k = 0; k < N_KIND; k++) {
        const double more = extra * kind[k] / known, taken = whole ? floor(more) : more;
        remainder[k] = more - taken;
        kind[k] += taken;
        left -= taken;
    }
    for (; whole && left > 0.5; left--) {
        size_t largest = 0;
        for (size_t k = 1; k < N_KIND; k++)
            largest = remainder[k] > remainder[largest] ? k : largest;
        kind[largest] += 1.0;
        remainder[largest] = -1.0;
    }
}

/* Children by age and kind, and those of each age whose placement is not recorded. */
struct table {
    double cell[N_NCY][N_KIND], not_recorded[N_NCY];
    double total; /* with them */
};

/* Over the kinds of their age; where none of an age is known, over those of all ages. */
static void
spread_table(struct table *self, bool whole)
{
    double all[N_KIND] = { 0.0 };
    for (size_t a = 0; a < N_NCY; a++)
        for (size_t k = 0; k < N_KIND; k++)
            all[k] += self->cell[a][k];
    for (size_t a = 0; a < N_NCY; a++) {
        double known = 0.0, sum = 0.0;
        for (size_t k = 0; k < N_KIND; k++) {
            known += self->cell[a][k];
            sum += all[k];
        }
        for (size_t k = 0; k < N_KIND && known <= 0.0 && sum > 0.0; k++)
            self->cell[a][k] = self->not_recorded[a] * all[k] / sum;
        if (known > 0.0)
            spread(self->cell[a], self->not_recorded[a], whole);
    }
}

/* ---- reading tables ---- */

/* Counts by age and kind into a table, as published. Ages "20 and over" are kept at 20, "2 and
 * under" at 2. */
static void
read_table(const struct panel *panel, const struct series *series, enum evidence_measure measure,
           int year, struct table *out)
{
    size_t first, end;
    *out = (struct table){ .total = 0.0 };
    evidence_range(panel->evidence, series->area, measure, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct observation *o = &panel->evidence->item[i];
        if (o->year != year || o->need != ALL_NEEDS || o->category == ALL_CATEGORIES ||
            o->from_age == ALL_AGES)
            continue;
        const int age = o->from_age <= 0 ? o->to_age : o->from_age;
        if (age >= N_NCY)
            continue;
        *(o->category == NOT_RECORDED ? &out->not_recorded[age] : &out->cell[age][o->category]) +=
            o->count;
        out->total += o->count;
    }
}

/* Plans by kind of a January, as published; returns how many are not recorded. */
static double
read_kinds(const struct panel *panel, const struct series *series, int census, double out[N_KIND])
{
    size_t first, end;
    double not_recorded = 0.0;
    memset(out, 0, N_KIND * sizeof *out);
    evidence_range(panel->evidence, series->area, EVIDENCE_PLANS, &first, &end);
    for (size_t i = first; i < end; i++) {
        const struct observation *o = &panel->evidence->item[i];
        if (o->year == census && o->need == ALL_NEEDS && o->category != ALL_CATEGORIES &&
            o->from_age == ALL_AGES)
            *(o->category == NOT_RECORDED ? &not_recorded : &out[o->category]) += o->count;
    }
    return not_recorded;
}

bool
place_kinds(const struct panel *panel, const struct series *series, int census, double out[N_KIND])
{
    const double not_recorded = read_kinds(panel, series, census, out);
    double known = 0.0;
    for (size_t k = 0; k < N_KIND; k++)
        known += out[k];
    spread(out, not_recorded, true);
    return known > 0.5 * series->plans[series_year(census)];
}

enum { MOST_YEARS_BACK = 3 };

struct place_source
place_source_of(const struct panel *panel, const struct series *series)
{
    double kind[N_KIND];
    struct place_source source = { .not_recorded = read_kinds(panel, series, panel->origin, kind),
                                   .january = panel->origin };
    while (!place_kinds(panel, series, source.january, kind))
        if (--source.january < panel->origin - MOST_YEARS_BACK || source.january < SERIES_FIRST) {
            source.january = 0;
            break;
        }
    if (source.january != panel->origin)
        source.not_recorded = series->plans[series_year(panel->origin)];
    return source;
}

/* ---- raking ---- */

static void
seed(double cell[N_NCY][N_KIND])
{
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++) {
            const bool school = AGES_OF_KIND[k].to <= 19 && AGES_OF_KIND[k].to >= 18;
            cell[a][k] = a < AGES_OF_KIND[k].from || a > AGES_OF_KIND[k].to ? 1e-6
                         : school && a >= 16                                ? AFTER_16
                                                                            : 1.0;
        }
}

/* Scales cells to ages and kinds; kinds are first scaled to the sum of ages. */
static int
rake_to(double cell[N_NCY][N_KIND], const double ages[N_NCY], const double kinds[N_KIND],
        struct hr_err *err)
{
    size_t by_age[N_CELL], by_kind[N_CELL];
    double kind_target[N_KIND], all_ages = 0.0, all_kinds = 0.0;
    char age_text[N_NCY][24];
    const char *age_label[N_NCY], *kind_label[N_KIND];
    for (size_t a = 0; a < N_NCY; a++) {
        (void)snprintf(age_text[a], sizeof age_text[a], "age %zu", a);
        age_label[a] = age_text[a];
    }
    for (size_t k = 0; k < N_KIND; k++)
        kind_label[k] = kind_name((int)k);
    for (size_t i = 0; i < N_CELL; i++) {
        by_age[i] = i / N_KIND;
        by_kind[i] = i % N_KIND;
    }
    for (size_t a = 0; a < N_NCY; a++)
        all_ages += ages[a];
    for (size_t k = 0; k < N_KIND; k++)
        all_kinds += kinds[k];
    for (size_t k = 0; k < N_KIND; k++)
        kind_target[k] = kinds[k] * (all_ages / all_kinds);
    const struct margin margin[] = { { "age", by_age, ages, N_NCY, age_label },
                                     { "placement", by_kind, kind_target, N_KIND, kind_label } };
    return rake(&cell[0][0], N_CELL, margin, 2, err);
}

struct england_table { /* plans by age and kind in a January */
    double cell[N_NCY][N_KIND];
    bool known, published; /* by single age and kind */
};

static int
england_table(const struct panel *panel, int census, struct england_table *out, struct hr_err *err)
{
    const struct series *england = &panel->series[0];
    double ages[N_NCY], kinds[N_KIND];
    struct table table;
    read_table(panel, england, EVIDENCE_PLANS, census, &table);
    out->published = table.total > 0.9 * england->plans[series_year(census)];
    out->known = out->published;
    if (out->published) {
        spread_table(&table, false);
        memcpy(out->cell, table.cell, sizeof out->cell);
        return 0;
    }
    plans_by_age(england, census, ages);
    out->known = !isnan(ages[0]) && place_kinds(panel, england, census, kinds);
    if (!out->known)
        return 0;
    seed(out->cell);
    return rake_to(out->cell, ages, kinds, err);
}

/* ---- flows ---- */

/* Kinds of new plans at each age: published, or the parts of the change above 0. */
static void
fill_join(struct place_fit *self, double change[N_NCY][N_KIND], double joined[N_NCY][N_KIND],
          bool have_joined)
{
    for (size_t a = 0; a < N_NCY; a++) {
        double total = 0.0;
        for (size_t k = 0; k < N_KIND; k++)
            total += self->join[a][k] =
                have_joined ? joined[a < 20 ? a : 20][k] : fmax(0.0, change[a][k]);
        for (size_t k = 0; k < N_KIND; k++)
            self->join[a][k] = total > 0.0                ? self->join[a][k] / total
                               : k == CATEGORY_MAINSTREAM ? 1.0
                                                          : 0.0;
    }
}

/* Who moves where at one age: net changes below 0 go to those above 0. net is made to add up to 0
 * first (rounding, counts that do not). */
static void
fill_moves(double net[N_KIND], const double kept[N_KIND], double move[N_KIND][N_KIND])
{
    double gain = 0.0, loss = 0.0;
    for (size_t k = 0; k < N_KIND; k++) {
        gain += fmax(0.0, net[k]);
        loss += fmax(0.0, -net[k]);
    }
    const double moved = fmin(gain, loss);
    for (size_t from = 0; from < N_KIND; from++) {
        if (net[from] >= 0.0 || kept[from] <= 0.0)
            continue;
        const double share = fmin(MOST_MOVE, -net[from] * (moved / loss) / kept[from]);
        for (size_t to = 0; to < N_KIND; to++)
            if (net[to] > 0.0 && share * net[to] / gain >= SMALLEST_MOVE)
                move[from][to] = share * net[to] / gain;
    }
}

int
place_fit(struct place_fit *self, const struct panel *panel, const double hazard[N_NCY],
          const double join_share[N_NCY], struct hr_err *err)
{
    double change[N_NCY][N_KIND], kept[N_NCY][N_KIND];
    struct table joined;
    struct england_table before, now = { .known = false };
    const int origin = panel->origin;
    *self = (struct place_fit){ .panel = panel };
    int ret = england_table(panel, origin - 1, &before, err);
    if (ret == 0)
        ret = england_table(panel, origin, &now, err);
    self->known = ret == 0 && now.known && before.known;
    self->published = now.published;
    if (!self->known)
        return ret;
    memcpy(self->stock, now.cell, sizeof self->stock);
    const double new_plans = panel->series[0].new_plans[series_year(origin - 1)];
    read_table(panel, &panel->series[0], EVIDENCE_NEW_PLANS, origin - 1, &joined);
    const bool have_joined = joined.total > 0.9 * new_plans;
    spread_table(&joined, false);
    for (size_t a = 0; a < N_NCY; a++)
        for (size_t k = 0; k < N_KIND; k++) {
            kept[a][k] = a > 0 ? before.cell[a - 1][k] * (1.0 - hazard[a]) : 0.0;
            change[a][k] = self->stock[a][k] - kept[a][k];
        }
    self->join_published = have_joined;
    fill_join(self, change, joined.cell, have_joined);
    for (size_t a = 1; a < N_NCY; a++) {
        double net[N_KIND];
        for (size_t k = 0; k < N_KIND; k++)
            net[k] = change[a][k] - new_plans * join_share[a] * self->join[a][k];
        fill_moves(net, kept[a], self->move[a]);
    }
    return 0;
}

/* ---- one authority ---- */

/* Shares of an earlier January, or England's at the authority's ages. */
static void
kinds_of(const struct place_fit *self, const struct series *series, const double plans[N_NCY],
         double kinds[N_KIND])
{
    const int january = place_source_of(self->panel, series).january;
    memset(kinds, 0, N_KIND * sizeof *kinds);
    if (january != 0) {
        (void)place_kinds(self->panel, series, january, kinds);
        return;
    }
    for (size_t a = 0; a < N_NCY; a++) {
        double all = 0.0;
        for (size_t k = 0; k < N_KIND; k++)
            all += self->stock[a][k];
        for (size_t k = 0; k < N_KIND && all > 0.0; k++)
            kinds[k] += plans[a] * self->stock[a][k] / all;
    }
}

/* Does a table by single age and kind add up to the plans of each age? */
static bool
is_of_ages(const struct table *table, const double plans[N_NCY])
{
    for (size_t a = 0; a < N_NCY; a++) {
        double sum = 0.0;
        for (size_t k = 0; k < N_KIND; k++)
            sum += table->cell[a][k];
        if (sum != plans[a])
            return false;
    }
    return true;
}

/* Whole children by kind at each age: of a table too, where all of an age are not recorded. */
static void
whole_kinds(double out[N_NCY][N_KIND])
{
    for (size_t a = 0; a < N_NCY; a++)
        round_cumulative(&out[a][0], 0, 1, N_KIND);
}

int
place_stock(const struct place_fit *self, const struct series *series, const double plans[N_NCY],
            double out[N_NCY][N_KIND], struct hr_err *err)
{
    const struct panel *panel = self->panel;
    double kinds[N_KIND] = { 0.0 }, all = 0.0;
    struct table own;
    read_table(panel, series, EVIDENCE_PLANS, panel->origin, &own);
    double not_recorded = 0.0;
    for (size_t a = 0; a < N_NCY; a++) {
        not_recorded += own.not_recorded[a];
        all += plans[a];
    }
    const bool known = own.total - not_recorded > 0.5 * own.total &&
                       own.total > 0.9 * series->plans[series_year(panel->origin)];
    if (known) {
        spread_table(&own, true);
        memcpy(out, own.cell, sizeof own.cell);
        if (is_of_ages(&own, plans)) {
            whole_kinds(out);
            return 0;
        }
        for (size_t a = 0; a < N_NCY; a++)
            for (size_t k = 0; k < N_KIND; k++)
                kinds[k] += own.cell[a][k];
    } else {
        memcpy(out, self->stock, sizeof self->stock);
        kinds_of(self, series, plans, kinds);
    }
    for (size_t a = 0; a < N_NCY; a++)
        for (size_t k = 0; k < N_KIND; k++)
            out[a][k] = fmax(out[a][k], 1e-6); /* raking needs a way to every margin */
    const int ret = all > 0.0 ? rake_to(out, plans, kinds, err) : 0;
    if (ret == 0)
        whole_kinds(out);
    return ret;
}

/* ---- how far new plans follow the authority's own mix ---- */

/* New plans of 87 to 90 authorities in 2022 to 2024 against their plans (DfE, by age and
 * placement), beyond what place_ratio.h gives: medians 0.04, 0.22 and 0.15; correlation of an
 * authority's from one year to the next 0.2 and 0.7. */
static const double USUAL_OWN_MIX = 0.15, LASTING_SD = 0.11, YEARLY_SD = 0.09;
static const double FEWEST_NEW_PLANS = 50.0, LEAST_VARIANCE = 0.01, TENTH = 1.2816;

struct regression { /* of n on q + w d */
    double product, square;
};

static void
add_age(struct regression *self, const double n[N_KIND], const double s[N_KIND],
        const double q[N_KIND])
{
    double all = 0.0, own = 0.0, national = 0.0;
    for (size_t k = 0; k < N_KIND; k++) {
        all += n[k];
        own += s[k];
        national += q[k];
    }
    for (size_t k = 0; k < N_KIND && all > 0.0 && own > 0.0 && national > 0.0; k++) {
        const double usual = q[k] / national, d = s[k] / own - usual;
        const double v = fmax(LEAST_VARIANCE, usual + 0.5 * d);
        self->product += d * (n[k] - all * usual) / v;
        self->square += all * d * d / v;
    }
}

static struct own_mix
own_mix_of(double central, double sd, bool fitted)
{
    const double middle = fmin(0.95, fmax(0.05, central));
    return (struct own_mix){ .low = fmax(0.25 * middle, middle - TENTH * sd),
                             .central = middle,
                             .high = fmin(1.0 - 0.25 * (1.0 - middle), middle + TENTH * sd),
                             .fitted = fitted };
}

struct own_mix
place_own_mix(const struct place_fit *self, const struct series *series, const double *stock)
{
    struct table joined = { .total = 0.0 };
    struct regression sum = { 0 };
    if (!self->join_published)
        return (struct own_mix){ .low = 0.10, .central = 0.25, .high = 0.40 };
    read_table(self->panel, series, EVIDENCE_NEW_PLANS, self->panel->origin - 1, &joined);
    const bool known = series != &self->panel->series[0] && joined.total >= FEWEST_NEW_PLANS;
    for (size_t a = 0; known && a < N_NCY; a++)
        add_age(&sum, joined.cell[a], stock + a * N_KIND, self->join[a]);
    if (!(sum.square > 0.0))
        return own_mix_of(USUAL_OWN_MIX, LASTING_SD, false);
    const double prior = LASTING_SD * LASTING_SD, noise = YEARLY_SD * YEARLY_SD + 1.0 / sum.square,
                 believed = prior / (prior + noise);
    return own_mix_of(USUAL_OWN_MIX + believed * (sum.product / sum.square - USUAL_OWN_MIX),
                      sqrt(prior * (1.0 - believed)), true);
}
