/* scenario.cfg: what the history gives, and what is to be filled in. */
#include "transitions_write.h"

#include "inputs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double ASSUMED_FEE_GBP = 10000.0; /* where no cost is known at all; marked "FILL IN" */
static const double SPREAD = 0.5; /* between children of a setting; judgement, marked */

/* Text between quotes. */
static void
put_text(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', f);
        if ((unsigned char)*text >= 0x20)
            fputc(*text, f);
    }
    fputc('"', f);
}

static void
put_level(FILE *f, const struct level *level)
{
    if (level->low < level->high)
        fprintf(f, "{ low = %.4f; central = %.4f; high = %.4f; }", level->low, level->central,
                level->high);
    else
        fprintf(f, "%.4f", level->central);
}

/* The same for a yearly rate: normal, so that growth and decline are as likely to surprise. */
static void
put_growth(FILE *f, const struct level *level)
{
    static const double Z90 = 1.2815515655446004, MOST = 0.2,
                        MOST_SD = 0.07; /* what a scenario takes for a yearly rate in any future */
    const double mean = fmin(fmax(level->central, -MOST), MOST),
                 sd = fmin((level->high - level->low) / (2.0 * Z90), MOST_SD);
    if (level->low < level->high)
        fprintf(f, "{ distribution = \"normal\"; mean = %.4f; sd = %.4f; }", mean, sd);
    else
        fprintf(f, "%.4f", level->central);
}

/* ---- money ---- */

/* Children held at the end, by place. */
static void
count_held(const struct transitions *h, double *held)
{
    for (size_t i = 0; i < h->n_item; i++) {
        const struct transition *t = &h->item[i];
        if (t->year == h->last_year && t->setting_2 != OUTSIDE)
            held[(size_t)t->need_2 * h->n_setting + (size_t)t->setting_2] += t->count;
    }
}

/* Mean cost of a setting's children (of all known costs there, where nobody is held); of all
 * settings' where none is known: never nothing. */
static double
mean_cost(const struct transitions *h, const double *held, size_t setting)
{
    double sum = 0.0, weight = 0.0, plain = 0.0, n = 0.0;
    for (size_t s = 0; h->cost != NULL && s < h->n_setting; s++)
        for (size_t need = 0; need < h->n_need; need++) {
            const double cost = h->cost[need * h->n_setting + s];
            if (isnan(cost) || (setting != SIZE_MAX && s != setting))
                continue;
            sum += cost * held[need * h->n_setting + s];
            weight += held[need * h->n_setting + s];
            plain += cost;
            n += 1.0;
        }
    if (weight > 0.0)
        return sum / weight;
    if (n > 0.0)
        return plain / n;
    return setting != SIZE_MAX ? mean_cost(h, held, SIZE_MAX) : (double)NAN;
}

/* Needs whose known cost is not the mean. */
static void
write_need_factors(FILE *f, const struct writing *self, size_t s, double mean)
{
    const struct transitions *h = self->history;
    const char *between = "";
    if (h->cost == NULL || !(mean > 0.0))
        return;
    for (size_t need = 0; need < h->n_need; need++) {
        const double cost = h->cost[need * h->n_setting + s];
        if (isnan(cost) || fabs(cost / mean - 1.0) < 1e-9)
            continue;
        fprintf(f, "%s { need = \"%s\"; factor = %.6g; }",
                between[0] == '\0' ? " by_need = (" : between, self->names->need[need],
                cost / mean);
        between = ",";
    }
    if (between[0] != '\0')
        fputs(" );", f);
}

static double
write_prices(FILE *f, const struct writing *self, const double *held)
{
    const struct transitions *h = self->history;
    double spending = 0.0;
    fputs("\n# Pounds a child and year, from costs.csv: means of each setting, and factors of "
          "needs that differ from it. Settings that costs.csv\n"
          "# leaves out have the mean of the others, never nothing. growth and spread: FILL "
          "IN.\nprices = (",
          f);
    for (size_t s = 0; s < h->n_setting; s++) {
        const double known = mean_cost(h, held, s), mean = known > 0.0 ? known : ASSUMED_FEE_GBP;
        fprintf(f, "%s%s\n    { setting = \"%s\"; fee_gbp = %.2f; spread = %.1f;",
                s == 0 ? "" : ",", known > 0.0 ? "" : "\n    # FILL IN: no cost is known",
                self->names->setting[s], mean, SPREAD);
        write_need_factors(f, self, s, mean);
        fputs(" }", f);
        for (size_t need = 0; need < h->n_need; need++)
            spending += mean * held[need * h->n_setting + s];
    }
    fputs("\n);\n", f);
    return spending;
}

/* A fy's name: 2017 -> "2017/18". */
static void
write_ledger(FILE *f, const struct writing *self, double spending)
{
    const int base = self->history->last_year + 1;
    const double millions = ceil(spending / 1e3) / 1e3;
    fprintf(f,
            "\n# FILL IN: a transition history says nothing of grant and ledger. The figures below "
            "only make the file complete: the grant is what\n"
            "# the plans held in January cost at the prices above, the account opens at 0.\n"
            "grant = { basis = \"after_deductions\"; known = ( { fy = \"%d/%02d\"; amount_gbp_m = "
            "%.3f; } ); };\n"
            "dsg = {\n    blocks = ( { id = \"high_needs\"; label = \"High Needs Block\"; "
            "budget_gbp_m = %.3f; outturn_gbp_m = %.3f; } );\n"
            "    carry_forward_gbp_m = 0.0;\n};\n"
            "scenarios = ( { id = \"no-action\"; label = \"No further action\"; role = "
            "\"unmitigated\"; } );\n",
            base, (base + 1) % 100, millions, millions, millions);
}

/* ---- people ---- */

static void
write_head(FILE *f, const struct writing *self)
{
    const struct transitions *h = self->history;
    const int base = h->last_year + 1;
    fprintf(f,
            "# Written by 'headroom import' from a transition history of %d to %d. Every number "
            "may be edited.\n# Read report.txt first. Look "
            "for FILL IN: what a history of plans cannot say.\n\narea = ",
            h->first_year, h->last_year);
    put_text(f, self->area);
    fputs(";\ntitle = ", f);
    char title[200];
    (void)snprintf(title, sizeof title, "%.150s, January %d", self->area, base);
    put_text(f, title);
    fprintf(f,
            ";\nbase = { census = %d; };\nhorizon_years = %d;\nrun = { simulations = 1000; seed = "
            "1; };\n\nneeds = (",
            base, self->rates->horizon);
    for (size_t i = 0; i < h->n_need; i++) {
        fprintf(f, "%s\n    { id = \"%s\"; label = ", i == 0 ? "" : ",", self->names->need[i]);
        put_text(f, h->need[i]);
        fputs("; }", f);
    }
    fputs("\n);\n\n# category: which DfE category a setting belongs to (headroom explain key "
          "settings.category). local: in the authority's area.\n"
          "settings = (",
          f);
    for (size_t i = 0; i < h->n_setting; i++) {
        fprintf(f, "%s\n    { id = \"%s\"; label = ", i == 0 ? "" : ",", self->names->setting[i]);
        put_text(f, h->setting[i]);
        fprintf(f, "; category = \"%s\"; }", category_name(self->names->category[i]));
    }
    fputs("\n);\n", f);
}

static void
write_people(FILE *f, const struct writing *self, double plans)
{
    const struct transition_rates *r = self->rates;
    fprintf(f,
            "\nplans = { total = %.0f; table = \"stock.csv\"; };\npopulation = { table = "
            "\"population.csv\";%s };\n",
            plans, r->yearly ? " drift = 0.0;" : "");
    fprintf(
        f,
        "\n# Rates by cell, each as weights of evidence; report.txt says how they were estimated.\n"
        "rates = {\n    leave = \"leave.csv\";\n    move = \"move.csv\";\n    join = "
        "\"join.csv\";\n    place = \"place.csv\";\n"
        "    redraw = \"%s\";%s\n};\n",
        r->yearly ? "yearly" : "held", r->of_everyone ? "\n    joiners_of = \"everyone\";" : "");
    fprintf(f,
            "\n# Levels shared by all cells: factors on the rates above.\njoiners = {\n    "
            "new_plans = %.6g;\n    level = ",
            fmax(1.0, r->new_plans));
    put_level(f, &r->joining);
    fputs(";\n    growth = { first = ", f);
    put_growth(f, &r->growth);
    fputs("; long_run = ", f);
    put_growth(f, &r->growth_long_run);
    fprintf(f,
            "; persistence = %.4f; shock_sd = %.4f; };\n    transitory = { sd = %.4f; correlation "
            "= 0.0; };\n",
            r->growth_persistence, r->growth_shock, r->transitory_sd);
    fputs("    own_mix = 1.0;\n    # used for no year group that place.csv has\n    mix = ( { age "
          "= 0;",
          f);
    for (int c = 0; c < N_CATEGORY; c++)
        fprintf(f, " %s = 1;", category_name(c));
    fputs(" } );\n};\nleavers = { by_category = ( ); level = ", f);
    put_level(f, &r->leaving);
    fputs("; level_post16 = ", f);
    put_level(f, &r->leaving);
    fprintf(f, "; yearly = { local_sd = %.4f; }", r->leaving_yearly_sd);
    fputs("; };\nmovers = { rules = ( ); turnover = ", f);
    put_level(f, &r->turnover);
    fputs("; };\n", f);
}

int
write_scenario(const struct writing *self, struct hr_err *err)
{
    struct output out;
    const struct transitions *h = self->history;
    const size_t n_place = h->n_need * h->n_setting;
    double *held = calloc(n_place + 1, sizeof *held), plans = 0.0;
    if (held == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the stock");
    count_held(h, held);
    for (size_t k = 0; k < n_place; k++)
        plans += held[k];
    int ret =
        plans >= 1.0
            ? output_begin(&out, err)
            : hr_fail(err, HR_ESCENARIO,
                      "nobody holds a plan at the end of %d: there is nothing to forecast from",
                      h->last_year);
    if (ret == 0) {
        write_head(out.f, self);
        write_people(out.f, self, plans);
        write_ledger(out.f, self, write_prices(out.f, self, held));
        ret = output_end(&out, self, "scenario.cfg", err);
    }
    free(held);
    return ret;
}
