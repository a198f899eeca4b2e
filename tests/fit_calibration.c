#include "fit_calibration.h"

#include "calibrate.h"
#include "cohorts.h"
#include "made_history.h"
#include "money_inputs.h"
#include "replicate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

const char *const calibrated_name[N_CALIBRATED] = {
    [CALIBRATED_LEVEL] = "level",         [CALIBRATED_GROWTH] = "growth",
    [CALIBRATED_NEXT_YEAR] = "next year", [CALIBRATED_LEAVING] = "leaving",
    [CALIBRATED_BALANCE] = "balance",     [CALIBRATED_PLACEMENT] = "placement",
    [CALIBRATED_PRICE] = "price",         [CALIBRATED_TRAIT] = "trait",
};

/* ---- where the truth is in what was fitted */

/* The part of a quantity's distribution that is below a value. */
static double
place_in(const struct quantity *q, double value)
{
    double low = 1e-6, high = 1.0 - 1e-6;
    for (int step = 0; step < 40; step++) {
        const double middle = 0.5 * (low + high);
        if (quantity_quantile(q, middle) < value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* True new plans of the year after the origin at level 1, over those that the fit's England gives:
 * the true rates are those of the country before, grown. */
static double
true_level(const struct made_before *before, const struct fit *fit, const struct people_fit *people,
           const struct made_history *history)
{
    double base[N_NCY], by_truth = 0.0, by_fit = 0.0;
    population_at(&people->population, MADE_ORIGIN - 1, base);
    for (size_t a = 0; a < N_NCY; a++) {
        by_truth +=
            joined_until(base[a], people->plans[a], before->fit.rate[a] * exp(history->national));
        by_fit += joined_until(base[a], people->plans[a], fit->rate[a]);
    }
    return history->level + log(by_truth / by_fit);
}

/* The factor on England's fitted odds that ends as many of the authority's plans as the truth. */
static double
true_post16(const struct made_before *before, const struct fit *fit,
            const struct people_fit *people, double log_odds)
{
    double left = 0.0, low = -3.0, high = 3.0;
    enum { AGE_16 = 16 };
    for (size_t a = AGE_16; a < N_NCY; a++)
        left += scale_odds(before->fit.hazard[a], exp(log_odds)) * people->plans[a - 1];
    for (int step = 0; step < 40; step++) {
        const double middle = 0.5 * (low + high);
        double here = 0.0;
        for (size_t a = AGE_16; a < N_NCY; a++)
            here += scale_odds(fit->hazard[a], exp(middle)) * people->plans[a - 1];
        if (here < left)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* Places of one authority in what was fitted to it. */
static void
place_people(const struct fit *fit, unsigned seed, int area, const struct made_history *history,
             double place[N_CALIBRATED])
{
    static struct fit_inputs inputs;
    const struct made_before *before = made_before();
    struct people_fit people;
    struct hr_err err = { 0 };
    char code[12];
    const struct truth truth = truth_of(seed, area);
    made_must(fit_people(fit, cohorts_code(area, code), &people, &err), &err);
    fit_inputs_init(&inputs, fit, &people, (struct fit_run){ false, 1, 1.0, seed });
    struct money_fit money;
    struct money_area of_area;
    money_fit_init(&money, fit->panel.evidence, fit, false);
    if (!money_of(&money, people.series, &of_area))
        hr_bug("authority %d has no money", area);
    money_inputs_add(&inputs, &money, &of_area, false);
    made_fit_quantities(&inputs);
    const double growth_sd = fit->growth.shock_sd;
    struct quantity next = *made_quantity(&inputs, "joiners.growth.first");
    next.p[1] = hypot(next.p[1], growth_sd);
    place[CALIBRATED_LEVEL] = place_in(made_quantity(&inputs, "joiners.level"),
                                       exp(true_level(before, fit, &people, history)));
    place[CALIBRATED_GROWTH] =
        place_in(made_quantity(&inputs, "joiners.growth.first"), history->growth);
    place[CALIBRATED_NEXT_YEAR] = place_in(&next, history->growth + history->shock);
    place[CALIBRATED_LEAVING] = place_in(made_quantity(&inputs, "leavers.level_post16"),
                                         exp(true_post16(before, fit, &people, truth.post16)));
    place[CALIBRATED_BALANCE] = place_in(made_quantity(&inputs, "migration.balance"),
                                         1.0 - MADE_OUT * (1.0 - truth.balance) / people.out);
    place[CALIBRATED_PRICE] = place_in(made_quantity(&inputs, "prices.topup_gbp"), history->price);
    place[CALIBRATED_TRAIT] =
        place_in(made_quantity(&inputs, "grant.settlement.trait"), truth.trait);
    made_release(&inputs);
}

/* ---- placements: one year of a country whose new plans are all that happens */

struct placed {
    struct evidence evidence;
    struct fit fit;
    struct people_fit people[MADE_AREAS + 1];
    bool made;
};
enum { PLACED = 2025 };

static struct placed *
country_placed(void)
{
    static struct placed self;
    struct hr_err err = { 0 };
    char code[12];
    if (self.made)
        return &self;
    cohorts_evidence(
        &(struct cohorts){ .n = made_areas, .until = PLACED, .single = true, .kinds = true },
        &self.evidence);
    made_must(fit_init(&self.fit, &self.evidence, PLACED, &err), &err);
    for (int i = 1; i <= made_areas; i++)
        made_must(fit_people(&self.fit, cohorts_code(i, code), &self.people[i], &err), &err);
    self.made = true;
    return &self;
}

struct table_of_kinds {
    double plans[N_NCY][N_KIND], joined[N_NCY][N_KIND];
};

/* Nobody ends, moves or strays, so that what an age has more than the year before is new. */
static void
live_placed(const struct placed *placed, unsigned seed, int area, struct table_of_kinds *out)
{
    static struct fit_inputs inputs;
    struct hr_err err = { 0 };
    struct model model;
    struct work work;
    struct people_fit people = placed->people[area];
    fit_inputs_init(&inputs, &placed->fit, &people, (struct fit_run){ true, 1, 1.0, seed });
    made_set(&inputs, "joiners.own_mix", truth_of(seed, area).own_mix_of_year);
    made_set(&inputs, "joiners.placement_sd", 0.0);
    made_set(&inputs, "migration.out", 0.0);
    made_set(&inputs, "migration.residual_sd", 0.0);
    memset(inputs.in.leavers.hazard_by_age, 0, sizeof inputs.in.leavers.hazard_by_age);
    inputs.in.movers.n_rule = 0;
    made_fit_quantities(&inputs);
    made_must(model_make(&model, &inputs.in, &err), &err);
    made_must(work_init(&work, &model, &err), &err);
    replicate_begin(&model, 0, &work);
    made_must(replicate_run(&model, 0, &work, &err), &err);
    const double *stock = people_kept_stock(&work, model.n_year - 1);
    for (size_t a = 0; a < N_NCY; a++)
        for (size_t s = 0; s < model.n_setting; s++) {
            const size_t k = (size_t)model.setting[s]->category;
            const double before = a > 0 ? people.kinds[a - 1][k] : 0.0;
            out->plans[a][k] = stock[a * model.n_setting + s];
            out->joined[a][k] = out->plans[a][k] - before;
        }
    work_release(&work);
    model_release(&model);
    made_release(&inputs);
}

static void
put_kinds(struct evidence *to, struct observation all, double table[N_NCY][N_KIND])
{
    double ages[N_NCY] = { 0.0 }, kinds[N_KIND] = { 0.0 };
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++) {
            struct observation one = all;
            one.from_age = one.to_age = (short)a;
            one.category = (short)k;
            ages[a] += table[a][k];
            kinds[k] += table[a][k];
            made_put(to, one, table[a][k]);
        }
    for (int k = 0; k < N_KIND; k++) {
        struct observation one = all;
        one.category = (short)k;
        made_put(to, one, kinds[k]);
    }
    made_put_ages(to, all, ages);
}

static void
publish_placed(const struct placed *placed, struct table_of_kinds *table, struct evidence *out)
{
    struct hr_err err = { 0 };
    static struct table_of_kinds england;
    memset(&england, 0, sizeof england);
    evidence_init(out);
    const int nation = made_area(out, 0);
    for (int i = 1; i <= made_areas; i++) {
        const int area = made_area(out, i);
        put_kinds(out, made_count(area, EVIDENCE_PLANS, PLACED + 1), table[i].plans);
        put_kinds(out, made_count(area, EVIDENCE_NEW_PLANS, PLACED), table[i].joined);
        for (size_t a = 0; a < N_NCY; a++)
            for (size_t k = 0; k < N_KIND; k++) {
                england.plans[a][k] += table[i].plans[a][k];
                england.joined[a][k] += table[i].joined[a][k];
            }
    }
    put_kinds(out, made_count(nation, EVIDENCE_PLANS, PLACED + 1), england.plans);
    put_kinds(out, made_count(nation, EVIDENCE_NEW_PLANS, PLACED), england.joined);
    made_must(evidence_merge(out, &placed->evidence, &err), &err);
    made_must(evidence_finish(out, &err), &err);
}

/* Places of all authorities of a country in their joiners.own_mix. */
static void
place_placements(unsigned seed, double place[MADE_AREAS + 1])
{
    static struct table_of_kinds table[MADE_AREAS + 1];
    static struct fit_inputs inputs;
    const struct placed *placed = country_placed();
    struct evidence evidence;
    struct fit fit;
    struct people_fit people;
    struct hr_err err = { 0 };
    char code[12];
    for (int i = 1; i <= made_areas; i++)
        live_placed(placed, seed, i, &table[i]);
    publish_placed(placed, table, &evidence);
    made_must(fit_init(&fit, &evidence, PLACED + 1, &err), &err);
    for (int i = 1; i <= made_areas; i++) {
        made_must(fit_people(&fit, cohorts_code(i, code), &people, &err), &err);
        fit_inputs_init(&inputs, &fit, &people, (struct fit_run){ true, 1, 1.0, seed });
        struct quantity mix = *made_quantity(&inputs, "joiners.own_mix");
        made_must(quantity_fit(&mix, &err), &err);
        place[i] = place_in(&mix, truth_of(seed, i).own_mix);
        quantity_release(&mix);
    }
    fit_release(&fit);
    evidence_release(&evidence);
}

/* ---- counts */

static size_t
bin_of(double place)
{
    const size_t bin = (size_t)(place * FIT_CALIBRATION_BINS);
    return bin < FIT_CALIBRATION_BINS ? bin : FIT_CALIBRATION_BINS - 1;
}

void
fit_calibration_add(struct fit_calibration *self, unsigned seed)
{
    static struct made_history history[MADE_AREAS + 1];
    double placement[MADE_AREAS + 1];
    double place[N_CALIBRATED], mean[N_CALIBRATED] = { 0.0 }, square[N_CALIBRATED] = { 0.0 };
    struct evidence evidence;
    struct fit fit;
    struct hr_err err = { 0 };
    for (int i = 1; i <= made_areas; i++)
        made_live(seed, i, &history[i]);
    made_publish(history, &evidence);
    made_must(fit_init(&fit, &evidence, MADE_ORIGIN, &err), &err);
    place_placements(seed, placement);
    const int lone = 1 + (int)(seed % (unsigned)made_areas);
    for (int i = 1; i <= made_areas; i++) {
        place_people(&fit, seed, i, &history[i], place);
        place[CALIBRATED_PLACEMENT] = placement[i];
        for (size_t q = 0; q < N_CALIBRATED; q++) {
            self->all[q][bin_of(place[q])]++;
            self->lone[q][bin_of(place[q])] += i == lone ? 1 : 0;
            mean[q] += place[q] / made_areas;
            square[q] += (place[q] - 0.5) * (place[q] - 0.5) / made_areas;
        }
    }
    for (size_t q = 0; q < N_CALIBRATED; q++) {
        self->mean[q] += mean[q];
        self->mean2[q] += mean[q] * mean[q];
        self->square[q] += square[q];
        self->square2[q] += square[q] * square[q];
    }
    self->n_country++;
    fit_release(&fit);
    evidence_release(&evidence);
}

double
fit_calibration_p(const size_t bin[FIT_CALIBRATION_BINS])
{
    double n = 0.0, chi2 = 0.0;
    for (size_t b = 0; b < FIT_CALIBRATION_BINS; b++)
        n += (double)bin[b];
    for (size_t b = 0; b < FIT_CALIBRATION_BINS; b++)
        chi2 += pow((double)bin[b] - n / FIT_CALIBRATION_BINS, 2.0) / (n / FIT_CALIBRATION_BINS);
    return gsl_cdf_chisq_Q(chi2, FIT_CALIBRATION_BINS - 1);
}

static double
error_of(double sum, double sum2, double n)
{
    return sqrt(fmax(0.0, sum2 / n - sum / n * (sum / n)) / (n - 1.0));
}

struct fit_calibration_moment
fit_calibration_moment(const struct fit_calibration *self, enum calibrated what)
{
    const double n = (double)self->n_country, uniform = sqrt(1.0 / 12.0),
                 root = sqrt(self->square[what] / n);
    return (struct fit_calibration_moment){
        .mean = self->mean[what] / n,
        .mean_se = error_of(self->mean[what], self->mean2[what], n),
        .spread = root / uniform,
        .spread_se = error_of(self->square[what], self->square2[what], n) / (2.0 * root * uniform),
    };
}
