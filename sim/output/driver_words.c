#include "driver_words.h"

#include "title.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const driver_group_id[N_DRIVER_GROUP] = {
    [DRIVER_PLANS] = "plans", [DRIVER_MIX] = "mix",           [DRIVER_PRICES] = "prices",
    [DRIVER_GRANT] = "grant", [DRIVER_DELIVERY] = "delivery", [DRIVER_REST] = "rest",
};
const char *const driver_group_name[N_DRIVER_GROUP] = {
    [DRIVER_PLANS] = "numbers of plans",
    [DRIVER_MIX] = "where children are placed",
    [DRIVER_PRICES] = "prices",
    [DRIVER_GRANT] = "the grant",
    [DRIVER_DELIVERY] = "what is agreed and delivered",
    [DRIVER_REST] = "what is not told apart",
};
const char driver_rest_name[] =
    "Not told apart: several numbers together, single children, and what these futures are "
    "too few to show";

/* ---- names
 *
 * The first row that matches. A path (path.h) has one row for what it is; its keys add what
 * path_key says. A pattern that ends in '.' matches whatever follows. */
static const struct name_row {
    const char *pattern;
    enum driver_group group;
    const char *words;
} names[] = {
    /* children and young people with a plan */
    { "population.drift", DRIVER_PLANS, "Population of children and young people" },
    { "joiners.level", DRIVER_PLANS, "New plans in a usual year here" },
    { "joiners.level_reverts.to", DRIVER_PLANS, "Where new plans here settle" },
    { "joiners.level_reverts.persistence", DRIVER_PLANS, "How slowly new plans here settle" },
    { "joiners.level_reverts.shock_sd", DRIVER_PLANS, "How much new plans here drift in a year" },
    { "joiners.growth", DRIVER_PLANS, "Growth of new plans in England" },
    { "joiners.transitory.sd", DRIVER_PLANS, "How much new plans here vary from year to year" },
    { "joiners.transitory.correlation", DRIVER_PLANS,
      "How far a high year of new plans follows another" },
    { "joiners.yearly", DRIVER_PLANS, "Yearly ups and downs of new plans" },
    { "pipeline.refused", DRIVER_PLANS, "Requests for an assessment that are refused" },
    { "pipeline.appealed", DRIVER_PLANS, "Refusals to assess that are appealed" },
    { "pipeline.overturned", DRIVER_PLANS, "Appeals on assessments that succeed" },
    { "pipeline.withdrawn", DRIVER_PLANS, "Requests for an assessment that are withdrawn" },
    { "pipeline.weeks", DRIVER_PLANS, "Weeks from a request to a plan" },
    { "pipeline.issued", DRIVER_PLANS, "Assessments that lead to a plan" },
    { "pipeline.backdated", DRIVER_PRICES, "Top-ups paid back where plans are late" },
    { "pipeline.appeals.rate", DRIVER_MIX, "Placements that families contest" },
    { "pipeline.appeals.won", DRIVER_MIX, "Contested placements that families win" },
    { "leavers.level", DRIVER_PLANS, "How readily plans end before Year 12" },
    { "leavers.level_post16", DRIVER_PLANS, "How readily plans end from Year 12" },
    { "leavers.yearly.national_sd", DRIVER_PLANS, "How much endings vary by year in England" },
    { "leavers.yearly.local_sd", DRIVER_PLANS, "How much endings vary by year here" },
    { "leavers.yearly", DRIVER_PLANS, "Yearly ups and downs of plans that end" },
    { "migration.out", DRIVER_PLANS, "Children who move to another authority" },
    { "migration.balance", DRIVER_PLANS, "Children who come for each who moves away" },
    { "migration.residual_sd", DRIVER_PLANS, "How much plans vary beyond what records explain" },
    { "migration.yearly", DRIVER_PLANS, "Yearly ups and downs that records do not explain" },

    /* where they are placed */
    { "joiners.own_mix", DRIVER_MIX, "New placements: as England's, or as here" },
    { "joiners.placement_sd", DRIVER_MIX, "How far placements here stray from usual" },
    { "joiners.placement", DRIVER_MIX, "This area's own pattern of placements" },
    { "movers.turnover", DRIVER_MIX, "How many children move to another setting" },
    { "settings.*.places.*.delay_years", DRIVER_MIX, "{item}: delay of new places" },
    { "settings.*.places", DRIVER_MIX, "{item}: whether planned places open" },
    { "settings.*.others_share", DRIVER_MIX, "{item}: places other authorities' children hold" },
    { "settings.*.returns.transfer", DRIVER_MIX, "{item}: who asks again at a phase transfer" },
    { "settings.*.returns.mid_phase", DRIVER_MIX, "{item}: who asks again between transfers" },
    { "settings.*.trend.growth", DRIVER_MIX, "{item}: growth of places not yet planned" },
    { "settings.*.trend.places", DRIVER_MIX, "{item}: places a year not yet planned" },

    /* what it costs */
    { "inflation", DRIVER_PRICES, "General inflation" },
    { "inflation.yearly", DRIVER_PRICES, "Yearly ups and downs of inflation" },
    { "price_pressure", DRIVER_PRICES, "Growth of all prices above inflation" },
    { "line_pressure", DRIVER_PRICES, "Price pressure that services share" },
    { "line_elasticity", DRIVER_PRICES, "How far services grow with plans" },
    { "sector_correlation", DRIVER_PRICES, "How far prices of all sectors move together" },
    { "prices_local_sd", DRIVER_PRICES, "How much prices here vary from year to year" },
    { "prices.*.fee_gbp", DRIVER_PRICES, "{item}: fee" },
    { "prices.*.topup_gbp", DRIVER_PRICES, "{item}: top-up" },
    { "prices.*.place_gbp", DRIVER_PRICES, "{item}: place funding" },
    { "prices.*.place_empty_gbp", DRIVER_PRICES, "{item}: funding of an empty place" },
    { "prices.*.growth", DRIVER_PRICES, "{item}: real price growth" },
    { "prices.*.spread", DRIVER_PRICES, "{item}: how far prices differ between children" },
    { "prices.*.by_need.*.price_gbp", DRIVER_PRICES, "{item}: price for {second}" },
    { "prices.*.bands.*.topup_gbp", DRIVER_PRICES, "{item}: top-up of band {second}" },
    { "prices.*.drift", DRIVER_PRICES, "{item}: children who go up a band" },
    { "prices.*.protection", DRIVER_PRICES, "{item}: protection of school funding" },
    { "prices.*.joint_funding", DRIVER_PRICES, "{item}: share health and social care pay" },
    { "prices.yearly", DRIVER_PRICES, "Yearly ups and downs of prices" },
    { "lines.*.amount_gbp_m", DRIVER_PRICES, "{item}: spending now" },
    { "lines.*.growth", DRIVER_PRICES, "{item}: real growth" },
    { "lines.*.elasticity", DRIVER_PRICES, "{item}: how far it grows with plans" },
    { "lines.yearly", DRIVER_PRICES, "Yearly ups and downs of services" },
    { "dsg.outturn_error", DRIVER_PRICES, "Error of this year's projected outturn" },
    { "dsg.carry_forward_error_gbp_m", DRIVER_GRANT, "Error of the estimated opening balance" },
    { "dsg.blocks.*.growth", DRIVER_GRANT, "{item}: growth" },

    /* what government gives by formula */
    { "grant.growth", DRIVER_GRANT, "Growth of the high needs grant" },
    { "grant.settlement.passed_on", DRIVER_GRANT, "Inflation that the grant makes good" },
    { "grant.settlement.met", DRIVER_GRANT, "Growth of England's plans that the grant meets" },
    { "grant.settlement.real", DRIVER_GRANT, "England's grant beyond inflation and plans" },
    { "grant.settlement.trait", DRIVER_GRANT, "Growth of the grant here against England's" },
    { "grant.settlement.pupils", DRIVER_GRANT, "How far the grant follows the population" },
    { "grant.settlement.floor", DRIVER_GRANT, "Least growth of the grant a head" },
    { "grant.settlement.cap", DRIVER_GRANT, "Most growth of the grant a head" },
    { "grant.settlement.cash_floor", DRIVER_GRANT, "Least growth of the grant in cash" },
    { "grant.settlement.flat_cash_chance", DRIVER_GRANT, "Chance that the grant stays flat" },
    { "grant.settlement.ended", DRIVER_GRANT, "England's plans that end in a year" },
    { "grant.local_sd", DRIVER_GRANT, "How much the grant here varies from year to year" },
    { "grant.deductions_growth", DRIVER_GRANT, "Growth of deductions for academy places" },
    { "grant.formula.basic_entitlement_gbp", DRIVER_GRANT, "Basic entitlement a pupil" },
    { "grant.formula.import_export_gbp", DRIVER_GRANT, "Import and export adjustment a pupil" },
    { "grant.formula.other_pupils.*.count", DRIVER_GRANT,
      "Other authorities' pupils in special schools here" },
    { "grant.growth_limits.floor", DRIVER_GRANT, "Least growth of the grant a head" },
    { "grant.growth_limits.cap", DRIVER_GRANT, "Most growth of the grant a head" },
    { "grant.yearly", DRIVER_GRANT, "Yearly ups and downs of the grant" },
    { "grant.flat_cash", DRIVER_GRANT, "Years in which the grant stays flat" },

    /* what is agreed and done */
    { "receipts.*.status", DRIVER_DELIVERY, "{item}: whether it is on track" },
    { "receipts.*", DRIVER_DELIVERY, "{item}: whether it is paid" },
    { "transfers.*", DRIVER_DELIVERY, "{item}: whether it is agreed" },
    { "policies.*.changes.*.joining", DRIVER_DELIVERY, "{item}: effect on new plans" },
    { "policies.*.changes.*.leaving", DRIVER_DELIVERY, "{item}: effect on plans that end" },
    { "policies.*.changes.*.moving", DRIVER_DELIVERY, "{item}: effect on moves" },
    { "policies", DRIVER_DELIVERY, "What the rules become" },
    { "options.*.delivery", DRIVER_DELIVERY, "{item}: whether it happens" },
    { "options.*.consent", DRIVER_DELIVERY, "{item}: whether it is agreed" },
    { "options.*.delay_years", DRIVER_DELIVERY, "{item}: delay" },
    { "options.*.share", DRIVER_DELIVERY, "{item}: share reached" },
    { "options.*.children", DRIVER_DELIVERY, "{item}: children a year" },
    { "options.*.places", DRIVER_DELIVERY, "{item}: places" },
    { "options.*.amount_gbp", DRIVER_DELIVERY, "{item}: amount for a place" },
    { "options.*.amount_gbp_m", DRIVER_DELIVERY, "{item}: amount a year" },
    { "options.*.growth", DRIVER_DELIVERY, "{item}: change of price growth" },
    { "options.*.refused", DRIVER_DELIVERY, "{item}: families who decline" },
    { "options.*.lag_years", DRIVER_DELIVERY, "{item}: years until it shows" },
    { "options.*.fade", DRIVER_DELIVERY, "{item}: how fast it fades" },
    { "options.*.moves_out", DRIVER_DELIVERY, "{item}: children who move out as a result" },
    { "options.*.requests", DRIVER_DELIVERY, "{item}: new plans as a result" },
    { "options.*.cost.revenue_gbp_m", DRIVER_DELIVERY, "{item}: cost a year" },
    { "options.*.cost.once_gbp_m", DRIVER_DELIVERY, "{item}: cost to start" },
    { "options.*.cost.per_child_gbp", DRIVER_DELIVERY, "{item}: cost a child" },
    { "options.*.cost.per_place_gbp", DRIVER_DELIVERY, "{item}: cost a place" },
    { "options.*.cost.capital_gbp_m", DRIVER_DELIVERY, "{item}: capital" },
    { "general_fund.transport.*.gbp_per_pupil", DRIVER_DELIVERY,
      "Transport to {item}: cost a pupil" },
    { "general_fund.transport.*.share_transported", DRIVER_DELIVERY,
      "Transport to {item}: pupils transported" },
    { "general_fund.transport.*.growth", DRIVER_DELIVERY, "Transport to {item}: growth of cost" },
    { "general_fund.interest.rate", DRIVER_DELIVERY, "Interest on the deficit" },
    { "general_fund.capital.*.amount_gbp_m", DRIVER_DELIVERY, "Borrowing: {item}" },
    { "general_fund.capital.*.rate", DRIVER_DELIVERY, "Rate of borrowing: {item}" },
    { "general_fund.capital_defaults.rate", DRIVER_DELIVERY, "Rate of borrowing" },
    { "general_fund.reserves.by_year.*.amount_gbp_m", DRIVER_DELIVERY,
      "Usable reserves of the council, {item}" },

    /* what several share: in the group of the first of them (uncertain.h) */
    { "factors.*.yearly", DRIVER_REST, "Yearly ups and downs that several share: {item}" },
    { "factors.*", DRIVER_REST, "What several numbers have in common: {item}" },
};
enum { N_NAMES = sizeof names / sizeof names[0] };

static const struct {
    const char *key, *words;
} path_key[] = {
    { ".first", ", first year" },
    { ".long_run", ", long run" },
    { ".persistence", ", how slowly it settles" },
    { ".shock_sd", ", how much it varies" },
};
enum { N_PATH_KEY = sizeof path_key / sizeof path_key[0] };

/* What the stars of a pattern stand for. */
struct stars {
    char name[2][128];
    size_t n;
};

/* Does the pattern match this path up to its end, or where only a key of a path follows? *rest:
 * what follows. */
static bool
matches(const char *pattern, const char *path, struct stars *stars, const char **rest)
{
    stars->n = 0;
    while (*pattern != '\0') {
        if (*pattern != '*') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        const size_t n = strcspn(path, ".");
        if (n == 0)
            return false;
        if (stars->n < 2)
            snprintf(stars->name[stars->n++], sizeof stars->name[0], "%.*s", (int)n, path);
        path += n;
        pattern++;
    }
    *rest = path;
    if (*path == '\0')
        return true;
    for (size_t i = 0; i < N_PATH_KEY; i++)
        if (strcmp(path, path_key[i].key) == 0)
            return true;
    return false;
}

static const struct name_row *
row_of(const char *path, struct stars *stars, const char **rest)
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (matches(names[i].pattern, path, stars, rest))
            return &names[i];
    return NULL;
}

bool
driver_is_named(const char *id)
{
    struct stars stars;
    const char *rest;
    return row_of(id, &stars, &rest) != NULL;
}

/* ---- labels of what a list's elements are called */

static bool
begins(const char *path, const char *with)
{
    return strncmp(path, with, strlen(with)) == 0;
}

#define LABEL_OF(list, n, path_begins)                                      \
    for (size_t i = 0; begins(path, path_begins) && i < in->n; i++)         \
        if (strcmp(in->list[i].id, id) == 0 && in->list[i].label != NULL && \
            in->list[i].label[0] != '\0')                                   \
            return in->list[i].label;

/* Prices, places and transport are of settings. */
static const char *
label_of(const struct inputs *in, const char *path, const char *id)
{
    const struct setting_in *setting = inputs_setting(in, id);
    LABEL_OF(line, n_line, "lines.")
    LABEL_OF(option, n_option, "options.")
    LABEL_OF(receipt, n_receipt, "receipts.")
    LABEL_OF(transfer, n_transfer, "transfers.")
    LABEL_OF(policy, n_policy, "policies.")
    LABEL_OF(dsg.block, dsg.n_block, "dsg.blocks.")
    if (setting != NULL && !begins(path, "options.") && !begins(path, "lines."))
        return setting->label;
    return id;
}
#undef LABEL_OF

/* Reads badly, but hides nothing. */
static struct words
spelled_out(const char *id)
{
    struct words out = words_sentence_start(id);
    for (char *c = out.text; *c != '\0'; c++)
        if (*c == '.' || *c == '_')
            *c = ' ';
    return out;
}

struct words
driver_name(const struct inputs *in, const char *id)
{
    struct stars stars;
    const char *rest;
    const struct name_row *row = row_of(id, &stars, &rest);
    struct slots slots = { .n = 0 };
    if (row == NULL)
        return spelled_out(id);
    slots_set(&slots, "item", "%s", stars.n > 0 ? label_of(in, id, stars.name[0]) : "");
    slots_set(&slots, "second", "%s", stars.n > 1 ? stars.name[1] : "");
    const struct words name = words_fill(row->words, &slots);
    for (size_t i = 0; i < N_PATH_KEY; i++)
        if (strcmp(rest, path_key[i].key) == 0)
            return words_say("%s%s", words_sentence_start(name.text).text, path_key[i].words);
    return words_sentence_start(name.text);
}

struct words
driver_name_within(const char *id, const char *name)
{
    struct stars stars;
    const char *rest;
    const struct name_row *row = row_of(id, &stars, &rest);
    return row != NULL && row->words[0] != '{' ? title_within(name) : words_within(name);
}

enum driver_group
driver_group_of(const char *id)
{
    struct stars stars;
    const char *rest;
    const struct name_row *row = row_of(id, &stars, &rest);
    return row == NULL ? DRIVER_REST : row->group;
}

/* ---- values */

static bool
ends_in(const char *name, const char *end)
{
    const size_t n = strlen(name), n_end = strlen(end);
    return n > n_end && strcmp(name + n - n_end, end) == 0;
}

const char *
quantity_table_unit(const char *name, const char *unit)
{
    if (ends_in(name, "_gbp_m"))
        return "gbp_m";
    return ends_in(name, "_gbp") ? "gbp" : unit;
}

double
quantity_table_value(const char *name, double value)
{
    return ends_in(name, "_gbp_m") ? value / GBP_PER_GBP_M : value;
}

/* How a value in a unit is written; a unit that begins like none of these follows its number. */
static const struct unit_row {
    const char *unit;
    double scale;
    const char *after;
} units[] = {
    { "per year", 100.0, "% a year" },
    { "change per year", 100.0, "% a year" },
    { "share a year", 100.0, "% a year" },
    { "chance a year", 100.0, "% a year" },
    { "share of children a year", 100.0, "% a year" },
    { "share of plans a year", 100.0, "% a year" },
    { "of those elsewhere, per year", 100.0, "% a year" },
    { "per cent for each per cent of plans", 1.0, "% for 1% of plans" },
    { "share", 100.0, "%" },
    { "of the logarithm", 1.0, "" },
    { "of ", 100.0, "%" },
    { "factor", 1.0, " times" },
    { "correlation", 1.0, "" },
    { "coefficient", 1.0, "" },
    { "plans for each", 1.0, "" },
};
enum { N_UNITS = sizeof units / sizeof units[0] };

/* Two significant figures, whole numbers as they are. */
static struct words
two_figures(double value)
{
    char text[32];
    const double size = fabs(value);
    if (size >= 99.5) {
        const struct words whole = words_rounded(size);
        return words_say("%s%s", value < 0.0 ? "-" : "", whole.text);
    }
    snprintf(text, sizeof text, "%.2g", size < 5e-7 ? 0.0 : value);
    return words_say("%s", text);
}

/* To three significant figures: "£13,400", "£250". */
static struct words
pounds(double gbp)
{
    const double size = fabs(gbp);
    const double step = size >= 1000.0 ? pow(10.0, floor(log10(size)) - 2.0) : 1.0;
    const struct words whole = words_rounded(floor(size / step + 0.5) * step);
    return words_say("%s" POUND "%s", gbp < 0.0 ? "-" : "", whole.text);
}

struct words
quantity_words(const struct quantity *q, double value)
{
    const char *unit = quantity_table_unit(q->name, q->unit);
    if (strcmp(unit, "gbp_m") == 0)
        return words_money(quantity_table_value(q->name, value));
    if (strcmp(unit, "gbp") == 0 || begins(unit, "pounds"))
        return pounds(value);
    for (size_t i = 0; i < N_UNITS; i++)
        if (begins(unit, units[i].unit))
            return words_say("%s%s", two_figures(value * units[i].scale).text, units[i].after);
    return words_say("%s%s%s", two_figures(value).text, unit[0] == '\0' ? "" : " ", unit);
}
