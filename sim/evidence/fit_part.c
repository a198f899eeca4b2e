#include "fit_part.h"

#include "fit_ceiling.h"
#include "fit_inputs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_ITEMS = 7, N_YEAR = 10 };
static const double Z_10 = 1.2816; /* normal: 9 in 10 are below */

/* What is written and where it comes from. */
struct part {
    FILE *out;
    const struct fit *fit;
    const struct people_fit *people;
    const struct fit_inputs *inputs;
};

static void
rule(FILE *out, const char *title)
{
    fprintf(out, "\n# ---- %s\n\n", title);
}

/* ---- numbers ---- */

static void
put_quantity(const struct part *self, const char *key, quantity_id id, const char *why)
{
    const struct quantity *q = &self->inputs->quantity[id];
    fprintf(self->out, "    %s = ", key);
    switch (q->kind) {
    case QUANTITY_NORMAL:
        fprintf(self->out, "{ distribution = \"normal\"; mean = %.6f; sd = %.6f; };    # 8 in 10: %.3f to %.3f. %s\n", q->p[0], q->p[1],
                q->p[0] - Z_10 * q->p[1], q->p[0] + Z_10 * q->p[1], why);
        break;
    case QUANTITY_LOGNORMAL:
        fprintf(self->out, "{ distribution = \"lognormal\"; median = %.6f; sd_log = %.6f; };    # 8 in 10: %.3f to %.3f. %s\n", q->p[0],
                q->p[1], q->p[0] * exp(-Z_10 * q->p[1]), q->p[0] * exp(Z_10 * q->p[1]), why);
        break;
    case QUANTITY_TRIPLET:
        fprintf(self->out, "{ low = %.6f; central = %.6f; high = %.6f; };    # %s\n", q->p[0], q->p[1], q->p[2], why);
        break;
    default: fprintf(self->out, "%.6f;    # %s\n", q->p[0], why); break;
    }
}

static void
put_ages(FILE *out, const char *key, const double x[N_NCY], int decimals)
{
    fprintf(out, "    %s = [", key);
    for (size_t a = 0; a < N_NCY; a++)
        fprintf(out, "%s%.*f", a == 0 ? " " : a % LINE_ITEMS == 0 ? ",\n        " : ", ", decimals, x[a]);
    fprintf(out, " ];    # ages 0 to 25\n");
}

static void
put_source(FILE *out, const struct fit *fit, const char *what, const char *confidence)
{
    fprintf(out, "    source = \"DfE, Education, health and care plans, to January %d: %s\";\n    confidence = \"%s\";\n",
            fit->panel.origin, what, confidence);
}

/* ---- sections ---- */

static void
put_head(const struct part *self)
{
    const struct fit *fit = self->fit;
    const struct series *own = self->people->series;
    fprintf(
        self->out,
        "# %s: people, fitted by headroom fit to what was published up to January %d.\n"
        "#\n"
        "# A part of a scenario: the scenario file says   @include \"people.cfg\"   beside base = { census = %d; }; and the settings that\n"
        "# are named here. Every number may be changed; fit.txt tells what each rests on and how well all this meets the last year.\n"
        "#\n"
        "# %zu authorities were looked at. England's new plans are known from %d. Rates by age are %s.\n"
        "# In January %d %s had %.0f plans; in %d it issued %s%.0f new ones.\n",
        own->name, fit->panel.origin, fit->panel.origin, fit->level.n_area, fit->growth.first_year,
        fit->ages_published ? "counted by single year of age" : "derived from age bands", fit->panel.origin, own->name,
        own->plans[series_year(fit->panel.origin)], fit->panel.origin - 1,
        isnan(own->new_plans[series_year(fit->panel.origin - 1)]) ? "an unknown number of, here written as 0: " : "",
        isnan(own->new_plans[series_year(fit->panel.origin - 1)]) ? 0.0 : own->new_plans[series_year(fit->panel.origin - 1)]);
}

static void
put_plans(const struct part *self)
{
    const struct people_fit *p = self->people;
    static const int from[N_AGE_BAND] = { 0, 5, 11, 16, 20 }, to[N_AGE_BAND] = { 4, 10, 15, 19, 25 };
    rule(self->out, "plans in January of the base census");
    fprintf(self->out, "plans = {\n");
    put_source(self->out, self->fit, "plans by placement and by age", "good");
    fprintf(self->out, "    total = %.0f;\n    by_setting = (\n", self->inputs->in.plans.total);
    for (size_t k = 0; k < N_KIND; k++) {
        double count = 0.0;
        for (size_t a = 0; a < N_NCY; a++)
            count += p->kinds[a][k];
        fprintf(self->out, "        { setting = \"%s\"; count = %.0f; }%s\n", kind_name((int)k), count, k + 1 < N_KIND ? "," : " );");
    }
    fprintf(self->out, "    by_age = (\n");
    for (size_t b = 0; b < N_AGE_BAND; b++) {
        double count = 0.0;
        for (int a = from[b]; a <= to[b]; a++)
            count += p->plans[a];
        fprintf(self->out, "        { from_age = %d; to_age = %d; count = %.0f; }%s\n", from[b], to[b], count,
                b + 1 < N_AGE_BAND ? "," : " );");
    }
    fprintf(self->out, "};\n");
}

static void
put_population(const struct part *self)
{
    const struct inputs *in = &self->inputs->in;
    rule(self->out, "people of each age: location quotients on England's cohorts, ages 0 to 17 as last counted");
    fprintf(self->out,
            "population = {\n    source = \"ONS mid-year estimates to mid-%d; projected by headroom fit\";\n    confidence = \"fair\";\n"
            "    counts = (\n",
            self->people->population.last_year);
    for (size_t i = 0; i < in->population.n_count; i++) {
        fprintf(self->out, "        { mid_year = %d;\n", in->population.count[i].mid_year);
        put_ages(self->out, "by_age", in->population.count[i].by_age, 1);
        fprintf(self->out, "        }%s\n", i + 1 < in->population.n_count ? "," : " );");
    }
    fprintf(self->out, "};\n");
}

static void
put_mix(const struct part *self)
{
    const struct joiners_in *in = &self->inputs->in.joiners;
    fprintf(self->out, "    # Where England's new plans are placed, by age: shares. Not recorded ones stand under other.\n    mix = (\n");
    for (size_t i = 0; i < in->n_mix; i++) {
        fprintf(self->out, "        { age = %d;", in->mix[i].age);
        for (int c = 0; c < N_CATEGORY; c++)
            if (in->mix[i].by_category[c] >= 0.00005)
                fprintf(self->out, " %s = %.4f;", category_name(c), in->mix[i].by_category[c]);
        fprintf(self->out, " }%s\n", i + 1 < in->n_mix ? "," : " );");
    }
}

static void
put_joiners(const struct part *self)
{
    const struct joiners_in *in = &self->inputs->in.joiners;
    const struct level_fit *level = &self->fit->level;
    double ceiling[N_NCY];
    struct hr_err ignored;
    rule(self->out, "new plans");
    fprintf(
        self->out,
        "# new_plans is what England's rates of %d would have given with this population; level is the authority's own, relative to it.\n"
        "# Of its own history (new plans of three years, plans held) %.0f%% is believed, learnt from %zu authorities and %zu pairs of years; of\n"
        "# what sets it apart %.0f%% is left each year.\n",
        self->fit->panel.origin - 1, 100.0 * (level->alpha + level->beta), level->n_area, level->n_pair, 100.0 * level->phi);
    fprintf(self->out, "joiners = {\n");
    put_source(self->out, self->fit, "new plans, fitted by headroom fit", "fair");
    fprintf(self->out, "    new_plans = %.2f;\n", in->new_plans);
    put_quantity(self, "level", in->level, "1: England's rate");
    fprintf(self->out, "    level_reverts = {\n");
    put_quantity(self, "    to", in->level_reverts.to, "the median authority; below 1 because a few stand far above");
    put_quantity(self, "    persistence", in->level_reverts.persistence, "part of the distance left a year later");
    put_quantity(self, "    shock_sd", in->level_reverts.shock_sd, "yearly changes that last");
    fprintf(self->out, "    };\n    transitory = {\n");
    put_quantity(self, "    sd", in->transitory_sd, "ups and downs of single years");
    put_quantity(self, "    correlation", in->transitory_correlation, "they do not go on");
    fprintf(self->out, "    };\n    growth = {    # England's new plans for each person, a year\n");
    put_quantity(self, "    first", in->growth.first, "mean of the last two years' growth of new plans and of plans");
    put_quantity(self, "    long_run", in->growth.long_run, "mean growth since the series begins");
    put_quantity(self, "    persistence", in->growth.persistence, "judgement, chosen on outcomes to January 2021");
    put_quantity(self, "    shock_sd", in->growth.shock_sd, "robust spread of a year's growth around its path");
    fprintf(self->out, "    };\n");
    put_quantity(self, "own_mix", in->own_mix, "0: placed as England's new plans, 1: as the authority's own plans; judgement");
    put_quantity(self, "placement_sd", in->placement_sd, "habits of placement; chosen on outcomes to January 2021");
    fprintf(self->out, "    # Shape by age, new plans for each person without one: England.\n");
    put_ages(self->out, "rate_by_age", in->rate_by_age, 7);
    if (fit_ceiling(self->fit, self->people, ceiling, &ignored) == 0) {
        fprintf(self->out,
                "    # Who could ever hold a plan: 1.5 times the highest authorities' share of an age (98th percentile); judgement.\n");
        put_ages(self->out, "ceiling_by_age", ceiling, 4);
    }
    put_mix(self);
    fprintf(self->out, "};\n");
}

static void
put_leavers(const struct part *self)
{
    const struct leavers_in *in = &self->inputs->in.leavers;
    const struct migration_in *m = &self->inputs->in.migration;
    rule(self->out, "plans that end, and families that move");
    fprintf(self->out, "leavers = {\n");
    put_source(self->out, self->fit, "plans by age less new plans", "fair");
    fprintf(self->out, "    # Chance that a plan ends in a year, by age after the school year has turned: England.\n");
    put_ages(self->out, "hazard_by_age", in->hazard_by_age, 6);
    put_quantity(self, "level", in->level, "below Year 12 as England");
    put_quantity(self, "level_post16", in->level_post16, "from Year 12 on, the authority's own, shrunk");
    fprintf(self->out, "    yearly = {\n");
    put_quantity(self, "    national_sd", in->yearly.national_sd, "all authorities together");
    put_quantity(self, "    local_sd", in->yearly.local_sd, "this one beside that");
    fprintf(self->out, "    };\n    by_category = ( );    # no difference between placements was fitted\n};\n\nmigration = {\n");
    put_source(self->out, self->fit, "change of plans that joiners and leavers do not explain; transfers to other authorities", "weak");
    put_quantity(self, "out", m->out, "of plans below Year 14, to another authority in a year");
    put_quantity(self, "balance", m->balance, "plans that come for each that goes: also takes up what lasts of unexplained change");
    put_quantity(self, "residual_sd", m->residual_sd, "of plans: what records do not explain in a year");
    fprintf(self->out, "};\n");
}

static void
put_movers(const struct part *self)
{
    const struct movers_in *in = &self->inputs->in.movers;
    rule(self->out, "moves between placements: net shifts of England's last year, of those who keep a plan, by year group moved into");
    fprintf(self->out, "movers = {\n");
    put_source(self->out, self->fit, "net shifts between two Januaries; gross moves are not published", "weak");
    put_quantity(self, "turnover", in->turnover, "judgement: two tables of stocks show net shifts only");
    fprintf(self->out, "    rules = (%s\n", in->n_rule == 0 ? " );" : "");
    for (size_t i = 0; i < in->n_rule; i++)
        fprintf(self->out, "        { ncy = %d; from = \"%s\"; to = \"%s\"; share = %.5f; }%s\n", in->rule[i].ncy, in->rule[i].from,
                in->rule[i].to, in->rule[i].share, i + 1 < in->n_rule ? "," : " );");
    fprintf(self->out, "};\n");
}

/* ---- whole files ---- */

static int
end_text(FILE *out, char **text, struct hr_err *err)
{
    if (fclose(out) == 0)
        return 0;
    free(*text);
    *text = NULL;
    return hr_fail(err, HR_ENOMEM, "no memory for a scenario part");
}

int
fit_part_text(const struct fit *fit, const struct people_fit *people, char **text, struct hr_err *err)
{
    size_t size;
    *text = NULL;
    if (!fit->place.known)
        return hr_fail(err, HR_ESCENARIO, "the evidence has no plans by placement for England in January %d and %d, which a scenario needs",
                       fit->panel.origin - 1, fit->panel.origin);
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    FILE *out = open_memstream(text, &size);
    if (inputs == NULL || out == NULL) {
        free(inputs);
        return hr_fail(err, HR_ENOMEM, "no memory for a scenario part");
    }
    fit_inputs_init(inputs, fit, people, true, N_YEAR, 10000.0, 1.0);
    const struct part part = { .out = out, .fit = fit, .people = people, .inputs = inputs };
    put_head(&part);
    put_plans(&part);
    put_population(&part);
    put_joiners(&part);
    put_leavers(&part);
    put_movers(&part);
    free(inputs);
    return end_text(out, text, err);
}

/* Example prices of the kinds, £ a place-year: England's unit costs of 2021/22 (section 251 outturn over plans) where there are any. */
static const struct {
    int kind;
    const char *label, *price; /* "": no cost to the high needs block */
} KIND[N_KIND] = {
    { CATEGORY_MAINSTREAM, "Mainstream school", "topup_gbp = 7900" },
    { CATEGORY_UNIT, "Resourced provision or SEN unit", "topup_gbp = 9500" },
    { CATEGORY_STATE_SPECIAL, "State special school", "topup_gbp = 13900" },
    { CATEGORY_INDEPENDENT, "Independent or non-maintained school", "fee_gbp = 58200" },
    { CATEGORY_ALTERNATIVE, "Alternative provision or hospital", "topup_gbp = 16000" },
    { CATEGORY_FURTHER_EDUCATION, "Further education college", "topup_gbp = 4200" },
    { CATEGORY_SPECIALIST_POST16, "Specialist post-16 institution", "fee_gbp = 30200" },
    { CATEGORY_OTHERWISE, "Education otherwise than at school", "fee_gbp = 25000" },
    { CATEGORY_EARLY_YEARS, "Early years setting", "topup_gbp = 4500" },
    { CATEGORY_HOME_EDUCATION, "Elective home education", "" },
    { CATEGORY_NOT_IN_EDUCATION, "Not in education, or awaiting a place", "" },
    { CATEGORY_OTHER, "Other placements", "topup_gbp = 7900" },
    { KIND_NOT_RECORDED, "Placement not recorded", "topup_gbp = 7900" },
};

int
fit_scenario_text(const struct fit *fit, const struct people_fit *people, char **text, struct hr_err *err)
{
    size_t size;
    const int fy = fit->panel.origin;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a scenario");
    fprintf(
        out,
        "# %s: a scenario around the fitted people of people.cfg. It runs as it is, with EXAMPLE money: replace every price, the grant and\n"
        "# the ledger with your own before you believe a pound of it. headroom explain key NAME tells what a key means.\n\n"
        "area  = \"%s\";\ntitle = \"%s, January %d\";\nbase  = { census = %d; };\nhorizon_years = 5;\nrun   = { simulations = 10000; seed = %d; };\n\n"
        "settings = (\n",
        people->series->name, people->series->name, people->series->name, fy, fy, fy);
    for (size_t k = 0; k < N_KIND; k++)
        fprintf(out, "    { id = \"%s\"; label = \"%s\"; category = \"%s\";%s }%s\n", kind_name(KIND[k].kind), KIND[k].label,
                category_name(KIND[k].kind == KIND_NOT_RECORDED ? CATEGORY_OTHER : KIND[k].kind),
                KIND[k].price[0] == '\0' ? " no_cost = true;" : "", k + 1 < N_KIND ? "," : " );");
    fprintf(
        out,
        "\n@include \"people.cfg\"\n\n# EXAMPLE prices, England's unit costs of 2021/22 where there are any (section 251 outturn over plans).\nprices = (\n");
    for (size_t k = 0, first = 1; k < N_KIND; k++)
        if (KIND[k].price[0] != '\0') {
            fprintf(out, "%s    { setting = \"%s\"; %s; spread = 0.6; growth = 0.01; source = \"EXAMPLE\"; confidence = \"weak\"; }",
                    first ? "" : ",\n", kind_name(KIND[k].kind), KIND[k].price);
            first = 0;
        }
    fprintf(
        out,
        " );\n\n# EXAMPLE grant and ledger.\ngrant = { basis = \"after_deductions\"; known = ( { fy = \"%d/%02d\"; amount_gbp_m = 30.000; source = \"EXAMPLE\"; } ); };\n"
        "dsg = {\n    source = \"EXAMPLE\";\n    blocks = ( { id = \"high_needs\"; label = \"High Needs Block\"; budget_gbp_m = 30.000; outturn_gbp_m = 30.000;\n"
        "                 future_demand_gbp_m = 0.0; } );\n    carry_forward_gbp_m = 0.0;\n};\n"
        "scenarios = ( { id = \"as-now\"; label = \"As now\"; role = \"unmitigated\"; } );\n",
        fy, (fy + 1) % 100);
    return end_text(out, text, err);
}
