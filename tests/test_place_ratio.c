/* What an authority has more of than England, it goes on having more of: moves and new plans follow
 * its own ratios in part, and authorities together move as England does. */
#include "cohorts.h"
#include "engine.h"
#include "fit_inputs.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N = 24, ORIGIN = 2025, SPECIAL = CATEGORY_STATE_SPECIAL, FEW = 3, MANY = 4 };

/* ---- a country of which half the authorities use special schools little, the other half much */

struct fixture {
    struct evidence evidence;
    struct fit fit;
};

/* Children of special schools that are in mainstream ones here, or the other way round. */
static void
change_mix(struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->n_item; i++) {
        struct observation *o = &evidence->item[i];
        if (o->area == 0 || o->measure != EVIDENCE_PLANS || o->category != SPECIAL)
            continue;
        const double change = o->count * (o->area % 2 == 0 ? 0.5 : -0.5);
        for (size_t j = 0; j < evidence->n_item; j++) {
            struct observation *p = &evidence->item[j];
            if (p->area == o->area && p->measure == o->measure && p->year == o->year &&
                p->from_age == o->from_age && p->to_age == o->to_age &&
                p->category == CATEGORY_MAINSTREAM && p->count - change >= 0.0) {
                p->count -= change;
                o->count += change;
                break;
            }
        }
    }
}

static void
fixture_init(struct fixture *self)
{
    struct hr_err err = { 0 };
    cohorts_evidence(&(struct cohorts){ .n = N, .until = ORIGIN, .single = true, .kinds = true },
                     &self->evidence);
    change_mix(&self->evidence);
    cr_assert_eq(fit_init(&self->fit, &self->evidence, ORIGIN, &err), 0, "%s", err.text);
    cr_assert(self->fit.place.known);
}

static void
fixture_release(struct fixture *self)
{
    fit_release(&self->fit);
    evidence_release(&self->evidence);
}

static struct people_fit *
people_of(const struct fit *fit, const char *code)
{
    static struct people_fit people;
    struct hr_err err = { 0 };
    cr_assert_eq(fit_people(fit, code, &people, &err), 0, "%s", err.text);
    return &people;
}

static double
moves_to_special(const struct place_fit *place)
{
    return place->move[11][CATEGORY_MAINSTREAM][SPECIAL];
}

Claim(place_ratio, who_has_more_of_a_kind_moves_and_joins_into_it_more)
{
    static struct fixture f;
    char code[12];
    fixture_init(&f);
    const double usual = moves_to_special(&f.fit.place), joined = f.fit.place.join[8][SPECIAL];
    cr_assert(usual > 0.05 && joined > 0.1);
    const struct place_fit *few = &people_of(&f.fit, cohorts_code(FEW, code))->place;
    cr_expect_leq(moves_to_special(few), 0.8 * usual);
    cr_expect_leq(few->join[8][SPECIAL], 0.8 * joined);
    const struct place_fit *many = &people_of(&f.fit, cohorts_code(MANY, code))->place;
    cr_expect_geq(moves_to_special(many), 1.15 * usual);
    cr_expect_geq(many->join[8][SPECIAL], 1.15 * joined);
    const struct place_fit *england = &people_of(&f.fit, f.fit.panel.series[0].code)->place;
    cr_expect_eq(moves_to_special(england), usual, "England is no more than itself");
    fixture_release(&f);
}

Claim(place_ratio, shares_stay_shares_and_no_way_is_opened_or_closed)
{
    static struct fixture f;
    char code[12];
    fixture_init(&f);
    for (int i = 1; i <= N; i++) {
        const struct place_fit *own = &people_of(&f.fit, cohorts_code(i, code))->place,
                               *usual = &f.fit.place;
        for (size_t a = 0; a < N_NCY; a++) {
            double joined = 0.0, usually = 0.0;
            for (size_t from = 0; from < N_KIND; from++) {
                double moved = 0.0;
                joined += own->join[a][from];
                usually += usual->join[a][from];
                for (size_t to = 0; to < N_KIND; to++) {
                    moved += own->move[a][from][to];
                    cr_expect_eq(own->move[a][from][to] > 0.0, usual->move[a][from][to] > 0.0);
                }
                cr_expect(moved >= 0.0 && moved < 1.0);
            }
            cr_expect_float_eq(joined, usually, 1e-9);
        }
    }
    fixture_release(&f);
}

Claim(place_ratio, authorities_together_move_as_england_does)
{
    static struct fixture f;
    char code[12];
    double own = 0.0, usual = 0.0;
    fixture_init(&f);
    for (int i = 1; i <= N; i++) {
        const struct people_fit *people = people_of(&f.fit, cohorts_code(i, code));
        const double held = people->kinds[10][CATEGORY_MAINSTREAM];
        own += held * moves_to_special(&people->place);
        usual += held * moves_to_special(&f.fit.place);
    }
    cr_expect_float_eq(own / usual, 1.0, 0.06, "%g", own / usual);
    fixture_release(&f);
}

/* ---- what came */

enum { YEARS = 5, MOST_AREAS = 200, SMALLEST = 20 };
static const char DATA[] = "../shared/data/england";

/* Plans by kind after five years, all quantities at their middle. */
static void
five_years_on(const struct fit *fit, const struct people_fit *people, double out[N_KIND])
{
    static struct fit_inputs inputs;
    struct hr_err err = { 0 };
    struct model model;
    struct future future;
    fit_inputs_init(&inputs, fit, people, (struct fit_run){ true, YEARS, 100.0, 731.0 });
    for (size_t i = 1; i <= inputs.in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&inputs.quantity[i], &err), 0, "%s", err.text);
    cr_assert_eq(model_make(&model, &inputs.in, &err), 0, "%s", err.text);
    cr_assert_eq(engine_expected(&model, 0, &future, &err), 0, "%s", err.text);
    for (size_t s = 0; s < model.n_setting; s++)
        out[model.setting[s]->category] = future_setting(&future, YEARS - 1, s)->flows.closing;
    future_release(&future);
    model_release(&model);
    for (size_t i = 1; i <= inputs.in.n_quantity; i++)
        quantity_release(&inputs.quantity[i]);
}

static double
share(const double kind[N_KIND], int k)
{
    double all = 0.0;
    for (size_t i = 0; i < N_KIND; i++)
        all += kind[i];
    return kind[k] / all;
}

enum { FOLLOWED, AS_ENGLAND, CAME, N_PATH }; /* own ratios followed; England's moves; what came */
struct country {
    size_t n;
    double england[N_KIND], now[MOST_AREAS][N_KIND], later[N_PATH][MOST_AREAS][N_KIND];
    bool came;
};

static void
add_area(struct country *self, const struct fit *fit, const struct panel *truth,
         const struct series *series)
{
    static struct people_fit people;
    struct hr_err err = { 0 };
    const int year = fit->panel.origin + YEARS;
    const struct series *true_series = panel_find(truth, series->code);
    const size_t n = self->n;
    if (!place_kinds(&fit->panel, series, fit->panel.origin, self->now[n]) ||
        (self->came &&
         (true_series == NULL || !place_kinds(truth, true_series, year, self->later[CAME][n]))) ||
        fit_people(fit, series->code, &people, &err) != 0)
        return;
    five_years_on(fit, &people, self->later[FOLLOWED][n]);
    people.place = fit->place;
    five_years_on(fit, &people, self->later[AS_ENGLAND][n]);
    self->n++;
}

static void
forecast_all(struct country *self, const struct evidence *evidence, int origin)
{
    static struct fit fit;
    struct evidence known;
    struct panel truth;
    struct hr_err err = { 0 };
    *self = (struct country){ .came = origin + YEARS <= 2025 };
    cr_assert_eq(evidence_as_at(evidence, origin, &known, &err), 0, "%s", err.text);
    cr_assert_eq(fit_init(&fit, &known, origin, &err), 0, "%s", err.text);
    cr_assert_eq(panel_init(&truth, evidence, 2025, &err), 0, "%s", err.text);
    cr_assert(place_kinds(&fit.panel, &fit.panel.series[0], origin, self->england));
    for (size_t i = 1; i < fit.panel.n && self->n < MOST_AREAS; i++)
        add_area(self, &fit, &truth, &fit.panel.series[i]);
    cr_assert_geq(self->n, 80u);
    panel_release(&truth);
    fit_release(&fit);
    evidence_release(&known);
}

/* Of log share growth over five years on log share over England's. */
static double
slope(const struct country *self, int path, int k)
{
    double n = 0.0, x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
    for (size_t i = 0; i < self->n; i++) {
        const double now = share(self->now[i], k), later = share(self->later[path][i], k);
        if (self->now[i][k] < SMALLEST || !(later > 0.0))
            continue;
        const double at = log(now / share(self->england, k)), growth = log(later / now);
        n += 1.0;
        x += at;
        y += growth;
        xx += at * at;
        xy += at * growth;
    }
    return (xy - x * y / n) / (xx - x * x / n);
}

/* Mean absolute percentage error of plans. */
static double
mape(const struct country *self, int path, int k)
{
    double n = 0.0, sum = 0.0;
    for (size_t i = 0; i < self->n; i++)
        if (self->now[i][k] >= SMALLEST && self->later[CAME][i][k] >= SMALLEST) {
            sum += fabs(self->later[path][i][k] / self->later[CAME][i][k] - 1.0);
            n += 1.0;
        }
    return 100.0 * sum / n;
}

/* Plans of all authorities. */
static double
together(const struct country *self, int path, int k)
{
    double sum = 0.0;
    for (size_t i = 0; i < self->n; i++)
        sum += self->later[path][i][k];
    return sum;
}

static const int told[] = { CATEGORY_MAINSTREAM,
                            CATEGORY_UNIT,
                            SPECIAL,
                            CATEGORY_INDEPENDENT,
                            CATEGORY_FURTHER_EDUCATION,
                            CATEGORY_SPECIALIST_POST16 };
enum { N_TOLD = sizeof told / sizeof *told };

/* Plans by placement of 89 authorities (DfE), from January 2020 to 2025 and on from 2025. */
Claim(place_ratio, the_pull_to_england_is_that_of_the_counts)
{
    static struct country past, next;
    struct evidence evidence;
    struct hr_err err = { 0 };
    if (access(DATA, R_OK) != 0) {
        cr_skip_test("%s is not here", DATA);
    }
    cr_assert_eq(evidence_load(&evidence, DATA, &err), 0, "%s", err.text);
    forecast_all(&past, &evidence, 2020);
    forecast_all(&next, &evidence, 2025);
    for (size_t i = 0; i < N_TOLD; i++) {
        const int k = told[i];
        printf("%s: 2020 to 2025 slope %.2f (as England %.2f; came %.2f), error %.1f%% (as "
               "England %.1f%%); from 2025 slope %.2f (as England %.2f)\n",
               kind_name(k), slope(&past, FOLLOWED, k), slope(&past, AS_ENGLAND, k),
               slope(&past, CAME, k), mape(&past, FOLLOWED, k), mape(&past, AS_ENGLAND, k),
               slope(&next, FOLLOWED, k), slope(&next, AS_ENGLAND, k));
        cr_expect_leq(mape(&past, FOLLOWED, k), mape(&past, AS_ENGLAND, k) + 0.5, "%s",
                      kind_name(k));
        cr_expect_float_eq(together(&next, FOLLOWED, k) / together(&next, AS_ENGLAND, k), 1.0, 0.04,
                           "%s", kind_name(k));
    }
    static const int lasting[] = { CATEGORY_UNIT, SPECIAL, CATEGORY_INDEPENDENT };
    for (size_t i = 0; i < 3; i++) {
        const int k = lasting[i];
        cr_expect_float_eq(slope(&past, FOLLOWED, k), slope(&past, CAME, k), 0.15, "%s",
                           kind_name(k));
        cr_expect(slope(&next, FOLLOWED, k) > -0.35 && slope(&next, FOLLOWED, k) < -0.05, "%s",
                  kind_name(k));
    }
    evidence_release(&evidence);
}
