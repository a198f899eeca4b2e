/* reader*.c and scenario.c: layers, quantities, where they come from, --set. */
#include "scenario_sample.h"
#include "temp_dir.h"
#include "claim.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct quantity *
quantity(const struct scenario *scenario, const char *name)
{
    const struct quantity *q = scenario_sample_quantity(scenario, name);
    cr_assert_not_null(q, "no quantity '%s'", name);
    return q;
}

/* The sample with one key written otherwise, as text. */
static int
load_line(struct scenario *out, const char *path, const char *value)
{
    char set[2000];
    (void)snprintf(set, sizeof set, "%s=%s", path, value);
    return scenario_sample_load(out, set, NULL);
}

/* ---- values */

Claim(reader, values_arrive_in_their_places_and_in_pounds)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    const struct inputs *in = &s.inputs;
    cr_expect_str_eq(in->area, "Testshire");
    cr_expect_str_eq(in->about, "");
    cr_expect_eq(in->base_census, 2026);
    cr_expect_str_eq(in->position_date, "2026-06-01");
    cr_expect_eq(in->position_plans, 410.0);
    cr_expect_eq(in->horizon_years, 5);
    cr_expect_eq(in->seed, 7.0);
    cr_assert_eq(in->n_setting, 4);
    cr_expect_eq(in->setting[1].category, CATEGORY_STATE_SPECIAL);
    cr_expect(in->setting[0].local && !in->setting[2].local && in->setting[3].no_cost &&
              !in->setting[0].no_cost);
    cr_expect_eq(in->plans.by_age[1].count, 140.0);
    cr_expect_eq(in->population.count[0].by_age[3], 489.5);
    cr_expect_eq(in->population.count[0].by_age[25], 478.0);
    cr_expect_eq(in->joiners.months[7], 0.03);
    cr_expect_eq(in->movers.rule[1].ncy, 12);
    cr_expect_str_eq(in->movers.rule[1].need, "asd");
    cr_expect_null(in->movers.rule[0].need);
    cr_expect_eq(in->price[1].places[0].ay, 2025);
    cr_expect_eq(in->price[1].fee_gbp, 0);
    cr_expect_float_eq(in->quantity[in->line[0].amount_gbp].p[1], 250000.0, 1e-9);
    cr_expect_eq(in->grant.basis, GRANT_BEFORE_DEDUCTIONS);
    cr_expect_float_eq(in->grant.known[0].amount_gbp, 7.4e6, 1e-6);
    cr_expect_eq(in->grant.other[0].last_fy, 2027);
    cr_expect(isnan(in->dsg.block[1].before_recoupment_gbp));
    cr_expect_float_eq(in->dsg.carry_forward_gbp, -2.8e6, 1e-6);
    cr_expect_eq(in->receipt[0].instalment[0].chance, 0.8);
    cr_expect(isnan(in->transfer[0].amount_gbp));
    cr_expect(!in->event[0].hindsight);
    cr_expect_eq(in->scenario[1].role, ROLE_MITIGATED);
    cr_expect_str_eq(in->scenario[1].transfer[0], "half");
    cr_expect_eq(in->scenario[0].n_receipt, 0);
    scenario_release(&s);
    scenario_release(&s);
}

Claim(reader, whole_numbers_and_fractions_are_equally_welcome)
{
    struct scenario a, b;
    cr_assert_eq(load_line(&a, "prices.mainstream.topup_gbp", "6800"), 0);
    cr_assert_eq(load_line(&b, "prices.mainstream.topup_gbp", "6800.0"), 0);
    cr_expect_eq(quantity(&a, "prices.mainstream.topup_gbp")->p[0],
                 quantity(&b, "prices.mainstream.topup_gbp")->p[0]);
    scenario_release(&a);
    scenario_release(&b);
    cr_assert_eq(load_line(&a, "run.simulations", "5e3"), 0);
    cr_expect_eq(a.inputs.simulations, 5000.0);
    scenario_release(&a);
    cr_assert_eq(load_line(&a, "run.seed", "4294967295.0"), 0,
                 "the largest seed, which libconfig cannot hold as an integer");
    cr_expect_eq(a.inputs.seed, 4294967295.0);
    scenario_release(&a);
}

Claim(reader, a_group_remembers_its_file_and_line)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_str_eq(s.inputs.setting[2].where, "tests/bad/parts/settings.cfg:4");
    cr_expect_str_eq(s.inputs.plans.by_need[0].where, "tests/bad/parts/plans.cfg:7");
    cr_expect_str_eq(s.inputs.need[0].where, "tests/bad/parts/needs.cfg:1");
    cr_expect_str_eq(quantity(&s, "prices.fees.fee_gbp")->where, "tests/bad/parts/prices.cfg:4");
    scenario_release(&s);
}

/* ---- layers */

Claim(reader, what_the_file_leaves_out_is_england_s_then_the_default)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_eq(strncmp(s.inputs.england_stock[0].where, "england.cfg:", 12), 0);
    cr_expect_gt(s.inputs.joiners.rate_by_age[4], 0.0, "England's shape by age");
    cr_expect_gt(s.inputs.joiners.n_mix, 0, "England's mix beside the file's own keys in joiners");
    const struct quantity *persistence = quantity(&s, "prices.fees.growth.shock_sd");
    cr_expect_str_eq(persistence->where, "default");
    cr_expect_str_eq(persistence->source, "Headroom's default");
    cr_expect_eq(s.inputs.grant.known[0].deductions_gbp, 6e5);
    scenario_release(&s);
}

Claim(reader, a_list_of_the_file_replaces_england_s_whole)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_eq(s.inputs.leavers.n_by_category, 1);
    cr_expect_eq(s.inputs.movers.n_rule, 2);
    scenario_release(&s);
}

Claim(reader, a_yearly_rate_merges_with_england_s_key_by_key_but_a_range_does_not)
{
    struct scenario s;
    cr_assert_eq(load_line(&s, "inflation", "{ first = 0.031; }"), 0);
    cr_expect_eq(quantity(&s, "inflation.first")->p[0], 0.031);
    cr_expect_eq(strncmp(quantity(&s, "inflation.long_run")->where, "england.cfg:", 12), 0, "%s",
                 quantity(&s, "inflation.long_run")->where);
    scenario_release(&s);
    cr_assert_eq(load_line(&s, "joiners.level",
                           "{ distribution = \"lognormal\"; median = 1.02; sd_log = 0.11; }"),
                 0);
    cr_expect_eq(quantity(&s, "joiners.level")->kind, QUANTITY_LOGNORMAL);
    cr_expect_eq(quantity(&s, "joiners.level")->p[1], 0.11);
    scenario_release(&s);
}

Claim(reader, one_number_for_a_yearly_rate_hides_england_s_group)
{
    struct scenario s;
    cr_assert_eq(load_line(&s, "inflation", "0.031"), 0);
    cr_expect_eq(quantity(&s, "inflation.long_run")->p[0], 0.031);
    cr_expect_eq(quantity(&s, "inflation.shock_sd")->p[0], 0.0);
    cr_expect_eq(quantity(&s, "inflation.persistence")->p[0], 0.0);
    scenario_release(&s);
}

/* ---- quantities */

Claim(reader, every_kind_of_distribution_is_read_with_its_parameters)
{
    static const struct {
        const char *text;
        enum quantity_kind kind;
        double p[3];
    } kind[] = {
        { "0.317", QUANTITY_FIXED, { 0.317 } },
        { "{ value = 0.317; }", QUANTITY_FIXED, { 0.317 } },
        { "{ low = 0.21; central = 0.26; high = 0.33; }", QUANTITY_TRIPLET, { 0.21, 0.26, 0.33 } },
        { "{ distribution = \"lognormal\"; median = 0.26; sd_log = 0.2; }",
          QUANTITY_LOGNORMAL,
          { 0.26, 0.2e-6 } },
        { "{ distribution = \"pert\"; min = 0.11; mode = 0.26; max = 0.44; }",
          QUANTITY_PERT,
          { 0.11, 0.26, 0.44 } },
        { "{ distribution = \"uniform\"; min = 0.11; max = 0.44; }",
          QUANTITY_UNIFORM,
          { 0.11, 0.44 } },
        { "{ distribution = \"normal\"; mean = -0.26; sd = 0.03; }",
          QUANTITY_NORMAL,
          { -0.26, 0.03 } },
    };
    for (size_t i = 0; i < sizeof kind / sizeof kind[0]; i++) {
        struct scenario s;
        cr_assert_eq(load_line(&s, "lines.therapies.amount_gbp_m", kind[i].text), 0, "%s",
                     kind[i].text);
        const struct quantity *q = quantity(&s, "lines.therapies.amount_gbp_m");
        cr_expect_eq(q->kind, kind[i].kind, "%s", kind[i].text);
        for (size_t k = 0; k < 3; k++)
            cr_expect_float_eq(q->p[k], kind[i].p[k] * GBP_PER_GBP_M, 1e-6, "%s: %g", kind[i].text,
                               q->p[k]);
        cr_expect_str_eq(q->unit, "pounds");
        scenario_release(&s);
    }
}

Claim(reader, a_range_without_central_has_the_middle_of_its_ends_and_says_so)
{
    static const struct {
        const char *path, *text, *note;
        double central;
    } range[] = {
        { "lines.therapies.amount_gbp_m", "{ low = 0.21; high = 0.33; }", "middle: 0.27", 0.27e6 },
        { "lines.therapies.growth.first", "{ low = 0; high = 0.05; }", "middle: 0.025", 0.025 },
        { "lines.therapies.growth.first", "{ low = -0.03; high = 0.01; }", "middle: -0.01", -0.01 },
    };
    for (size_t i = 0; i < sizeof range / sizeof range[0]; i++) {
        struct scenario s;
        cr_assert_eq(load_line(&s, range[i].path, range[i].text), 0, "%s", range[i].text);
        cr_expect_float_eq(quantity(&s, range[i].path)->p[1], range[i].central, 1e-9, "%s",
                           range[i].text);
        bool said = false;
        for (size_t k = 0; k < s.notes.n; k++)
            said = said || strstr(s.notes.item[k].text, range[i].note) != NULL;
        cr_expect(said, "%s: no note '%s'", range[i].text, range[i].note);
        scenario_release(&s);
    }
}

Claim(reader, a_discrete_quantity_has_values_and_weights)
{
    struct scenario s;
    cr_assert_eq(
        load_line(
            &s, "joiners.own_mix",
            "{ distribution = \"discrete\"; values = [ 0, 0.35, 1 ]; weights = [ 1, 2, 1 ]; }"),
        0);
    const struct quantity *q = quantity(&s, "joiners.own_mix");
    cr_expect_eq(q->n_value, 3);
    cr_expect_eq(q->value[1], 0.35);
    cr_expect_eq(q->weight[1], 2.0);
    cr_expect_eq(q->support, QUANTITY_UNIT);
    scenario_release(&s);
}

Claim(reader, a_beta_is_for_shares_only)
{
    struct scenario s;
    cr_assert_eq(load_line(&s, "joiners.own_mix", "{ distribution = \"beta\"; a = 2.3; b = 4.1; }"),
                 0);
    cr_expect_eq(quantity(&s, "joiners.own_mix")->p[1], 4.1);
    scenario_release(&s);
    cr_assert_eq(load_line(&s, "lines.therapies.amount_gbp_m",
                           "{ distribution = \"beta\"; a = 2.3; b = 4.1; }"),
                 HR_ESCENARIO);
    cr_expect(scenario_sample_has_fault(&s, "a beta distribution runs from 0 to 1"), "%s",
              s.faults.n > 0 ? s.faults.item[0].text : "");
    scenario_release(&s);
}

Claim(reader, an_amount_is_positive_unless_a_negative_value_is_given)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect_eq(quantity(&s, "lines.therapies.amount_gbp_m")->support, QUANTITY_POSITIVE);
    cr_expect_eq(quantity(&s, "prices.fees.growth.first")->support, QUANTITY_REAL);
    scenario_release(&s);
    cr_assert_eq(load_line(&s, "lines.therapies.amount_gbp_m",
                           "{ low = -0.3; central = -0.25; high = -0.2; }"),
                 0);
    cr_expect_eq(quantity(&s, "lines.therapies.amount_gbp_m")->support, QUANTITY_REAL);
    scenario_release(&s);
}

Claim(reader, a_shared_factor_has_a_name_and_a_loading)
{
    struct scenario s;
    cr_assert_eq(
        load_line(
            &s, "joiners.level",
            "{ low = 0.9; central = 1.0; high = 1.1; factor = \"demand\"; loading = -0.35; }"),
        0);
    cr_expect_str_eq(quantity(&s, "joiners.level")->factor, "demand");
    cr_expect_eq(quantity(&s, "joiners.level")->loading, -0.35);
    scenario_release(&s);
}

Claim(reader, national_quantities_are_those_all_areas_share)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_expect(quantity(&s, "inflation.first")->national &&
              quantity(&s, "joiners.growth.long_run")->national);
    cr_expect(quantity(&s, "grant.growth.shock_sd")->national &&
              quantity(&s, "population.drift")->national);
    cr_expect(!quantity(&s, "joiners.level")->national &&
              !quantity(&s, "prices.fees.growth.first")->national);
    scenario_release(&s);
}

/* ---- where a quantity comes from */

static const char *const lines_with_sources =
    "( { id = \"a\"; label = \"A\"; source = \"budget book\"; source_date = \"2026-03\"; "
    "confidence = \"good\"; owner = \"finance\";"
    "    amount_gbp_m = 0.21; growth = { note = \"pay award\"; first = { value = 0.02; source = "
    "\"guess\"; }; long_run = 0.01; }; }, "
    "  { id = \"b\"; label = \"B\"; source = \"budget book\"; confidence = \"good\"; amount_gbp_m "
    "= 0.1;"
    "    growth = { source = \"pay forecast\"; confidence = \"weak\"; first = 0.02; long_run = "
    "0.01; }; }, "
    "  { id = \"c\"; label = \"C\"; source = \"budget book\"; confidence = \"good\"; amount_gbp_m "
    "= 0.1; growth = 0.02; } )";

Claim(reader, a_quantity_inherits_where_it_comes_from)
{
    struct scenario s;
    char dir[64], path[256];
    char text[4000];
    temp_dir(dir, sizeof dir);
    (void)snprintf(text, sizeof text, "lines = %s;\n", lines_with_sources);
    temp_dir_write(dir, "lines.cfg", text, path, sizeof path);
    static const char *const part[] = { "head",  "people", "inflation", "prices",
                                        "grant", "dsg",    "rest" };
    char cwd[400] = "";
    cr_assert_not_null(getcwd(cwd, sizeof cwd));
    size_t n = (size_t)snprintf(text, sizeof text, "@include \"lines.cfg\"\n");
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "@include \"%s/tests/bad/parts/%s.cfg\"\n",
                              cwd, part[i]);
    temp_dir_write(dir, "all.cfg", text, path, sizeof path);
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load(path, NULL, 0, &s, &err), 0, "%s", err.text);

    const struct quantity *amount = quantity(&s, "lines.a.amount_gbp_m"),
                          *first = quantity(&s, "lines.a.growth.first");
    const struct quantity *later = quantity(&s, "lines.a.growth.long_run");
    cr_expect_str_eq(amount->source, "budget book");
    cr_expect_str_eq(amount->source_date, "2026-03");
    cr_expect_str_eq(amount->confidence, "good");
    cr_expect_null(amount->note);
    cr_expect_str_eq(first->source, "guess");
    cr_expect_null(first->source_date, "the date is of another source");
    cr_expect_null(first->confidence, "and so is the confidence");
    cr_expect_str_eq(first->owner, "finance");
    cr_expect_str_eq(first->note, "pay award");
    cr_expect_null(later->source, "what a line costs today has another source than its growth");
    cr_expect_null(later->confidence);
    cr_expect_str_eq(later->owner, "finance");
    cr_expect_str_eq(quantity(&s, "lines.b.amount_gbp_m")->source, "budget book");
    cr_expect_str_eq(quantity(&s, "lines.b.growth.long_run")->source, "pay forecast");
    cr_expect_str_eq(quantity(&s, "lines.b.growth.long_run")->confidence, "weak");
    cr_expect_str_eq(quantity(&s, "lines.b.growth.shock_sd")->source, "Headroom's default");
    cr_expect_null(quantity(&s, "lines.c.growth.first")->source,
                   "nor is it that of a growth given as one number");
    cr_expect_null(quantity(&s, "lines.c.growth.first")->confidence);
    scenario_release(&s);
    temp_dir_remove(dir);
}

static const struct scenario_key *
key_of(const struct scenario *scenario, const char *path)
{
    for (size_t i = 0; i < scenario->n_key; i++)
        if (strcmp(scenario->key[i].path, path) == 0)
            return &scenario->key[i];
    cr_assert_fail("no key '%s'", path);
    return NULL;
}

Claim(reader, every_plain_number_keeps_what_was_typed_and_where_it_comes_from)
{
    static const char text[] =
        "@include \"head.cfg\"\n@include \"people.cfg\"\n@include \"money.cfg\"\n@include "
        "\"transfers.cfg\"\n"
        "@include \"thresholds.cfg\"\n@include \"events.cfg\"\n@include \"scenarios.cfg\"\n"
        "receipts = ( { id = \"grant90\"; label = \"G\"; source = \"letter\"; source_date = "
        "\"2026-05\"; instalments = (\n"
        "  { fy = \"2026/27\"; amount_gbp_m = 2.525001; owner = \"finance\";\n"
        "    chance = { value = 0.8; source = \"judgement\"; confidence = \"weak\"; }; } ); } );\n";
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    const char *path = "tests/bad/parts/typed-by-test-reader.cfg";
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
    const int ret = scenario_load(path, NULL, 0, &s, &err);
    (void)unlink(path);
    cr_assert_eq(ret, 0, "%s: %s", err.text, s.faults.n > 0 ? s.faults.item[0].text : "");
    const struct scenario_key *amount =
        key_of(&s, "receipts.grant90.instalments.2026/27.amount_gbp_m");
    const struct scenario_key *chance = key_of(&s, "receipts.grant90.instalments.2026/27.chance");
    cr_expect_eq(amount->value, 2.525001);
    cr_expect_str_eq(amount->from.source, "letter");
    cr_expect_str_eq(amount->from.source_date, "2026-05");
    cr_expect_str_eq(amount->from.owner, "finance");
    cr_expect_str_eq(amount->where, "tests/bad/parts/typed-by-test-reader.cfg:9");
    cr_expect_float_eq(s.inputs.receipt[0].instalment[0].amount_gbp, 2525001.0, 1e-6);
    cr_expect_eq(chance->value, 0.8);
    cr_expect_eq(s.inputs.receipt[0].instalment[0].chance, 0.8);
    cr_expect_str_eq(chance->from.source, "judgement");
    cr_expect_null(chance->from.source_date, "the date is of the letter");
    cr_expect_str_eq(chance->from.confidence, "weak");
    cr_expect_str_eq(key_of(&s, "settings.mainstream.wait.share")->from.source,
                     "Headroom's default");
    cr_expect_eq(key_of(&s, "leavers.hazard_by_age")->each[18], s.inputs.leavers.hazard_by_age[18]);
    scenario_release(&s);
}

Claim(reader, a_number_with_a_source_refuses_all_else)
{
    static const struct {
        const char *set, *fault;
    } wrong[] = {
        { "joiners.new_plans={ valeu = 63; }",
          "unknown key 'valeu' in 'joiners.new_plans': did you mean 'value'?" },
        { "joiners.new_plans={ source = \"SEN2\"; }",
          "'joiners.new_plans' is a group { ... }, want a number" },
        { "joiners.new_plans={ value = 0.5; }",
          "'joiners.new_plans' is 0.5, want a number from 1 to 500,000" },
        { "joiners.new_plans={ low = 50; central = 60; high = 70; }", "no range: write 60" },
        { "plans.total={ value = 400.5; }", "'plans.total' is 400.5, want a whole number" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct scenario s;
        cr_expect_eq(scenario_sample_load(&s, wrong[i].set, NULL), HR_ESCENARIO, "%s",
                     wrong[i].set);
        cr_expect(scenario_sample_has_fault(&s, wrong[i].fault), "%s: %s", wrong[i].set,
                  s.faults.n > 0 ? s.faults.item[0].text : "no fault");
        scenario_release(&s);
    }
}

/* ---- --set */

Claim(reader, set_reaches_every_depth_by_the_names_of_list_entries)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(
                     &s, "prices.special.topup_gbp=14500", "dsg.blocks.schools.outturn_gbp_m=26.5",
                     "joiners.level=1.1", "receipts.grant90.instalments.2026/27.chance=0.35",
                     "prices.fees.fee_gbp.central = 65000",
                     "joiners.growth.first={ low = 0.01; central = 0.04; high = 0.07; }", NULL),
                 0);
    cr_expect_eq(quantity(&s, "prices.special.topup_gbp")->p[0], 14500.0);
    cr_expect_eq(s.inputs.dsg.block[0].outturn_gbp, 26.5e6);
    cr_expect_eq(quantity(&s, "joiners.level")->kind, QUANTITY_FIXED);
    cr_expect_str_eq(quantity(&s, "joiners.level")->where, "--set");
    cr_expect_str_eq(quantity(&s, "joiners.level")->source, "--set on the command line");
    cr_expect_eq(s.inputs.receipt[0].instalment[0].chance, 0.35);
    cr_expect_eq(quantity(&s, "prices.fees.fee_gbp")->p[0], 60000.0);
    cr_expect_eq(quantity(&s, "prices.fees.fee_gbp")->p[1], 65000.0);
    cr_expect_str_eq(quantity(&s, "prices.fees.fee_gbp")->where, "--set",
                     "a part was set, so the file's source no longer holds");
    cr_expect_eq(quantity(&s, "joiners.growth.first")->p[2], 0.07);
    scenario_release(&s);
}

Claim(reader, set_replaces_a_list_whole_and_changes_an_entry_of_england_s)
{
    struct scenario s;
    cr_assert_eq(
        scenario_sample_load(&s, "thresholds=( )", "england.stock_by_age.5.mainstream=12345", NULL),
        0, "%s", s.faults.n > 0 ? s.faults.item[0].text : "");
    cr_expect_eq(s.inputs.n_threshold, 0);
    for (size_t i = 0; i < s.inputs.n_england_stock; i++)
        if (s.inputs.england_stock[i].age == 5)
            cr_expect_eq(s.inputs.england_stock[i].by_category[CATEGORY_MAINSTREAM], 12345.0);
    scenario_release(&s);
}

Claim(reader, set_of_the_same_value_changes_nothing_but_its_place)
{
    struct scenario a, b;
    cr_assert_eq(scenario_sample_load(&a, NULL), 0);
    cr_assert_eq(scenario_sample_load(&b, "horizon_years=5", NULL), 0);
    cr_expect_eq(a.inputs.n_quantity, b.inputs.n_quantity);
    cr_expect_eq(a.n_key, b.n_key);
    for (size_t i = 1; i <= a.inputs.n_quantity; i++)
        cr_expect_eq(quantity_central(&a.inputs.quantity[i]),
                     quantity_central(&b.inputs.quantity[i]));
    scenario_release(&a);
    scenario_release(&b);
}

Claim(reader, set_that_names_nothing_or_says_nothing_is_a_fault)
{
    static const struct {
        const char *set, *fault;
    } wrong[] = {
        { "prices.speshul.topup_gbp=1", "--set: nothing is called 'prices.speshul.topup_gbp': did "
                                        "you mean 'prices.special.topup_gbp'?" },
        { "colour=1", "--set: nothing is called 'colour'" },
        { "horizon_years", "--set: 'horizon_years' is not of the form path=value" },
        { "=5", "--set: '=5' is not of the form path=value" },
        { "horizon_years=", "--set: 'horizon_years=' has no value after '='" },
        { "horizon_years=5; seed = 3",
          "--set: in 'horizon_years=5; seed = 3', has more than one value" },
        { "horizon_years=0",
          "--set: 'horizon_years' is 0, want a whole number from 1 to 30 (years)" },
        { "area=Testshire", "--set: in 'area=Testshire', text is written in quotes" },
        { "run.seed=5000000000", "--set: in 'run.seed=5000000000', '5000000000' is beyond 32 bits, "
                                 "and would be misread: write 5000000000.0" },
        { "inflation=(", "--set: in 'inflation=('" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct scenario s;
        cr_expect_eq(scenario_sample_load(&s, wrong[i].set, NULL), HR_ESCENARIO, "%s",
                     wrong[i].set);
        cr_expect(scenario_sample_has_fault(&s, wrong[i].fault), "%s: %s", wrong[i].set,
                  s.faults.n > 0 ? s.faults.item[0].text : "no fault");
        scenario_release(&s);
    }
}

/* ---- the whole */

Claim(reader, files_are_listed_in_the_order_they_were_opened_england_last)
{
    struct scenario s;
    cr_assert_eq(scenario_sample_load(&s, NULL), 0);
    cr_assert(s.n_file > 5);
    cr_expect_str_eq(s.file[0].path, "tests/bad/parts/all.cfg");
    cr_expect_str_eq(s.file[1].path, "tests/bad/parts/head.cfg");
    cr_expect_str_eq(s.file[s.n_file - 1].path, "england.cfg");
    for (size_t i = 0; i < s.n_file; i++)
        cr_expect_eq(strlen(s.file[i].sha256), 64);
    scenario_release(&s);
}

Claim(reader, england_s_file_alone_has_no_faults_of_its_own)
{
    struct scenario s;
    struct hr_err err = { .code = HR_OK };
    cr_assert_eq(scenario_load_text("nothing.cfg", "area = \"A\";", 11, &s, &err), HR_ESCENARIO);
    for (size_t i = 0; i < s.faults.n; i++)
        cr_expect_neq(strncmp(s.faults.item[i].where, "england.cfg", 11), 0, "%s: %s",
                      s.faults.item[i].where, s.faults.item[i].text);
    scenario_release(&s);
}

Claim(reader, the_scenarios_that_come_with_the_program_load)
{
    static const char *const path[] = { "scenarios/kingston-2021.cfg", "scenarios/starter.cfg" };
    for (size_t i = 0; i < 2; i++) {
        struct scenario s;
        struct hr_err err = { .code = HR_OK };
        const int ret = scenario_load(path[i], NULL, 0, &s, &err);
        cr_expect_eq(ret, 0, "%s: %s", err.text, s.faults.n > 0 ? s.faults.item[0].text : "");
        scenario_release(&s);
    }
}
