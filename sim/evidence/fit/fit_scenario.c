/* scenario.cfg around the fitted people: settings, money, options, and what is to be replaced. */
#include "fit_text.h"

#include "suited_options.h"
#include "own_unit_costs.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Kinds of placement in the order of the file. */
static const struct kind_row {
    int kind;
    const char *label, *key;
    bool elsewhere; /* not local */
} KIND[N_KIND] = {
    { CATEGORY_MAINSTREAM, "Mainstream school", "topup_gbp", false },
    { CATEGORY_UNIT, "Resourced provision or SEN unit", "topup_gbp", false },
    { CATEGORY_STATE_SPECIAL, "State special school", "topup_gbp", false },
    { CATEGORY_INDEPENDENT, "Independent or non-maintained school", "fee_gbp", true },
    { CATEGORY_ALTERNATIVE, "Alternative provision or hospital", "topup_gbp", false },
    { CATEGORY_FURTHER_EDUCATION, "Further education college", "topup_gbp", false },
    { CATEGORY_SPECIALIST_POST16, "Specialist post-16 institution", "fee_gbp", true },
    { CATEGORY_OTHERWISE, "Education otherwise than at school", "fee_gbp", false },
    { CATEGORY_EARLY_YEARS, "Early years setting", "topup_gbp", false },
    { CATEGORY_HOME_EDUCATION, "Elective home education", "topup_gbp", false },
    { CATEGORY_NOT_IN_EDUCATION, "Not in education, or awaiting a place", "topup_gbp", false },
    { CATEGORY_OTHER, "Other placements", "topup_gbp", false },
};

static const struct line_row {
    const char *id, *label, *s251;
} LINE[N_OWN_LINE] = {
    [LINE_SUPPORT] = { "support", "SEN support and inclusion services", "1.2.5" },
    [LINE_AP] = { "ap_services", "Alternative provision beyond pupils with a plan", "1.2.7" },
    [LINE_HOSPITAL] = { "hospital", "Hospital education", "1.2.6" },
    [LINE_THERAPIES] = { "therapies", "Therapies and other health related services", "1.2.13" },
    [LINE_EARLY_YEARS] = { "early_years", "Top-ups in early years", "1.2.1" },
};

static double
million(double gbp)
{
    return floor(gbp / 1e3 + 0.5) / 1e3;
}

/* "2025/26" of the year whose March is `year`. */
static struct words
fy(int year)
{
    return words_say("%d/%02d", year - 1, year % 100);
}

static struct words
dfe_year(int year) /* "2023-24", as DfE has it */
{
    return words_say("%d-%02d", year - 1, year % 100);
}

/* ---- where figures come from */

static const char *
confidence(enum figure_from from)
{
    return from == FROM_LEDGER ? "good" : from == FROM_OWN ? "fair" : "weak";
}

/* Of a figure of this kind of table. */
static struct words
source_of(const struct figure *figure, int year, const char *table)
{
    switch (figure->from) {
    case FROM_OWN: return words_say("DfE, %s, %s", table, dfe_year(year).text);
    case FROM_NEIGHBOURS:
        return words_say("median of its statistical neighbours: DfE, %s, %s", table,
                         dfe_year(year).text);
    case FROM_AUTHORITIES:
        return words_say("median of authorities in the data: DfE, %s, %s", table,
                         dfe_year(year).text);
    case FROM_JUDGEMENT: return words_say("judgement");
    case FROM_LEDGER: return words_say("own ledger of placement costs, %s", fy(figure->year).text);
    }
    hr_bug("figure from %d", (int)figure->from);
}

/* ---- what is to be replaced */

static void
put_row(struct text *out, const char *what, const char *key, const char *now, const char *why)
{
    text_add(out, "    { what = \"%s\"; key = \"%s\"; now = \"%s\";\n      why = \"%s\"; },\n",
             what, key, now, why);
}

static void
put_absent(struct text *out, const char *what, const char *key, const char *why, bool last)
{
    text_add(
        out,
        "    { what = \"%s\"; key = \"%s\"; state = \"not_given\"; now = \"none\";\n      why = "
        "\"%s\"; }%s\n",
        what, key, why, last ? " );" : ",");
}

/* The opening balance, unless it is the authority's own, of the year, and near what it was. */
static void
put_balance(struct text *out, const struct own_money *own)
{
    const struct words rolled = isnan(own->rolled_gbp)
                                    ? words_say("more than twice the block")
                                    : words_say("the one before, rolled forward, comes to %s",
                                                words_position(own->rolled_gbp / 1e6).text);
    put_row(
        out, "balance", "dsg.carry_forward_gbp_m",
        words_say("%s at 31 March %d, give or take £%.1fm (half of the range that holds 8 in 10)",
                  words_position(own->balance_gbp / 1e6).text, own->origin,
                  own->balance_error_gbp / 1e6)
            .text,
        words_say(
            "%s%s at March %d%s%s%s%s; yours: statement of accounts",
            own->balance.from == FROM_OWN ? "" : "As neighbours' share of the block ",
            words_position(own->balance.gbp / 1e6).text, own->balance.year,
            own->balance.year < own->origin
                ? ", rolled forward by spending and block; receipts and transfers since are not in "
                  "it"
                : "",
            own->balance_doubtful ? "; doubtful (" : "", own->balance_doubtful ? rolled.text : "",
            own->balance_doubtful ? "): look at the sign and unit of its heading" : "")
            .text);
}

static void
put_estimates(struct text *out, const struct own_money *own)
{
    put_row(out, "allocation", "grant.known",
            words_say("£%.1fm in %s before deductions of £%.1fm", own->block_gbp[0] / 1e6,
                      fy(own->origin + 1).text, own->deduction_gbp[0] / 1e6)
                .text,
            words_say("%s allocation of %s%s, carried on with England's; yours: DfE, Dedicated "
                      "Schools Grant allocations; budget_gbp_m of dsg.blocks goes with it: the "
                      "first year's amount less its deductions",
                      own->block.from == FROM_OWN ? "Own" : "Neighbours'",
                      dfe_year(own->block.year).text,
                      own->block_doubtful ? " (far from the one before or from its plans: look at "
                                            "its unit)"
                                          : "")
                .text);
    put_row(out, "spending", "dsg.blocks.outturn_gbp_m",
            words_say("£%.1fm in %s with place funding", (own->first_gbp + own->places.gbp) / 1e6,
                      fy(own->origin + 1).text)
                .text,
            words_say("%s outturn of %s, grown by %s and England's spending for a plan; yours: "
                      "budget monitoring",
                      own->outturn.from == FROM_OWN ? "Own" : "Neighbours'",
                      dfe_year(own->outturn_year).text,
                      own->plans_doubtful
                          ? "no more than is usual, because its plans of the census are far from "
                            "those before,"
                          : "its plans")
                .text);
    put_row(out, "places", "lines",
            words_say("£%.1fm of place funding, flat in cash", own->places.gbp / 1e6).text,
            words_say("%s outturn of %s; yours: commissioned places by school",
                      own->places.from == FROM_OWN ? "Own" : "Neighbours'",
                      dfe_year(own->lines_year).text)
                .text);
    if (own->balance_doubtful || own->balance.year < own->origin || own->balance.from != FROM_OWN)
        put_balance(out, own);
}

static void
put_to_replace(struct text *out, const struct own_money *own)
{
    text_add(out, "# TO REPLACE. Estimates from published returns stand in for these; charts, "
                  "sentences and tables say so, until a row is taken away.\n"
                  "# Those that are not_given are not in this file: without them nothing is "
                  "assumed.\nto_replace = (\n");
    put_estimates(out, own);
    put_absent(out, "agreements", "receipts",
               "Safety Valve or other agreements: none is assumed; yours: the agreement's schedule",
               false);
    put_absent(out, "Stability Grant", "receipts",
               "90% of the eligible deficit at 31 March 2026 where the plan is approved: none is "
               "assumed",
               false);
    put_absent(out, "transfers", "transfers",
               "from the schools block: none is assumed; yours: schools forum minutes", false);
    put_absent(out, "reserves", "general_fund.reserves",
               "without them no chance that the deficit passes them is told; yours: statement of "
               "accounts",
               false);
    put_absent(out, "capacity", "settings.places",
               "no school is ever full here; yours: SCAP return, special schools and units", true);
}

/* ---- settings and prices */

static void
put_settings(struct text *out, const double price[N_KIND])
{
    text_add(out, "settings = (\n");
    for (size_t k = 0; k < N_KIND; k++)
        text_add(out, "    { id = \"%s\"; label = \"%s\"; category = \"%s\";%s%s }%s\n",
                 kind_name(KIND[k].kind), KIND[k].label, category_name(KIND[k].kind),
                 KIND[k].elsewhere ? " local = false;" : "",
                 price[KIND[k].kind] > 0.0 ? "" : " no_cost = true;", k + 1 < N_KIND ? "," : " );");
    text_add(out, "\n@include \"people.cfg\"\n");
}

/* How far a price may be out, 8 in 10: judgement. All are then solved to the year's spending. */
static double
range_of(enum figure_from from)
{
    static const double range[] = { [FROM_OWN] = 0.10,
                                    [FROM_NEIGHBOURS] = 0.20,
                                    [FROM_AUTHORITIES] = 0.20,
                                    [FROM_JUDGEMENT] = 0.30,
                                    [FROM_LEDGER] = 0.05 };
    return range[from];
}

/* How prices differ between children, and what others pay of them: the ledger's, or judgement. */
static void
put_spread(struct text *out, const struct cost_known *ledger)
{
    if (!ledger->known) {
        text_add(out, " solved = true; spread = 0.6;\n");
        return;
    }
    text_add(out,
             " solved = true;\n      spread = { value = %.2f; source = \"the same ledger\"; };",
             fmin(ledger->cv, 3.0));
    if (ledger->joint > 0.0)
        text_add(out, " joint_funding = { value = %.4f; source = \"the same ledger\"; };",
                 ledger->joint);
    text_add(out, "\n      note = \"%.0f children, %.1f place-years\";\n", ledger->children,
             ledger->years);
}

static void
put_prices(struct text *out, const struct own_money *own)
{
    text_add(out,
             "\n# ---- prices of %s, a place-year: its own lines of %s over its plans, carried on "
             "and scaled (by %.3f) to its\n# outturn of %s, then to %s. growth is England's. "
             "solved: one factor makes the first year spend the outturn below.\nprices = (\n",
             fy(own->origin + 1).text, dfe_year(own->lines_year).text, own->factor,
             dfe_year(own->outturn_year).text, fy(own->origin + 1).text);
    bool first = true;
    for (size_t k = 0; k < N_KIND; k++) {
        const struct figure *price = &own->price[KIND[k].kind];
        const double range = range_of(price->from);
        if (!(price->gbp > 0.0))
            continue;
        text_add(out,
                 "%s    { setting = \"%s\"; %s = { low = %.0f; central = %.0f; high = %.0f; };",
                 first ? "" : ",\n", kind_name(KIND[k].kind), KIND[k].key,
                 price->gbp * (1.0 - range), price->gbp, price->gbp * (1.0 + range));
        put_spread(out, &own->ledger[KIND[k].kind]);
        text_add(out, "      source = \"%s\"; confidence = \"%s\"; }",
                 source_of(price, own->lines_year, "section 251 outturn over plans").text,
                 confidence(price->from));
        first = false;
    }
    text_add(out, " );\n");
}

static void
put_lines(struct text *out, const struct own_money *own)
{
    text_add(out, "\n# ---- what is not for one placement, in %s\nlines = (\n",
             fy(own->origin + 1).text);
    for (size_t i = 0; i < N_OWN_LINE; i++) {
        const struct figure *line = &own->line[i];
        if (line->gbp >= 500.0)
            text_add(out,
                     "    { id = \"%s\"; label = \"%s\"; s251 = \"%s\"; amount_gbp_m = %.3f;\n"
                     "      source = \"%s, carried on\"; confidence = \"%s\"; },\n",
                     LINE[i].id, LINE[i].label, LINE[i].s251, million(line->gbp),
                     source_of(line, own->lines_year, "section 251 outturn").text,
                     confidence(line->from));
    }
    text_add(
        out,
        "    # Places that the council pays; those that DfE pays direct are in the "
        "deductions. Rates have been flat in cash since 2013.\n"
        "    { id = \"places\"; label = \"Place funding, net of academies\"; s251 = \"1.0.2\"; "
        "amount_gbp_m = %.3f;\n      source = \"%s\"; confidence = \"weak\";\n"
        "      growth = { first = -0.02; long_run = -0.02; source = \"flat in cash at 2%% "
        "inflation\"; confidence = \"weak\"; };\n"
        "      elasticity = { distribution = \"pert\"; min = 0.0; mode = 0.4; max = 1.0; "
        "source = \"judgement: part "
        "of new places are at maintained schools\";\n"
        "                     confidence = \"weak\"; }; } );\n",
        million(own->places.gbp),
        source_of(&own->places, own->lines_year, "section 251 outturn, line 1.0.2").text);
}

/* ---- grant and account */

static void
put_grant(struct text *out, const struct own_money *own)
{
    const double spread = 1.2816 * own->trait_sd;
    text_add(out,
             "\n# ---- the high needs block\ngrant = {\n    basis = \"before_deductions\";\n    "
             "known = (\n");
    for (size_t i = 0; i < own->n_block; i++)
        text_add(
            out,
            "        { fy = \"%s\"; amount_gbp_m = %.3f; deductions_gbp_m = %.3f; confidence = "
            "\"weak\";\n          source = \"%s, carried on with England's block as published\"; "
            "}%s\n",
            fy(own->origin + 1 + (int)i).text, million(own->block_gbp[i]),
            million(own->deduction_gbp[i]),
            source_of(&own->block, own->block.year, "Dedicated Schools Grant allocations").text,
            i + 1 < own->n_block ? "," : " );");
    text_add(out,
             "    # What the authority's block has grown more than England's, a year, and how much "
             "of that lasts.\n"
             "    settlement = { trait = { low = %.4f; central = %.4f; high = %.4f;\n"
             "        source = \"%s; shrunk\"; confidence = \"fair\"; }; };\n};\n",
             own->trait - spread, own->trait, own->trait + spread,
             source_of(&own->block, own->block.year, "Dedicated Schools Grant allocations").text);
}

static void
put_account(struct text *out, const struct own_money *own)
{
    const double budget = million(own->block_gbp[0]) - million(own->deduction_gbp[0]);
    text_add(out,
             "\n# ---- the account. A deficit is negative in carry_forward_gbp_m.\n"
             "dsg = {\n    source = \"DfE, section 251 outturn to %s and Dedicated Schools Grant "
             "balances to March %d, carried on\"; confidence = \"weak\";\n"
             "    blocks = ( { id = \"high_needs\"; label = \"High Needs Block\"; budget_gbp_m = "
             "%.3f; outturn_gbp_m = %.3f; future_demand_gbp_m = 0.0; } );\n"
             "    carry_forward_gbp_m = %.3f;\n",
             dfe_year(own->outturn_year).text, own->balance.year, budget,
             million(own->first_gbp) + million(own->places.gbp), -million(own->balance_gbp));
    if (own->balance_error_gbp > 0.0)
        text_add(out,
                 "    carry_forward_error_gbp_m = { low = -%.3f; central = 0.0; high = %.3f; "
                 "confidence = \"weak\";\n        source = \"what rolling a balance forward "
                 "missed, March 2021 to March 2022\"; };\n",
                 million(own->balance_error_gbp), million(own->balance_error_gbp));
    text_add(out,
             "    outturn_error = { low = -%.3f; central = 0.0; high = %.3f; confidence = "
             "\"weak\";\n        # part of it is England's: areas together share it\n"
             "        factor = \"first_year_spending\"; loading = %.2f;\n"
             "        source = \"what a year ahead brought 89 authorities, from forecasts of past "
             "years\"; };\n};\n",
             FIRST_YEAR_ERROR, FIRST_YEAR_ERROR, FIRST_YEAR_SHARED);
}

/* ---- without own money */

/* England's, but for what an own ledger says. */
static double
example_price(const struct own_money *own, int kind)
{
    return own->ledger[kind].known ? own->price[kind].gbp : england_unit(kind);
}

static void
put_example(struct text *out, const struct people_fit *people, const struct own_money *own)
{
    const int origin = own->origin;
    double gbp = 0.0;
    for (size_t k = 0; k < N_KIND; k++)
        for (int a = 0; a < N_NCY; a++)
            gbp += people->kinds[a][KIND[k].kind] * example_price(own, KIND[k].kind);
    text_add(out,
             "\n# EXAMPLE prices: England's unit costs of 2021/22 where there are any (section "
             "251 outturn over plans).\nprices = (\n");
    bool first = true;
    for (size_t k = 0; k < N_KIND; k++) {
        const int kind = KIND[k].kind;
        if (!(example_price(own, kind) > 0.0))
            continue;
        text_add(out, "%s    { setting = \"%s\"; %s = %.0f;", first ? "" : ",\n", kind_name(kind),
                 KIND[k].key, example_price(own, kind));
        put_spread(out, &own->ledger[kind]);
        text_add(out, "      source = \"%s\"; confidence = \"weak\"; }",
                 own->ledger[kind].known ? source_of(&own->price[kind], 0, "").text : "EXAMPLE");
        first = false;
    }
    text_add(
        out,
        " );\n\n# EXAMPLE grant and account: what those prices make of the plans, in balance.\n"
        "grant = { basis = \"after_deductions\"; known = ( { fy = \"%s\"; amount_gbp_m = %.3f; "
        "source = \"EXAMPLE\"; } ); };\n"
        "dsg = {\n    source = \"EXAMPLE\";\n    blocks = ( { id = \"high_needs\"; label = "
        "\"High Needs Block\"; budget_gbp_m = %.3f; outturn_gbp_m = %.3f;\n"
        "                 future_demand_gbp_m = 0.0; } );\n    carry_forward_gbp_m = 0.0;\n};\n"
        "scenarios = ( { id = \"as-now\"; label = \"As now\"; role = \"unmitigated\"; } );\n",
        fy(origin + 1).text, million(gbp), million(gbp), million(gbp));
}

/* ---- the file */

static void
put_head(struct text *out, const char *name, const struct own_money *own)
{
    if (own->known)
        text_add(out,
                 "# %s from January %d, made from published returns. It runs as it is; each figure "
                 "says where it comes from.\n"
                 "# headroom explain key NAME says what a key means.\n\n",
                 name, own->origin);
    else
        text_add(
            out,
            "# %s: a scenario around the fitted people of people.cfg. It runs as it is, with "
            "EXAMPLE money, because %s:\n# replace every price, the grant and the ledger with "
            "your own before you believe a pound of it. headroom explain key NAME says\n"
            "# what a key means.\n\n# Charts, sentences and tables say EXAMPLE MONEY while this "
            "stands: take it away when the money is yours.\nexample = { money = true; };\n\n",
            name, own->why);
    if (own->known)
        put_to_replace(out, own);
    text_add(out,
             "\nwritten_for = \"0.2\";\n\narea  = \"%s\";\ntitle = \"%s, January %d\";\n"
             "base  = { census = %d; };\nhorizon_years = 5;\n"
             "run   = { simulations = 10000; seed = %d; };\n\n",
             name, name, own->origin, own->origin, own->origin);
}

int
fit_scenario_text(const struct national_money *nation, const struct people_fit *people,
                  const struct own_money *own, char **text, struct hr_err *err)
{
    struct text out;
    double price[N_KIND];
    for (size_t k = 0; k < N_KIND; k++)
        price[KIND[k].kind] =
            own->known ? own->price[KIND[k].kind].gbp : example_price(own, KIND[k].kind);
    text_init(&out);
    put_head(&out, people->series->name, own);
    put_settings(&out, price);
    if (own->known) {
        put_prices(&out, own);
        put_lines(&out, own);
        put_grant(&out, own);
        put_account(&out, own);
        suited_options(nation, people, own, &out);
    } else
        put_example(&out, people, own);
    return text_take(&out, text, err);
}
