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

/* Who says so, where it is not what the group around it says: a judgement is no count of DfE's. */
static const char JUDGEMENT[] = "judgement",
                  CHOSEN[] = "judgement, chosen on outcomes to January 2021";

/* As few digits as keep six. */
static void
put_number(FILE *out, double x)
{
    fprintf(out, "%.6g%s", x, x == floor(x) && fabs(x) < 1e6 ? ".0" : "");
}

/* "median = 0.957; " */
static void
put_member(FILE *out, const char *name, double x)
{
    fprintf(out, "%s = ", name);
    put_number(out, x);
    fputs("; ", out);
}

/* why, then the quantity with its range, 8 in 10 told in the comment. judged: NULL, or a source of
 * its own. depth: of indentation. */
static void
put_quantity(const struct part *self, int depth, const char *key, quantity_id id,
             const char *judged, const char *why)
{
    FILE *out = self->out;
    const struct quantity *q = &self->inputs->quantity[id];
    const double *p = q->p;
    const int indent = 4 * depth;
    fprintf(out, "%*s# %s", indent, "", why);
    if (q->kind == QUANTITY_NORMAL)
        fprintf(out, " (8 in 10: %.3f to %.3f)", p[0] - Z_10 * p[1], p[0] + Z_10 * p[1]);
    if (q->kind == QUANTITY_LOGNORMAL)
        fprintf(out, " (8 in 10: %.2f to %.2f)", p[0] * exp(-Z_10 * p[1]), p[0] * exp(Z_10 * p[1]));
    fprintf(out, "\n%*s%s = ", indent, "", key);
    if (q->kind == QUANTITY_FIXED && judged == NULL) {
        put_number(out, p[0]);
        fputs(";\n", out);
        return;
    }
    fputs("{ ", out);
    if (q->kind == QUANTITY_NORMAL || q->kind == QUANTITY_LOGNORMAL) {
        fprintf(out, "distribution = \"%s\"; ",
                q->kind == QUANTITY_NORMAL ? "normal" : "lognormal");
        put_member(out, q->kind == QUANTITY_NORMAL ? "mean" : "median", p[0]);
        put_member(out, q->kind == QUANTITY_NORMAL ? "sd" : "sd_log", p[1]);
    } else if (q->kind == QUANTITY_TRIPLET) {
        put_member(out, "low", p[0]);
        put_member(out, "central", p[1]);
        put_member(out, "high", p[2]);
    } else {
        put_member(out, "value", p[0]);
    }
    if (judged != NULL)
        fprintf(out, "source = \"%s\"; confidence = \"weak\"; ", judged);
    fputs("};\n", out);
}

static void
put_ages(FILE *out, int depth, const char *key, const double x[N_NCY], int decimals)
{
    fprintf(out, "%*s%s = [", 4 * depth, "", key);
    for (size_t a = 0; a < N_NCY; a++) {
        if (a > 0 && a % LINE_ITEMS == 0)
            fprintf(out, ",\n%*s", 4 * depth + 4, "");
        fprintf(out, "%s%.*f", a == 0 ? " " : a % LINE_ITEMS == 0 ? "" : ", ", decimals, x[a]);
    }
    fprintf(out, " ];\n");
}

static void
put_source(FILE *out, const struct fit *fit, const char *what, const char *confidence)
{
    fprintf(out,
            "    source = \"DfE, Education, health and care plans, to January %d: %s\";\n    "
            "confidence = \"%s\";\n",
            fit->panel.origin, what, confidence);
}

/* ---- sections ---- */

static void
put_head(const struct part *self)
{
    const struct fit *fit = self->fit;
    const struct series *own = self->people->series;
    fprintf(self->out,
            "# %s: people, fitted by headroom fit to what was published up to January %d.\n"
            "#\n"
            "# A part of a scenario: the scenario file says   @include \"people.cfg\"   beside "
            "base = { census = %d; }; and the settings that\n"
            "# are named here. Every number may be changed; fit.txt tells what each rests on and "
            "how well all this meets the last year.\n"
            "#\n"
            "# %zu authorities were looked at. England's new plans are known from %d. Rates by age "
            "are %s.\n"
            "# In January %d %s had %.0f plans; in %d it issued %s%.0f new ones.\n",
            own->name, fit->panel.origin, fit->panel.origin, fit->level.n_area,
            fit->growth.first_year,
            fit->ages_published ? "counted by single year of age" : "derived from age bands",
            fit->panel.origin, own->name, own->plans[series_year(fit->panel.origin)],
            fit->panel.origin - 1,
            isnan(own->new_plans[series_year(fit->panel.origin - 1)])
                ? "an unknown number of, here written as 0: "
                : "",
            isnan(own->new_plans[series_year(fit->panel.origin - 1)])
                ? 0.0
                : own->new_plans[series_year(fit->panel.origin - 1)]);
}

/* The plans are in stock.csv, by single age and placement: two lists of sums would be raked to
 * England's table anew and be other children. The sums stand in comments, for the reader. */
static void
put_plans(const struct part *self)
{
    const struct people_fit *p = self->people;
    rule(self->out, "plans in January of the base census");
    for (size_t k = 0; k < N_KIND; k++) {
        double count = 0.0;
        for (size_t a = 0; a < N_NCY; a++)
            count += p->kinds[a][k];
        fprintf(self->out, "#   %-18s %6.0f\n", kind_name((int)k), count);
    }
    for (size_t b = 0; b < N_AGE_BAND; b++) {
        const struct ages *band = &age_bands[b];
        double count = 0.0;
        for (int a = band->first; a <= band->last; a++)
            count += p->plans[a];
        fprintf(self->out, "#   age %2d to %2d       %6.0f\n", band->first, band->last, count);
    }
    fprintf(self->out, "#\n# By single age and placement they are in stock.csv; to give your own "
                       "sums by placement and by age in its place, see\n"
                       "# headroom explain key plans.by_setting and plans.by_age.\nplans = {\n");
    put_source(self->out, self->fit,
               self->fit->place.published ? "plans by age and placement"
                                          : "plans by placement and by age, combined",
               self->fit->place.published ? "good" : "fair");
    fprintf(self->out, "    total = %.0f;\n    table = \"stock.csv\";\n};\n",
            self->inputs->in.plans.total);
}

static void
put_population(const struct part *self)
{
    const struct inputs *in = &self->inputs->in;
    rule(self->out, "people of each age: location quotients on England's cohorts, ages 0 to 17 as "
                    "last counted");
    fprintf(self->out,
            "population = {\n    source = \"ONS mid-year estimates to mid-%d; projected by "
            "headroom fit\";\n    confidence = \"fair\";\n"
            "    counts = (\n",
            self->people->population.last_year);
    for (size_t i = 0; i < in->population.n_count; i++) {
        fprintf(self->out, "        { mid_year = %d;\n", in->population.count[i].mid_year);
        put_ages(self->out, 2, "  by_age", in->population.count[i].by_age, 1);
        fprintf(self->out, "        }%s\n", i + 1 < in->population.n_count ? "," : " );");
    }
    fprintf(self->out, "    # no error of its own: the ranges of new plans, proved by backtest, "
                       "hold what projections missed\n    drift = 0.0;\n};\n");
}

static void
put_mix(const struct part *self)
{
    const struct joiners_in *in = &self->inputs->in.joiners;
    fprintf(self->out, "    # Where England's new plans are placed, by age: shares. Not recorded "
                       "ones stand under other.\n    mix = (\n");
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
    fprintf(self->out,
            "# new_plans is what England's rates of %d would have given with this population; "
            "level is the authority's own, relative to it.\n"
            "# Of its own history (new plans of three years, plans held) %.0f%% is believed, "
            "learnt from %zu authorities and %zu pairs of years; of\n"
            "# what sets it apart %.0f%% is left each year.\n",
            self->fit->panel.origin - 1, 100.0 * (level->alpha + level->beta), level->n_area,
            level->n_pair, 100.0 * level->phi);
    fprintf(self->out, "joiners = {\n");
    put_source(self->out, self->fit, "new plans, fitted by headroom fit", "fair");
    fprintf(self->out, "    new_plans = %.2f;\n", in->new_plans);
    put_quantity(self, 1, "level", in->level, NULL,
                 "New plans here over what England's rates would give. 1: as England");
    fprintf(self->out, "    level_reverts = {\n");
    put_quantity(self, 2, "to", in->level_reverts.to, NULL,
                 "the median authority; below 1 because a few stand far above");
    put_quantity(self, 2, "persistence", in->level_reverts.persistence, NULL,
                 "part of the distance that is left a year later");
    put_quantity(self, 2, "shock_sd", in->level_reverts.shock_sd, NULL,
                 "yearly changes that last, sd of the logarithm");
    fprintf(self->out, "    };\n    transitory = {\n");
    put_quantity(self, 2, "sd", in->transitory_sd, NULL,
                 "ups and downs of single years, sd of the logarithm");
    put_quantity(self, 2, "correlation", in->transitory_correlation, NULL, "they do not go on");
    fprintf(self->out, "    };\n    growth = {    # England's new plans for each person, a year\n");
    put_quantity(self, 2, "first", in->growth.first, NULL,
                 "next year: mean of the last two years' growth of new plans and of plans");
    put_quantity(self, 2, "long_run", in->growth.long_run, NULL,
                 "where it goes: mean growth since the series begins");
    put_quantity(self, 2, "persistence", in->growth.persistence, CHOSEN,
                 "part of the distance that is left a year later");
    put_quantity(self, 2, "shock_sd", in->growth.shock_sd, NULL,
                 "a year's growth around its path, robust sd");
    fprintf(self->out, "    };\n");
    put_quantity(
        self, 1, "own_mix", in->own_mix, JUDGEMENT,
        "0: new plans are placed as England's, 1: as the authority's own plans of that age");
    put_quantity(
        self, 1, "placement_sd", in->placement_sd, CHOSEN,
        "habits of placement that stray for years: sd of the logarithm of a setting's share");
    fprintf(self->out, "    # Shape by age, new plans for each person without one: England.\n");
    put_ages(self->out, 1, "rate_by_age", in->rate_by_age, 7);
    if (fit_ceiling(self->fit, self->people, ceiling, &ignored) == 0) {
        fprintf(self->out, "    # Who could ever hold a plan: 4 times the highest authorities' "
                           "share of an age (98th percentile), 3 times the own; judgement.\n");
        put_ages(self->out, 1, "ceiling_by_age", ceiling, 4);
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
    fprintf(self->out, "    # Chance that a plan ends in a year, by age after the school year has "
                       "turned: England.\n");
    put_ages(self->out, 1, "hazard_by_age", in->hazard_by_age, 6);
    put_quantity(self, 1, "level", in->level, JUDGEMENT,
                 "below Year 12: as England, for counts do not tell an authority's own");
    put_quantity(
        self, 1, "level_post16", in->level_post16, NULL,
        "odds that a plan ends from Year 12 on, over England's: the authority's own, shrunk");
    fprintf(self->out, "    yearly = {\n");
    put_quantity(
        self, 2, "national_sd", in->yearly.national_sd, NULL,
        "years in which more plans end, or fewer: all authorities together, sd of the logarithm");
    put_quantity(self, 2, "local_sd", in->yearly.local_sd, NULL, "and this one beside that");
    fprintf(self->out, "    };\n    by_category = ( );    # no difference between placements was "
                       "fitted\n};\n\nmigration = {\n");
    put_source(
        self->out, self->fit,
        "change of plans that joiners and leavers do not explain; transfers to other authorities",
        "weak");
    put_quantity(self, 1, "out", m->out, NULL,
                 "of plans below Year 14, to another authority in a year");
    put_quantity(
        self, 1, "balance", m->balance, NULL,
        "plans that come for each that goes; also takes up what lasts of unexplained change");
    put_quantity(self, 1, "residual_sd", m->residual_sd, NULL,
                 "of plans: what records do not explain in a year");
    fprintf(self->out, "};\n");
}

static void
put_movers(const struct part *self)
{
    const struct movers_in *in = &self->inputs->in.movers;
    rule(self->out, "moves between placements: net shifts of England's last year, of those who "
                    "keep a plan, by year group moved into");
    fprintf(self->out, "movers = {\n");
    put_source(self->out, self->fit,
               "net shifts between two Januaries; gross moves are not published", "weak");
    put_quantity(self, 1, "turnover", in->turnover, JUDGEMENT,
                 "gross moving over net shifts: two tables of stocks show net shifts only");
    fprintf(self->out, "    rules = (%s\n", in->n_rule == 0 ? " );" : "");
    for (size_t i = 0; i < in->n_rule; i++)
        fprintf(self->out, "        { ncy = %d; from = \"%s\"; to = \"%s\"; share = %.5f; }%s\n",
                in->rule[i].ncy, in->rule[i].from, in->rule[i].to, in->rule[i].share,
                i + 1 < in->n_rule ? "," : " );");
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
fit_part_text(const struct fit *fit, const struct people_fit *people, char **text,
              struct hr_err *err)
{
    size_t size;
    *text = NULL;
    if (!fit->place.known)
        return hr_fail(err, HR_ESCENARIO,
                       "the evidence has no plans by placement for England in January %d and %d, "
                       "which a scenario needs",
                       fit->panel.origin - 1, fit->panel.origin);
    struct fit_inputs *inputs = malloc(sizeof *inputs);
    FILE *out = open_memstream(text, &size);
    if (inputs == NULL || out == NULL) {
        if (out != NULL && fclose(out) == 0)
            free(*text);
        *text = NULL;
        free(inputs);
        return hr_fail(err, HR_ENOMEM, "no memory for a scenario part");
    }
    fit_inputs_init(inputs, fit, people, (struct fit_run){ true, N_YEAR, 10000.0, 1.0 });
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

int
fit_stock_text(const struct people_fit *people, char **text, struct hr_err *err)
{
    size_t size;
    *text = NULL;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a table of plans");
    fputs("age,need,setting,count\n", out);
    for (int a = 0; a < N_NCY; a++)
        for (int k = 0; k < N_KIND; k++)
            if (people->kinds[a][k] > 0.0)
                fprintf(out, "%d,all,%s,%.0f\n", a, kind_name(k), people->kinds[a][k]);
    return end_text(out, text, err);
}

/* Example prices of the kinds, £ a place-year: England's unit costs of 2021/22 (section 251 outturn
 * over plans) where there are any. */
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
fit_scenario_text(const struct fit *fit, const struct people_fit *people, char **text,
                  struct hr_err *err)
{
    size_t size;
    const int fy = fit->panel.origin;
    FILE *out = open_memstream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a scenario");
    fprintf(out,
            "# %s: a scenario around the fitted people of people.cfg. It runs as it is, with "
            "EXAMPLE money: replace every price, the grant and\n"
            "# the ledger with your own before you believe a pound of it. headroom explain key "
            "NAME tells what a key means.\n\n"
            "area  = \"%s\";\ntitle = \"%s, January %d\";\nbase  = { census = %d; "
            "};\nhorizon_years = 5;\nrun   = { simulations = 10000; seed = %d; };\n\n"
            "settings = (\n",
            people->series->name, people->series->name, people->series->name, fy, fy, fy);
    for (size_t k = 0; k < N_KIND; k++)
        fprintf(out, "    { id = \"%s\"; label = \"%s\"; category = \"%s\";%s }%s\n",
                kind_name(KIND[k].kind), KIND[k].label,
                category_name(KIND[k].kind == KIND_NOT_RECORDED ? CATEGORY_OTHER : KIND[k].kind),
                KIND[k].price[0] == '\0' ? " no_cost = true;" : "", k + 1 < N_KIND ? "," : " );");
    fprintf(out, "\n@include \"people.cfg\"\n\n# EXAMPLE prices, England's unit costs of 2021/22 "
                 "where there are any (section 251 outturn over plans).\nprices = (\n");
    for (size_t k = 0, first = 1; k < N_KIND; k++)
        if (KIND[k].price[0] != '\0') {
            fprintf(out,
                    "%s    { setting = \"%s\"; %s; spread = 0.6; growth = 0.01; source = "
                    "\"EXAMPLE\"; confidence = \"weak\"; }",
                    first ? "" : ",\n", kind_name(KIND[k].kind), KIND[k].price);
            first = 0;
        }
    fprintf(out,
            " );\n\n# EXAMPLE grant and ledger.\ngrant = { basis = \"after_deductions\"; known = ( "
            "{ fy = \"%d/%02d\"; amount_gbp_m = 30.000; source = \"EXAMPLE\"; } ); };\n"
            "dsg = {\n    source = \"EXAMPLE\";\n    blocks = ( { id = \"high_needs\"; label = "
            "\"High Needs Block\"; budget_gbp_m = 30.000; outturn_gbp_m = 30.000;\n"
            "                 future_demand_gbp_m = 0.0; } );\n    carry_forward_gbp_m = 0.0;\n};\n"
            "scenarios = ( { id = \"as-now\"; label = \"As now\"; role = \"unmitigated\"; } );\n",
            fy, (fy + 1) % 100);
    return end_text(out, text, err);
}
