/* Synthetic authorities with known money come out to the pound; what one lacks is lent and says so;
 * without money in the data there is none that is invented. */
#include "evidence_sample.h"
#include "fit_text.h"
#include "own_money.h"
#include "scenario.h"
#include "suited_options.h"
#include "own_unit_costs.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LAST = AUTHORITIES_LAST, BALANCE_YEAR = LAST - 3 };

/* What every authority spends for a plan, on the lines of the outturn of the last year. */
static const struct spent {
    enum outturn_line line;
    int kind; /* ALL_KINDS: for any plan */
    double gbp;
} SPENT[] = {
    { OUTTURN_MAINTAINED_PRIMARY, CATEGORY_MAINSTREAM, 5000 },
    { OUTTURN_MAINTAINED_SECONDARY, CATEGORY_MAINSTREAM, 3000 },
    { OUTTURN_MAINTAINED_SPECIAL, CATEGORY_STATE_SPECIAL, 20000 },
    { OUTTURN_INDEPENDENT_SPECIAL, CATEGORY_INDEPENDENT, 60000 }, /* of whom the sample has none */
    { OUTTURN_MAINTAINED_AP, ALL_KINDS, 900 },
    { OUTTURN_AP_SERVICES, ALL_KINDS, 600 },
    { OUTTURN_SUPPORT_AND_INCLUSION, ALL_KINDS, 1500 },
    { OUTTURN_HOSPITAL, ALL_KINDS, 0 },
    { OUTTURN_THERAPIES, ALL_KINDS, 100 },
    { OUTTURN_MAINTAINED_EARLY_YEARS, ALL_KINDS, 50 },
};
enum { N_SPENT = sizeof SPENT / sizeof SPENT[0] };
static const double PLACES = 1000000, BLOCK = 30e6, DEDUCTION = 4e6, BALANCE = 2500000;

enum left_out {
    NOTHING,
    LINES,
    OUTTURN,
    BLOCK_OWN,
    BALANCE_OWN,
    BLOCK_OF_ALL,
    NEAR_BALANCE, /* there is one of the last year too */
    TURNED_BALANCE,
    NO_LAST_DEDUCTION,
    SMALL_BLOCK, /* in another unit */
};

struct country {
    struct evidence_sample sample;
    struct evidence all;
    struct fit fit;
    struct national_money nation;
    struct people_fit people;
    struct own_money own;
    double line[AUTHORITIES_N + 8][N_SPENT]; /* [area]: pounds, counted before any is added */
};

static struct observation
pounds(enum evidence_measure measure, int year, double gbp)
{
    return observed(measure, year, ALL_AGES, ALL_AGES, gbp);
}

static struct observation
on_line(enum outturn_line line, double gbp)
{
    struct observation item = pounds(EVIDENCE_SECTION_251, LAST, gbp);
    item.part = (int)line;
    return item;
}

static void
put(struct evidence *to, int area, struct observation item)
{
    struct hr_err err = { 0 };
    item.area = area;
    item.category = ALL_CATEGORIES;
    cr_assert_eq(evidence_add(to, &item, &err), 0, "%s", err.text);
}

static void
count_lines(struct country *self, int area)
{
    for (size_t i = 0; i < N_SPENT; i++) {
        double plans = plans_of_year(&self->nation, area, SPENT[i].kind, LAST);
        if (SPENT[i].kind == CATEGORY_MAINSTREAM)
            plans += 1.2 * plans_of_year(&self->nation, area, CATEGORY_UNIT, LAST);
        self->line[area][i] = isnan(plans) ? 0.0 : SPENT[i].gbp * plans;
    }
}

/* Lines 1.2.x of one authority, and their sum. */
static double
put_lines(struct country *self, int area, bool given)
{
    double sum = 0.0;
    for (size_t i = 0; i < N_SPENT; i++) {
        sum += self->line[area][i];
        if (given)
            put(&self->all, area, on_line(SPENT[i].line, self->line[area][i]));
    }
    if (given)
        put(&self->all, area, on_line(OUTTURN_PLACES, PLACES));
    return sum;
}

/* A balance at March of the last year. */
static double
rolled_to_last(double outturn)
{
    double balance = BALANCE;
    for (int year = BALANCE_YEAR + 1; year <= LAST; year++)
        balance +=
            outturn - 1e5 * (LAST - year) + PLACES - (BLOCK + 1e6 * (year - LAST) - DEDUCTION);
    return balance;
}

static double
put_money(struct country *self, int area, enum left_out out)
{
    const bool england = self->all.area[area].level == AREA_ENGLAND;
    const double sum = put_lines(self, area, out != LINES && !england);
    for (int year = BALANCE_YEAR; year <= LAST && out != OUTTURN; year++)
        put(&self->all, area, pounds(EVIDENCE_SPENDING, year, sum - 1e5 * (LAST - year)));
    for (int year = LAST - 4; year <= LAST + 1 && out != BLOCK_OWN && out != BLOCK_OF_ALL; year++) {
        const double unit = out == SMALL_BLOCK && year == LAST + 1 ? 1e-3 : 1.0;
        put(&self->all, area, pounds(EVIDENCE_BLOCK, year, unit * (BLOCK + 1e6 * (year - LAST))));
        if (out != NO_LAST_DEDUCTION || year < LAST)
            put(&self->all, area, pounds(EVIDENCE_DEDUCTION, year, DEDUCTION));
    }
    if (out != BALANCE_OWN)
        put(&self->all, area, pounds(EVIDENCE_BALANCE, BALANCE_YEAR, BALANCE));
    if (out == NEAR_BALANCE || out == TURNED_BALANCE)
        put(&self->all, area,
            pounds(EVIDENCE_BALANCE, LAST,
                   (out == NEAR_BALANCE ? 1.0 : -1.0) * (rolled_to_last(sum) - 1e6)));
    return sum;
}

/* All have all, but for the one that is asked for. */
static void
country_init(struct country *self, int authority, enum left_out out)
{
    struct hr_err err = { 0 };
    struct fit bare;
    evidence_sample_init(&self->sample, true);
    evidence_init(&self->all);
    cr_assert_eq(evidence_merge(&self->all, &self->sample.evidence, &err), 0);
    cr_assert_eq(evidence_finish(&self->all, &err), 0);
    cr_assert_eq(fit_init(&bare, &self->all, LAST, &err), 0, "%s", err.text);
    self->nation = (struct national_money){ .fit = &bare, .evidence = &self->all };
    const int asked = evidence_find_area(&self->all, authority_code(authority));
    const int n_area = (int)self->all.n_area;
    cr_assert_leq(n_area, AUTHORITIES_N + 8);
    for (int area = 0; area < n_area; area++)
        count_lines(self, area);
    for (int area = 0; area < n_area; area++)
        (void)put_money(self, area, area == asked || out == BLOCK_OF_ALL ? out : NOTHING);
    for (int rank = 1; rank <= 4; rank++) { /* those of the codes 801 to 804 */
        struct observation neighbour = pounds(EVIDENCE_NEIGHBOUR, LAST, 800.0 + rank);
        neighbour.part = rank;
        put(&self->all, asked, neighbour);
    }
    fit_release(&bare);
    cr_assert_eq(evidence_finish(&self->all, &err), 0);
    cr_assert_eq(fit_init(&self->fit, &self->all, LAST, &err), 0, "%s", err.text);
    cr_assert_eq(national_money_init(&self->nation, &self->fit, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&self->fit, authority_code(authority), &self->people, &err), 0);
    cr_assert_eq(own_money_of(&self->nation, &self->people, &self->own, &err), 0, "%s", err.text);
}

static void
country_release(struct country *self)
{
    national_money_release(&self->nation);
    fit_release(&self->fit);
    evidence_release(&self->all);
    evidence_sample_release(&self->sample);
}

static double
spent_in_first_year(const struct own_money *own)
{
    double sum = 0.0;
    for (int k = 0; k < N_KIND; k++)
        sum += own->years[k] * own->price[k].gbp;
    for (int i = 0; i < N_OWN_LINE; i++)
        sum += own->line[i].gbp;
    return sum;
}

Claim(own_money, known_money_comes_out_to_the_pound)
{
    static struct country c;
    country_init(&c, 7, NOTHING);
    const struct own_money *own = &c.own;
    cr_assert(own->known, "%s", own->why);
    cr_expect_float_eq(own->outturn.gbp,
                       evidence_total(&c.all, c.people.series->area, EVIDENCE_SPENDING, LAST), 0.5);
    cr_expect_float_eq(own->factor, 1.0, 1e-9, "lines over plans, times plans, are the outturn");
    cr_expect_float_eq(own->price[CATEGORY_STATE_SPECIAL].gbp / own->price[CATEGORY_MAINSTREAM].gbp,
                       20000.0 / 8000.0, 1e-9);
    cr_expect_float_eq(own->price[CATEGORY_UNIT].gbp / own->price[CATEGORY_MAINSTREAM].gbp, 1.2,
                       1e-9);
    cr_expect_eq(own->price[CATEGORY_HOME_EDUCATION].gbp, 0.0);
    cr_expect_float_eq(own->first_gbp, own->outturn.gbp * own->plans_growth * own->price_growth,
                       1.0);
    cr_expect_float_eq(spent_in_first_year(own), own->first_gbp, 1.0);
    cr_expect_float_eq(own->block_gbp[0], BLOCK + 1e6, 0.5, "announced for the first year");
    cr_expect_float_eq(own->deduction_gbp[0], DEDUCTION, 0.5);
    cr_expect_float_eq(own->balance_gbp, rolled_to_last(own->outturn.gbp), 1.0);
    for (int i = 0; i < N_OWN_LINE; i++)
        cr_expect_eq(own->line[i].from, FROM_OWN);
    country_release(&c);
}

Claim(own_money, what_an_authority_lacks_is_lent_and_says_so)
{
    static struct country whole, lacks;
    country_init(&whole, 7, NOTHING);
    country_init(&lacks, 7, LINES);
    cr_assert(lacks.own.known, "%s", lacks.own.why);
    cr_expect_eq(lacks.own.price[CATEGORY_STATE_SPECIAL].from, FROM_NEIGHBOURS);
    cr_expect_eq(lacks.own.line[LINE_THERAPIES].from, FROM_NEIGHBOURS);
    cr_expect_float_eq(lacks.own.price[CATEGORY_STATE_SPECIAL].gbp,
                       whole.own.price[CATEGORY_STATE_SPECIAL].gbp,
                       1e-6 * whole.own.price[CATEGORY_STATE_SPECIAL].gbp,
                       "all spend alike here, so the median is its own");
    cr_expect_float_eq(spent_in_first_year(&lacks.own), lacks.own.first_gbp, 1.0);
    country_release(&lacks);
    country_init(&lacks, 7, BALANCE_OWN);
    cr_assert(lacks.own.known);
    cr_expect_neq(lacks.own.balance.from, FROM_OWN);
    cr_expect_float_eq(lacks.own.balance.gbp, BALANCE, 1.0);
    country_release(&lacks);
    country_init(&lacks, 7, BLOCK_OWN);
    cr_assert(lacks.own.known, "%s", lacks.own.why);
    cr_expect_neq(lacks.own.block.from, FROM_OWN);
    country_release(&lacks);
    country_init(&lacks, 7, OUTTURN);
    cr_assert(lacks.own.known);
    cr_expect_neq(lacks.own.outturn.from, FROM_OWN);
    country_release(&lacks);
    country_release(&whole);
}

/* ---- as a scenario */

static void
read_back(const struct country *self, struct scenario *out, char **text)
{
    char folder[] = "/tmp/headroom-own-money-XXXXXX", path[256];
    char *part[3] = { NULL, NULL, NULL };
    static const char *const name[] = { "people.cfg", "stock.csv", "scenario.cfg" };
    struct hr_err err = { 0 };
    cr_assert_eq(fit_part_text(&self->fit, &self->people, &part[0], &err), 0, "%s", err.text);
    cr_assert_eq(fit_stock_text(&self->people, &part[1], &err), 0, "%s", err.text);
    cr_assert_eq(fit_scenario_text(&self->nation, &self->people, &self->own, &part[2], &err), 0);
    cr_assert_not_null(mkdtemp(folder));
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, name[i]);
        FILE *f = fopen(path, "w");
        cr_assert(f != NULL && fputs(part[i], f) >= 0 && fclose(f) == 0);
    }
    const int ret = scenario_load(path, NULL, 0, out, &err);
    cr_assert_eq(ret, 0, "%s %s", err.text, out->faults.n > 0 ? out->faults.item[0].text : "");
    (void)snprintf(path, sizeof path, "rm -r %s", folder);
    cr_expect_eq(system(path), 0);
    *text = part[2];
    free(part[0]);
    free(part[1]);
}

Claim(own_money, its_scenario_has_the_same_money_and_the_list_of_what_to_replace)
{
    static struct country c;
    struct scenario scenario;
    char *text = NULL;
    country_init(&c, 7, NOTHING);
    read_back(&c, &scenario, &text);
    const struct inputs *in = &scenario.inputs;
    cr_expect_float_eq(in->dsg.block[0].outturn_gbp, c.own.first_gbp + c.own.places.gbp, 1001.0);
    cr_expect_float_eq(in->dsg.carry_forward_gbp, -c.own.balance_gbp, 501.0);
    cr_expect_float_eq(in->grant.known[0].amount_gbp, c.own.block_gbp[0], 501.0);
    cr_expect_str_eq(in->estimates, "ESTIMATES (allocation, spending, places, balance)");
    cr_expect(!in->example.money);
    cr_expect_eq(in->n_scenario, 1u, "options stand ready, switched off");
    cr_expect_eq(in->n_receipt, 0u, "no agreement is assumed");
    const struct quantity *error = &in->quantity[in->dsg.outturn_error];
    cr_expect(error->factor != NULL && error->loading > 0.0,
              "areas together share a part of what a year ahead may bring");
    free(text);
    scenario_release(&scenario);
    country_release(&c);
}

Claim(own_money, a_balance_far_from_the_one_before_keeps_its_mark)
{
    static const struct {
        enum left_out given;
        const char *estimates;
    } CASE[] = { { NEAR_BALANCE, "ESTIMATES (allocation, spending, places)" },
                 { TURNED_BALANCE, "ESTIMATES (allocation, spending, places, balance)" } };
    for (size_t i = 0; i < 2; i++) {
        static struct country c;
        struct scenario scenario;
        char *text = NULL;
        country_init(&c, 7, CASE[i].given);
        cr_expect_float_eq(c.own.rolled_gbp, rolled_to_last(c.own.outturn.gbp), 1.0);
        read_back(&c, &scenario, &text);
        cr_expect_str_eq(scenario.inputs.estimates, CASE[i].estimates);
        cr_expect((strstr(text, "look at the sign and unit") != NULL) ==
                  (CASE[i].given == TURNED_BALANCE));
        free(text);
        scenario_release(&scenario);
        country_release(&c);
    }
}

Claim(own_money, a_block_far_from_the_one_before_is_asked_about)
{
    static struct country c;
    char *text = NULL;
    struct hr_err err = { 0 };
    country_init(&c, 7, SMALL_BLOCK);
    cr_expect(c.own.block_doubtful);
    cr_assert_eq(fit_scenario_text(&c.nation, &c.people, &c.own, &text, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "far from the one before or from its plans"));
    cr_expect_not_null(strstr(text, "budget_gbp_m of dsg.blocks goes with it"));
    free(text);
    country_release(&c);
}

Claim(own_money, a_block_published_before_its_deductions_is_used)
{
    static struct country c;
    country_init(&c, 7, NO_LAST_DEDUCTION);
    cr_assert(c.own.known, "%s", c.own.why);
    cr_expect_float_eq(c.own.block_gbp[0], BLOCK + 1e6, 0.5);
    cr_expect_eq(c.own.deduction.from, FROM_OWN);
    cr_expect_eq(c.own.deduction.year, LAST - 1);
    cr_expect(c.own.deduction_gbp[0] >= DEDUCTION && c.own.deduction_gbp[0] < 1.3 * DEDUCTION);
    country_release(&c);
}

Claim(own_money, without_any_the_example_is_marked_and_of_the_size_of_the_plans)
{
    static struct country c;
    struct scenario scenario;
    char *text = NULL;
    country_init(&c, 7, BLOCK_OF_ALL);
    cr_expect(!c.own.known);
    cr_expect_not_null(strstr(c.own.why, "allocation"));
    read_back(&c, &scenario, &text);
    const struct inputs *in = &scenario.inputs;
    cr_expect(in->example.money);
    cr_expect_not_null(strstr(text, c.own.why));
    cr_expect_eq(in->grant.known[0].amount_gbp, in->dsg.block[0].outturn_gbp, "in balance");
    const double per_plan = in->dsg.block[0].outturn_gbp / in->plans.total;
    cr_expect(per_plan > 4000.0 && per_plan < 40000.0, "%.0f for a plan", per_plan);
    free(text);
    scenario_release(&scenario);
    country_release(&c);
}

Claim(own_money, a_ledger_stands_before_section_251_and_is_carried_on)
{
    struct own_money own = { .origin = 2026 };
    struct cost_known ledger[N_CATEGORY] = { 0 };
    own.price[CATEGORY_MAINSTREAM].gbp = 8000.0;
    own.years[CATEGORY_MAINSTREAM] = 100.0;
    own.price[CATEGORY_INDEPENDENT].gbp = 30000.0;
    own.years[CATEGORY_INDEPENDENT] = 10.0;
    ledger[CATEGORY_INDEPENDENT] = (struct cost_known){ .known = true, .gbp = 50000.0, .fy = 2024 };
    own_money_take_ledger(&own, ledger);
    cr_expect_float_eq(own.solved,
                       (8000.0 * 100.0 + 30000.0 * 10.0) /
                           (8000.0 * 100.0 + 10.0 * 50000.0 * exp(2.0 * 0.058)),
                       1e-9, "all at section 251's prices over all at the ledger's");
    cr_expect_eq(own.price[CATEGORY_MAINSTREAM].gbp, 8000.0, "what the ledger lacks stays");
    cr_expect_eq(own.price[CATEGORY_INDEPENDENT].from, FROM_LEDGER);
    cr_expect_float_eq(own.price[CATEGORY_INDEPENDENT].gbp, 50000.0 * exp(2.0 * 0.058), 1e-6,
                       "2024/25 to 2026/27 at 5.8%% a year");
}

Claim(own_money, options_stand_where_an_authority_differs_and_in_no_scenario)
{
    static struct country c;
    struct hr_err err = { 0 };
    size_t n_above = 0, n_below = 0;
    country_init(&c, 7, NOTHING);
    for (int i = 0; i < AUTHORITIES_N; i++) {
        struct people_fit people;
        struct text out;
        cr_assert_eq(fit_people(&c.fit, authority_code(i), &people, &err), 0, "%s", err.text);
        text_init(&out);
        suited_options(&c.nation, &people, &c.own, &out);
        const bool offered = strstr(out.text, "id = \"early-support\"") != NULL;
        const char *ready = strstr(out.text, "#  , { id = \"options\"");
        n_above += people.level > 1.1;
        n_below += people.level < 1.0;
        cr_expect(people.level <= 1.1 || (offered && ready != NULL), "%d: %s", i, out.text);
        cr_expect(people.level >= 1.0 || !offered, "%d: %s", i, out.text);
        cr_expect_not_null(strstr(out.text, "scenarios = ("));
        text_release(&out);
    }
    cr_expect(n_above > 0 && n_below > 0, "%zu above England, %zu below", n_above, n_below);
    country_release(&c);
}
