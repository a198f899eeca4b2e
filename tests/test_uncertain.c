/* What was drawn, once more, against what futures say of themselves. */
#include "uncertain.h"
#include "fixture.h"
#include "option_sample.h"
#include "claim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

static const struct uncertain *
item_of(const struct uncertain_list *list, const char *id)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->item[i].id, id) == 0)
            return &list->item[i];
    return NULL;
}

static void
make(struct fixture *f, struct uncertain_list *list)
{
    struct hr_err err = { 0 };
    fixture_init(f, sample_init);
    sample_quantity(&f->sample, "movers.turnover")->factor = "common";
    sample_quantity(&f->sample, "movers.turnover")->loading = 0.6;
    fixture_model(f);
    cr_assert_eq(uncertain_list_make(list, &f->model, &err), 0, "%s", err.text);
}

/* Every number with a range is there once, and its score gives the value that futures have. */
Claim(uncertain, a_numbers_score_is_what_futures_drew)
{
    struct fixture f;
    struct uncertain_list list;
    size_t n_number = 0;
    make(&f, &list);
    fixture_work(&f);
    for (size_t replicate = 0; replicate < 5; replicate++) {
        replicate_begin(&f.model, replicate, &f.work);
        for (size_t i = 0; i < list.n; i++) {
            const struct uncertain *item = &list.item[i];
            if (item->kind != UNCERTAIN_NUMBER || item->classes)
                continue;
            const struct quantity *q = &f.model.in->quantity[item->quantity];
            double z = uncertain_draw(&list, item->column, replicate);
            if (q->factor != NULL) {
                const struct uncertain *common = item_of(&list, "factors.common");
                cr_assert_not_null(common);
                z = q->loading * uncertain_draw(&list, common->column, replicate) +
                    sqrt(1.0 - q->loading * q->loading) * z;
            }
            const double value = quantity_quantile(q, gsl_cdf_ugaussian_P(z));
            cr_expect_float_eq(value, f.work.value[item->quantity], 1e-9 * (1.0 + fabs(value)),
                               "%s", item->id);
            n_number++;
        }
    }
    cr_expect_geq(n_number, 50);
    uncertain_list_release(&list);
    fixture_release(&f);
}

Claim(uncertain, a_plain_number_is_not_uncertain)
{
    struct fixture f;
    struct uncertain_list list;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    sample_certain(&f.sample);
    fixture_model(&f);
    cr_assert_eq(uncertain_list_make(&list, &f.model, &err), 0, "%s", err.text);
    for (size_t i = 0; i < list.n; i++)
        cr_expect_eq(list.item[i].kind, UNCERTAIN_EVENT, "%s", list.item[i].id);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* The correlation of a shock with what it moves, over futures: near 1 where it alone moves it. */
static double
correlation_with(const struct uncertain_list *list, const struct uncertain_column *column,
                 const double *y, size_t n)
{
    double xx = 0.0, yy = 0.0, xy = 0.0, mean = 0.0;
    for (size_t k = 0; k < n; k++)
        mean += y[k] / (double)n;
    for (size_t k = 0; k < n; k++) {
        const double z = uncertain_draw(list, column, k);
        xx += z * z;
        yy += (y[k] - mean) * (y[k] - mean);
        xy += z * (y[k] - mean);
    }
    return xy / sqrt(xx * yy);
}

enum { N_FUTURE = 400 };

/* New plans of the first year are moved by the first shocks of new plans and by no later ones. */
Claim(uncertain, a_years_shock_moves_that_year)
{
    struct fixture f;
    struct uncertain_list list;
    make(&f, &list);
    fixture_run(&f, N_FUTURE, 1);
    const struct uncertain *item = item_of(&list, "joiners.yearly");
    cr_assert_not_null(item);
    const double *first = sample_column(&f.results, 0, 0, "joining_level");
    double squares = 0.0;
    for (size_t c = 0; c < item->n_column; c++) {
        const double r = correlation_with(&list, &item->column[c], first, N_FUTURE);
        if (item->column[c].key.year == 0)
            squares += r * r;
        else
            cr_expect(fabs(r) < 0.2, "year %u: %g", item->column[c].key.year, r);
    }
    cr_expect(squares > 0.5, "%g", squares);
    uncertain_list_release(&list);
    fixture_release(&f);
}

static const char *const priced[] = { "inflation.yearly", "prices.yearly", "lines.yearly",
                                      "grant.yearly" };

/* Prices of the first forecast year are typed, so nothing moves them. */
Claim(uncertain, shocks_of_prices_begin_in_the_second_year)
{
    struct fixture f;
    struct uncertain_list list;
    make(&f, &list);
    for (size_t i = 0; i < sizeof priced / sizeof priced[0]; i++) {
        const struct uncertain *item = item_of(&list, priced[i]);
        cr_assert_not_null(item, "%s", priced[i]);
        for (size_t c = 0; c < item->n_column; c++)
            cr_expect_geq(item->column[c].key.year, 1);
    }
    fixture_run(&f, N_FUTURE, 1);
    const struct uncertain *item = item_of(&list, "inflation.yearly");
    const double *second = sample_column(&f.results, 0, 1, "inflation");
    cr_expect(correlation_with(&list, &item->column[0], second, N_FUTURE) > 0.5);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* Whose is what: only where it is part of the scenario. */
Claim(uncertain, a_receipt_acts_where_the_scenario_has_it)
{
    struct fixture f;
    struct uncertain_list list;
    make(&f, &list);
    size_t n_part = 0;
    for (size_t i = 0; i < list.n; i++) {
        const struct uncertain *item = &list.item[i];
        if (item->receipt == NULL) {
            cr_expect(uncertain_acts(&list, item, 0), "%s", item->id);
            continue;
        }
        n_part++;
        cr_expect(!uncertain_acts(&list, item, 0), "%s", item->id);
        cr_expect(uncertain_acts(&list, item, 1), "%s", item->id);
    }
    cr_expect_geq(n_part, 1);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* A receipt stops at the deficit that is left. */
static void
expect_paid(bool said, double paid, double deficit, size_t future)
{
    cr_expect(said == (paid > 0.0) || (said && deficit <= 1e-9), "future %zu: paid %g of %g",
              future, paid, deficit);
}

/* One mind a future: whoever pays the unlikelier instalment pays the likelier one. Those of
 * 2022/23 and 2024/25 have chances of 0.831 and 0.413. */
Claim(uncertain, a_receipts_class_is_how_much_of_it_was_paid)
{
    struct fixture f;
    struct uncertain_list list;
    make(&f, &list);
    fixture_run(&f, N_FUTURE, 1);
    const struct uncertain *item = item_of(&list, "receipts.safety-valve");
    cr_assert_not_null(item);
    cr_assert(item->classes);
    const double *likely = sample_column(&f.results, 1, 1, "receipts"),
                 *unlikely = sample_column(&f.results, 1, 3, "receipts"),
                 *owed = sample_column(&f.results, 1, 1, "deficit"),
                 *owed_late = sample_column(&f.results, 1, 3, "deficit");
    size_t count[3] = { 0 };
    for (size_t k = 0; k < N_FUTURE; k++) {
        const double class = uncertain_draw(&list, item->column, k);
        expect_paid(class >= 1.0, likely[k], owed[k], k);
        expect_paid(class >= 2.0, unlikely[k], owed_late[k], k);
        count[(size_t) class]++;
    }
    for (size_t c = 0; c < 3; c++)
        cr_expect(count[c] > 0);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* One of a few values: its class is the place of the value that futures have. */
Claim(uncertain, a_discrete_numbers_class_is_its_value)
{
    static const char name[] = "grant.settlement.trait";
    static const double value[] = { -0.03, 0.0, 0.02 }, weight[] = { 0.5, 0.2, 0.3 };
    struct fixture f;
    struct uncertain_list list;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    struct quantity *q = sample_quantity(&f.sample, name);
    q->kind = QUANTITY_DISCRETE;
    q->n_value = 3;
    memcpy(q->value, value, sizeof value);
    memcpy(q->weight, weight, sizeof weight);
    fixture_model(&f);
    fixture_work(&f);
    cr_assert_eq(uncertain_list_make(&list, &f.model, &err), 0, "%s", err.text);
    const struct uncertain *item = item_of(&list, name);
    cr_assert(item != NULL && item->classes);
    size_t count[3] = { 0 };
    for (size_t k = 0; k < 50; k++) {
        const size_t class = (size_t)uncertain_draw(&list, item->column, k);
        replicate_begin(&f.model, k, &f.work);
        cr_assert_lt(class, 3);
        cr_expect_eq(f.work.value[item->quantity], value[class], "future %zu", k);
        count[class]++;
    }
    cr_expect(count[0] > 0 && count[1] > 0 && count[2] > 0);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* A year of flat cash is one in the futures' own account, where the cash floor makes a few more. */
Claim(uncertain, flat_cash_is_when_it_was)
{
    struct fixture f;
    struct uncertain_list list;
    make(&f, &list);
    fixture_run(&f, N_FUTURE, 1);
    const struct uncertain *item = item_of(&list, "grant.flat_cash");
    cr_assert_not_null(item);
    cr_assert_eq(item->n_column, f.results.n_year - f.model.grant.n_known);
    size_t n_flat = 0, n_floor = 0;
    for (size_t c = 0; c < item->n_column; c++) {
        const unsigned year = item->column[c].key.year;
        const double *flat = sample_column(&f.results, 0, year, "block.flat");
        for (size_t k = 0; k < N_FUTURE; k++) {
            const bool drawn = uncertain_draw(&list, &item->column[c], k) > 0.0;
            cr_expect(!drawn || flat[k] > 0.0, "year %u, future %zu", year, k);
            n_flat += drawn;
            n_floor += !drawn && flat[k] > 0.0;
        }
    }
    cr_expect_gt(n_flat, 10 * n_floor);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* Which policy a future has, by the file's order. */
Claim(uncertain, a_policys_class_is_its_place_in_the_file)
{
    static struct policy_in policy[] = { { "sample", "reform", "Reform", 0.3, NULL, 0 },
                                         { "sample", "as-now", "As now", 0.7, NULL, 0 } };
    struct fixture f;
    struct uncertain_list list;
    struct hr_err err = { 0 };
    fixture_init(&f, sample_init);
    f.sample.in.policy = policy;
    f.sample.in.n_policy = 2;
    fixture_model(&f);
    fixture_run(&f, 100, 1);
    cr_assert_eq(uncertain_list_make(&list, &f.model, &err), 0, "%s", err.text);
    const struct uncertain *item = item_of(&list, "policies");
    cr_assert_not_null(item);
    const double *place = sample_column(&f.results, 0, 0, "policy");
    size_t n_reform = 0;
    for (size_t k = 0; k < 100; k++) {
        const double class = uncertain_draw(&list, item->column, k);
        cr_expect_eq(class + 1.0, place[k], "future %zu", k);
        n_reform += class == 0.0;
    }
    cr_expect(n_reform > 10 && n_reform < 60, "%zu", n_reform);
    uncertain_list_release(&list);
    fixture_release(&f);
}

/* What waits for delivery and consent is in the scenario that has the option, and nowhere else. */
Claim(uncertain, an_options_delivery_is_what_its_fate_says)
{
    struct option_sample s;
    struct uncertain_list list;
    struct hr_err err = { 0 };
    option_sample_init(&s, OPTION_SAMPLE);
    struct option_in *in = option_add(&s, OPTION_CEASING, "fewer");
    in->start = "2022/23";
    in->share = option_quantity(&s, 0.2385);
    in->delivery = 0.6;
    option_sample_plan(&s);
    cr_assert_eq(uncertain_list_make(&list, &s.model, &err), 0, "%s", err.text);
    const struct uncertain *item = item_of(&list, "options.fewer.delivery");
    cr_assert_not_null(item);
    cr_expect(!uncertain_acts(&list, item, 0));
    cr_expect(uncertain_acts(&list, item, 1));
    size_t n_delivered = 0;
    for (size_t k = 0; k < 60; k++) {
        const double class = uncertain_draw(&list, item->column, k);
        replicate_begin(&s.model, k, &s.work);
        cr_expect_eq(class > 0.0, s.work.fate[0].delivered, "future %zu", k);
        n_delivered += class > 0.0;
    }
    cr_expect(n_delivered > 20 && n_delivered < 55, "%zu", n_delivered);
    uncertain_list_release(&list);
    option_sample_release(&s);
}
