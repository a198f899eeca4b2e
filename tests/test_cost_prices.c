#define _GNU_SOURCE /* asprintf */
#include "cost_prices.h"

#include "claim.h"
#include "cost_known.h"
#include "import_sample.h"
#include "sen2_sample.h"
#include "temp_dir.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct sen2_sample SAMPLE = { 468, 2025, 0, "" };

struct loaded {
    const char *folder;
    struct evidence evidence;
    struct sen2 sen2;
    struct placement_map map;
    struct cost_ledger ledger;
    struct cost_prices prices;
};

/* A return of the sample, with a ledger beside it. */
static int
try_load(struct loaded *self, const char *ledger, struct hr_err *err)
{
    struct sen2_truth truth;
    self->folder = import_sample_folder();
    sen2_sample_write(&SAMPLE, self->folder, &truth);
    import_sample_put(self->folder, "ledger.csv", ledger);
    evidence_init(&self->evidence);
    cr_assert_eq(placement_map_init(&self->map, err), 0);
    const struct evidence_choices choices = { .map = &self->map, .area = "Testshire" };
    cr_assert_eq(sen2_read(&self->sen2, &self->evidence, self->folder, &choices, err), 0, "%s",
                 err->text);
    const struct cost_source source = { self->folder, &self->sen2, &self->map };
    const int ret = cost_ledger_read(&self->ledger, &source, &self->evidence, err);
    return ret == 0 ? cost_prices_init(&self->prices, &self->ledger, err) : ret;
}

static void
load(struct loaded *self, const char *ledger)
{
    struct hr_err err = { 0 };
    cr_assert_eq(try_load(self, ledger, &err), 0, "%s\n%s", err.text,
                 import_sample_faults(&self->evidence.faults));
}

static void
release(struct loaded *self)
{
    import_sample_remove(self->folder);
    cost_ledger_release(&self->ledger);
    sen2_release(&self->sen2);
    evidence_release(&self->evidence);
    placement_map_release(&self->map);
}

#define NEAR(x, y, ...) cr_expect_lt(fabs((x) - (y)), 1e-6 * fmax(1.0, fabs(y)), __VA_ARGS__)

/* ---- prices ---- */

Claim(cost_prices, a_price_is_pounds_over_place_years)
{
    struct loaded it;
    /* Six children at a special school: five all year, one from 1 October to the end. */
    load(&it, "UPN,URN,Fund,Annual cost,Start,End,Financial year\n"
              "a,100003,top_up,10000,,,2024-25\n"
              "b,100003,top_up,12000,,,2024-25\n"
              "c,100003,top_up,14000,,,2024-25\n"
              "d,100003,top_up,16000,,,2024-25\n"
              "e,100003,top_up,18000,,,2024-25\n"
              "f,100003,top_up,20000,2024-10-01,,2024-25\n");
    const struct cost_price *price = &it.prices.place[CATEGORY_STATE_SPECIAL];
    const double part = 182.0 / 365.0; /* October to March */
    NEAR(price->years, 5.0 + part, "%g", price->years);
    NEAR(price->priced_gbp, 70000.0 + 20000.0 * part, "%g", price->priced_gbp);
    cr_expect_eq(price->children, 6.0);
    NEAR(cost_price_gbp(price), (70000.0 + 20000.0 * part) / (5.0 + part), "%g",
         cost_price_gbp(price));
    const double mean = cost_price_gbp(price);
    double m2 = part * (20000.0 - mean) * (20000.0 - mean);
    for (double x = 10000.0; x < 19000.0; x += 2000.0)
        m2 += (x - mean) * (x - mean);
    NEAR(price->cv, sqrt(m2 / (5.0 + part)) / mean, "%g", price->cv);
    cr_expect(cost_is_priced(&it.prices, CATEGORY_STATE_SPECIAL));
    release(&it);
}

Claim(cost_prices, three_ways_to_write_a_cost_are_one)
{
    static const char *const way[] = {
        "child,setting,cost\na,special_la_maintained,39000\n",
        "child,setting,annual_cost\na,special_la_maintained,39000\n",
        "child,setting,weekly_cost,weeks\na,special_la_maintained,1000,39\n",
    };
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        struct loaded it;
        load(&it, way[i]);
        NEAR(it.prices.place[CATEGORY_STATE_SPECIAL].priced_gbp, 39000.0, "way %zu", i);
        NEAR(it.prices.place[CATEGORY_STATE_SPECIAL].years, 1.0, "way %zu", i);
        release(&it);
    }
}

Claim(cost_prices, rows_of_one_child_are_one_place)
{
    struct loaded it;
    load(&it, "child,urn,fund,annual_cost,start,end\n"
              "a,100003,place,10000,,\n"
              "a,100003,top_up,12000,01/04/2024,31/08/2024\n"
              "A,100003,top_up,15000,01/09/2024,\n"
              "a,100003,transport,6000,,\n"
              "a,100003,health,2000,,\n");
    const struct cost_price *price = &it.prices.place[CATEGORY_STATE_SPECIAL];
    const double before = 153.0 / 365.0, after = 212.0 / 365.0;
    cr_expect_eq(price->children, 1.0);
    NEAR(price->years, 1.0, "%g", price->years);
    NEAR(price->priced_gbp, 12000.0 * before + 15000.0 * after + 2000.0, "%g", price->priced_gbp);
    NEAR(price->joint_gbp, 2000.0, "%g", price->joint_gbp);
    NEAR(price->gbp[FUND_PLACE], 10000.0, "place funding is told apart");
    NEAR(price->gbp[FUND_TRANSPORT], 6000.0, "transport is in no price");
    cr_expect_not(cost_is_priced(&it.prices, CATEGORY_STATE_SPECIAL), "one child is no price");
    release(&it);
}

Claim(cost_prices, a_child_is_where_the_return_has_it)
{
    struct loaded it;
    char upn[32], text[256];
    size_t found = 0;
    /* The 6th to the 9th child of the sample: see sen2_sample.c for where they are. */
    for (size_t i = 6; i < 10; i++) {
        sen2_sample_upn(i, upn, sizeof upn);
        (void)snprintf(text, sizeof text, "upn,cost\n%s,1000\n", upn);
        load(&it, text);
        cr_assert_eq(it.ledger.n, 1);
        const struct sen2_year *year = &it.sen2.year[0];
        const int child = sen2_child_of(&year->from, upn);
        cr_assert_neq(child, SEN2_NONE);
        const struct sen2_state *state =
            year->now[child].held ? &year->now[child] : &year->before[child];
        cr_expect_eq(it.ledger.row[0].place,
                     state->held ? (int)sen2_place(state->category) : SEN2_NONE);
        found += state->held;
        release(&it);
    }
    cr_expect_geq(found, 2);
}

Claim(cost_prices, rows_that_name_no_child_say_how_many)
{
    struct loaded it;
    load(&it, "urn,fund,paid,children\n100004,fee,600000,10\n100004,health,50000,10\n"
              "100003,top_up,90000,\n");
    const struct cost_price *price = &it.prices.place[CATEGORY_INDEPENDENT];
    cr_expect_eq(price->children, 10.0);
    NEAR(cost_price_gbp(price), 65000.0, "%g", cost_price_gbp(price));
    NEAR(it.prices.uncounted.gbp, 90000.0, "%g", it.prices.uncounted.gbp);
    cr_expect(isnan(price->cv));
    release(&it);
}

/* ---- pounds ---- */

static unsigned
next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* 400 rows of every kind, and what they add up to: of a cost as it is, of an annual one by days. */
static char *
write_any(unsigned seed, double *sum)
{
    static const char *const fund[] = { "place",       "top_up",    "fee", "health",
                                        "social_care", "transport", "" };
    static const char *const urn[] = { "100001", "100003", "100004", "999999", "" };
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    unsigned state = seed;
    *sum = 0.0;
    fprintf(f, "upn,urn,fund,cost,annual_cost,start,financial_year\n");
    for (int i = 0; i < 400; i++) {
        char upn[32];
        const double gbp = (double)(next(&state) % 9000000) / 100.0 - 5000.0;
        const bool annual = next(&state) % 2 == 0, autumn = next(&state) % 3 == 0;
        sen2_sample_upn(next(&state) % 900, upn, sizeof upn);
        fprintf(f, "%s,%s,%s,", next(&state) % 5 == 0 ? "" : upn, urn[next(&state) % 5],
                fund[next(&state) % 7]);
        fprintf(f, annual ? ",%.2f," : "%.2f,,", gbp);
        fprintf(f, "%s,%s\n", autumn ? "2024-09-01" : "",
                !autumn && next(&state) % 9 == 0 ? "2023-24" : "2024-25");
        *sum += annual && autumn ? gbp * 212.0 / 365.0 : gbp;
    }
    (void)fclose(f);
    return text;
}

Claim(cost_prices, pounds_are_conserved)
{
    for (unsigned seed = 1; seed <= 5; seed++) {
        struct loaded it;
        double sum, by_place = 0.0;
        char *text = write_any(seed, &sum);
        load(&it, text);
        const struct cost_prices *p = &it.prices;
        NEAR(p->all.gbp, sum, "seed %u: %.2f, want %.2f", seed, p->all.gbp, sum);
        NEAR(p->joined.gbp + p->not_joined.gbp + p->other_years.gbp, sum, "seed %u", seed);
        cr_expect_gt(fabs(p->not_joined.gbp), 0.0);
        cr_expect_gt(fabs(p->other_years.gbp), 0.0);
        for (size_t place = 0; place < N_SEN2_PLACE; place++)
            for (size_t fund = 0; fund < N_COST_FUND; fund++)
                by_place += p->place[place].gbp[fund];
        NEAR(by_place, p->joined.gbp, "seed %u", seed);
        cr_expect_eq(p->joined.rows + p->not_joined.rows + p->other_years.rows, 400.0);
        free(text);
        release(&it);
    }
}

/* ---- the two sides of the join ---- */

/* import.txt's part and prices.csv, in one text; the caller's. */
static char *
written(const struct loaded *it)
{
    struct folder folder = { 0 };
    struct text out;
    struct hr_err err = { 0 };
    char dir[64], target[96], path[128], *text = NULL;
    bool part;
    int c;
    temp_dir(dir, sizeof dir);
    (void)snprintf(target, sizeof target, "%s/out", dir);
    cr_assert_eq(folder_init(&folder, target, false, &err), 0, "%s", err.text);
    cr_assert_eq(cost_prices_write(&it->prices, &folder, &part, &err), 0, "%s", err.text);
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    folder_release(&folder);
    text_init(&out);
    cost_prices_report(&it->prices, &it->ledger, &out);
    (void)snprintf(path, sizeof path, "%s/prices.csv", target);
    FILE *f = fopen(path, "r");
    cr_assert_not_null(f);
    while ((c = fgetc(f)) != EOF)
        text_add(&out, "%c", c);
    (void)fclose(f);
    cr_assert_eq(text_take(&out, &text, &err), 0);
    (void)folder_remove(dir);
    return text;
}

/* Six priced children, and some more whose cost nobody is to read or to work out. */
#define PRICED                                                        \
    "upn,urn,fund,cost,year\n"                                        \
    "a,100004,fee,40001,\nb,100004,fee,40002,\nc,100004,fee,40003,\n" \
    "d,100004,fee,40004,\ne,100004,fee,40005,\nf,100004,fee,40006,\n"

Claim(cost_prices, pounds_of_fewer_than_five_children_are_told_nowhere)
{
    static const struct {
        const char *rows;
        int gbp; /* of the few */
        bool all_told;
    } cases[] = {
        { "x,999999,fee,71003,\n", 71003, false },        /* joins nothing */
        { "x,100003,top_up,71003,\n", 71003, false },     /* alone at a kind of setting */
        { "x,100003,transport,71003,\n", 71003, false },  /* the same, and in no price */
        { "x,100004,fee,71003,2023-24\n", 71003, false }, /* of another year */
        { "x,999999,fee,30001,\ny,999999,fee,30002,\nz,999999,fee,30003,\n"
          "v,100003,top_up,9,\nw,100003,top_up,9,\n",
          90006, true }, /* five in two sums: their sum says nothing of one */
        { "x,999999,fee,30001,\nx,100003,fee,30002,\nx,100001,fee,30003,2023-24\n", 90006,
          false }, /* one child in three sums */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        char *ledger = NULL, gbp[32];
        cr_assert_geq(asprintf(&ledger, "%s%s", PRICED, cases[i].rows), 0);
        load(&it, ledger);
        char *text = written(&it);
        (void)snprintf(gbp, sizeof gbp, "%d", cases[i].gbp);
        cr_expect_null(strstr(text, gbp), "case %zu: %s", i, text);
        (void)snprintf(gbp, sizeof gbp, "%.0f", it.prices.all.gbp);
        cr_expect_eq(strstr(text, gbp) != NULL, cases[i].all_told, "case %zu: %s", i, text);
        cr_expect_not_null(strstr(text, "240021"), "case %zu: %s", i, text);
        free(text);
        free(ledger);
        release(&it);
    }
}

Claim(cost_prices, children_with_a_plan_and_no_cost_are_counted)
{
    struct loaded it;
    struct hr_err err = { 0 };
    char *text = NULL, upn[32], wanted[160];
    size_t size;
    double held = 0.0, named = 0.0, total = 0.0, without = 0.0;
    FILE *f = open_memstream(&text, &size);
    fprintf(f, "upn,setting,cost\n");
    for (size_t i = 0; i < SAMPLE.n; i += 3) {
        sen2_sample_upn(i, upn, sizeof upn);
        fprintf(f, "%s,special_la_maintained,1000\n", upn);
    }
    fprintf(f, "nobody,special_la_maintained,1000\n");
    (void)fclose(f);
    load(&it, text);
    const struct sen2_year *year = &it.sen2.year[0];
    for (size_t i = 0; i < SAMPLE.n; i++) {
        sen2_sample_upn(i, upn, sizeof upn);
        const int child = sen2_child_of(&year->from, upn);
        if (child != SEN2_NONE && year->now[child].held) {
            held += 1.0;
            named += i % 3 == 0;
        }
    }
    for (size_t place = 0; place < N_SEN2_PLACE; place++) {
        total += it.ledger.held[place];
        without += it.ledger.without[place];
    }
    cr_expect_gt(named, 0.0);
    cr_expect_eq(total, held);
    cr_expect_eq(without, held - named);
    cr_assert_eq(cost_prices_remarks(&it.prices, &it.ledger, &it.evidence, &err), 0);
    (void)snprintf(wanted, sizeof wanted,
                   "ledger of 2024/25: of %.0f children with a plan in January 2025 %.0f are in no",
                   held, held - named);
    cr_assert_geq(it.evidence.n_remark, 2);
    cr_expect_not_null(strstr(it.evidence.remark[it.evidence.n_remark - 1], wanted), "%s",
                       it.evidence.remark[it.evidence.n_remark - 1]);
    cr_expect_not_null(
        strstr(it.evidence.remark[it.evidence.n_remark - 2], "1 children are not in the return"));
    free(text);
    release(&it);
}

/* ---- what is written, read back ---- */

Claim(cost_prices, what_is_written_is_read_back)
{
    struct loaded it;
    struct folder folder = { 0 };
    struct cost_known known[N_CATEGORY];
    struct faults faults = { 0 };
    struct hr_err err = { 0 };
    char dir[64], target[96];
    bool part = false;
    load(&it, "upn,urn,fund,annual_cost\n"
              "a,100004,fee,50000\nb,100004,fee,60000\nc,100004,fee,70000\nd,100004,fee,80000\n"
              "e,100004,fee,90000\ne,100004,health,7000\nf,100003,top_up,10000\n");
    temp_dir(dir, sizeof dir);
    (void)snprintf(target, sizeof target, "%s/out", dir);
    cr_assert_eq(folder_init(&folder, target, false, &err), 0, "%s", err.text);
    cr_assert_eq(cost_prices_write(&it.prices, &folder, &part, &err), 0, "%s", err.text);
    cr_assert_eq(folder_commit(&folder, &err), 0, "%s", err.text);
    cr_expect(part);
    cr_assert_eq(cost_known_read(known, target, &faults, &err), 0, "%s", err.text);
    const struct cost_known *fee = &known[CATEGORY_INDEPENDENT];
    cr_expect(fee->known);
    cr_expect_eq(fee->gbp, 71400.0);
    cr_expect_eq(fee->children, 5.0);
    cr_expect_eq(fee->fy, 2024);
    cr_expect_float_eq(fee->joint, 7000.0 / 357000.0, 1e-4);
    cr_expect_float_eq(fee->cv, it.prices.place[CATEGORY_INDEPENDENT].cv, 1e-3);
    cr_expect_not(known[CATEGORY_STATE_SPECIAL].known, "one child is no price");
    folder_release(&folder);
    cr_assert_eq(cost_known_read(known, dir, &faults, &err), 0, "%s", err.text);
    cr_expect_not(known[CATEGORY_INDEPENDENT].known, "no table, nothing known");
    (void)folder_remove(dir);
    faults_release(&faults);
    release(&it);
}

/* ---- what cannot be read ---- */

Claim(cost_prices, one_sentence_for_each_fault_and_no_cell_in_it)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        { "upn,urn\nQXu1,100003\n", "ledger.csv: has no column of costs" },
        { "upn,weekly_cost\nQXu1,100\n", "ledger.csv: has weekly costs and no column 'weeks'" },
        { "cost,start\n100,\n", "ledger.csv: has nothing to join by" },
        { "upn,cost\nQXu1,QXu\n", "ledger.csv:2: column 'cost': is no number" },
        { "upn,cost,start\nQXu1,5,QXu\n", "ledger.csv:2: column 'start': is no day" },
        { "upn,cost,fund\nQXu1,5,QXu\n", "ledger.csv:2: column 'fund': is no fund" },
        { "upn,cost,year\nQXu1,5,QXu\n", "ledger.csv:2: column 'year': is no financial year" },
        { "upn,cost,annual\nQXu1,5,6\n", "ledger.csv:2: want one cost in a row" },
        { "upn,cost\nQXu1,\n", "ledger.csv:2: want one cost in a row" },
        { "upn,cost\n", "ledger.csv: has a header and no rows" },
        { "upn,annual,start,end\nQXu1,5,2025-03-01,2024-09-01\n",
          "ledger.csv:2: column 'end': is before the start" },
        { "urn,cost,children\n100003,5,-3\n", "ledger.csv:2: column 'children': is below 0" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct loaded it;
        struct hr_err err = { 0 };
        cr_expect_eq(try_load(&it, cases[i].text, &err), HR_ESCENARIO, "case %zu", i);
        const char *faults = import_sample_faults(&it.evidence.faults);
        cr_expect_eq(it.evidence.faults.n, 1, "case %zu: %s", i, faults);
        cr_expect_not_null(strstr(faults, cases[i].wanted), "case %zu: %s", i, faults);
        cr_expect_null(strstr(faults, "QXu"), "case %zu: %s", i, faults);
        release(&it);
    }
}

/* ---- what is odd ---- */

static bool
says(const struct loaded *self, const char *text)
{
    for (size_t i = 0; i < self->evidence.n_remark; i++)
        if (strstr(self->evidence.remark[i], text) != NULL)
            return true;
    return false;
}

Claim(cost_prices, rows_twice_and_costs_of_another_size_are_told)
{
    static const char good[] = "child,setting,annual_cost\na,special_la_maintained,21000\n"
                               "b,special_la_maintained,22000\nc,special_la_maintained,23000\n"
                               "d,special_la_maintained,24000\ne,special_la_maintained,25000\n";
    static const char thousands[] = "child,setting,annual_cost\na,special_la_maintained,21\n"
                                    "b,special_la_maintained,22\nc,special_la_maintained,23\n"
                                    "d,special_la_maintained,24\ne,special_la_maintained,25\n";
    static const struct {
        const char *before, *row;
        bool twice, size;
    } LEDGER[] = {
        { good, "", false, false },
        { good, "a,special_la_maintained,2100\n", false, false },
        { good, "a,special_la_maintained,21000\n", true, false },
        { good, "f,special_la_maintained,26000000\n", false, true },
        { thousands, "", false, true },
        { thousands, "f,special_la_maintained,26000\n", false, true },
    };
    for (size_t i = 0; i < sizeof LEDGER / sizeof LEDGER[0]; i++) {
        struct loaded it;
        struct hr_err err = { 0 };
        char text[600];
        (void)snprintf(text, sizeof text, "%s%s", LEDGER[i].before, LEDGER[i].row);
        load(&it, text);
        cr_assert_eq(cost_prices_remarks(&it.prices, &it.ledger, &it.evidence, &err), 0);
        cr_expect_eq(says(&it, "1 rows are one before them"), LEDGER[i].twice, "ledger %zu", i);
        cr_expect_eq(says(&it, "are all costs in pounds"), LEDGER[i].size, "ledger %zu", i);
        release(&it);
    }
}
