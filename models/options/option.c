/* When an option runs, and what it costs. option.h is the manual. */
#include "option.h"

#include "field_rows.h"

#include <math.h>

#define POINTER(upper, lower) [OPTION_##upper] = &option_##lower,
const struct option_kind_of *const option_kinds[N_OPTION_KIND] = { OPTION_KINDS(POINTER) };

/* ---- keys ---- */

const char *
option_key_name(enum option_key key)
{
    static const char *const name[N_OPTION_KEY] = {
        "settings",   "to",           "ncy",      "ages",         "needs",
        "line",       "phase",        "share",    "children",     "places",
        "amount_gbp", "amount_gbp_m", "growth",   "refused",      "lag_years",
        "fade",       "moves_out",    "requests", "forum_chance", "secretary_chance",
        "school",     "announced",
    };
    for (size_t i = 0; i < N_OPTION_KEY; i++)
        if (key == 1u << i)
            return name[i];
    hr_bug("option key %u", (unsigned)key);
}

unsigned
option_given(const struct option_in *in)
{
    const struct {
        enum option_key key;
        bool given;
    } all[] = {
        { KEY_SETTINGS, in->n_setting > 0 },
        { KEY_TO, in->to[0] != '\0' },
        { KEY_NCY, in->n_ncy > 0 },
        { KEY_AGES, in->from_age != 0 || in->to_age != 25 },
        { KEY_NEEDS, in->n_need > 0 },
        { KEY_LINE, in->line[0] != '\0' },
        { KEY_PHASE, in->phase != PHASE_ALL },
        { KEY_SHARE, in->share != 0 },
        { KEY_CHILDREN, in->children != 0 },
        { KEY_PLACES, in->places != 0 },
        { KEY_AMOUNT_GBP, in->amount_gbp != 0 },
        { KEY_AMOUNT_GBP_M, in->yearly_gbp != 0 },
        { KEY_GROWTH, in->growth != 0 },
        { KEY_REFUSED, in->refused != 0 },
        { KEY_LAG_YEARS, in->lag_years != 0 },
        { KEY_FADE, in->fade != 0 },
        { KEY_MOVES_OUT, in->moves_out != 0 },
        { KEY_REQUESTS, in->requests != 0 },
        { KEY_FORUM_CHANCE, !isnan(in->forum) },
        { KEY_SECRETARY_CHANCE, !isnan(in->secretary) },
        { KEY_SCHOOL, in->school != SCHOOL_UNSAID },
        { KEY_ANNOUNCED, in->announced },
    };
    unsigned given = 0;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        given |= all[i].given ? (unsigned)all[i].key : 0u;
    return given;
}

bool
option_changes_people(const struct option_in *in)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    return kind->changes_people &&
           (kind->changes_with == 0 || (option_given(in) & kind->changes_with) != 0);
}

bool
option_shifts(const struct option_in *in)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    return kind->shifts != SHIFT_NONE &&
           (kind->shifts_with == 0 || (option_given(in) & kind->shifts_with) != 0);
}

static double
year_begins(const struct option_in *in)
{
    return option_kinds[in->kind]->opens_places ? SEPTEMBER : APRIL;
}

bool
option_moment(const struct option_in *in, const char *text, double *moment)
{
    return moment_parse(text, year_begins(in), moment);
}

bool
option_over(const struct option_in *in, double *moment, double *before)
{
    return moment_after_parse(in->end, year_begins(in), moment) &&
           moment_parse(in->end, year_begins(in), before);
}

/* ---- in a replicate ---- */

void
option_fate(const struct council_option *self, double planned, const double *value,
            struct draw *draw, struct fate *out)
{
    draw_at(draw, &(struct draw_key){ .purpose = self->purpose_delivery, .item = self->item });
    out->delivered = self->delivery >= 1.0 || draw_chance(draw, self->delivery) > 0.0;
    out->planned = planned;
    out->start = planned + (self->in->delay_years == 0 ? 0.0 : value[self->in->delay_years]);
    out->delivered = out->delivered && !is_by(self->end, out->start); /* put off past its own end,
                                                                         it never happens */
}

double
option_reacts(const struct council_option *self, unsigned year)
{
    const double begins = self->base_year + (double)year;
    return fmax(self->start, begins + (self->kind->opens_places ? SEPTEMBER : APRIL));
}

/* ---- when ---- */

struct span {
    double begin, end;
};

static struct span
span_of(const struct council_option *option, enum period period, size_t year)
{
    const double january = option->base_year + (double)year;
    switch (period) {
    case PERIOD_FINANCIAL: return (struct span){ january + APRIL, january + APRIL + 1.0 };
    case PERIOD_CALENDAR: return (struct span){ january, january + 1.0 };
    case PERIOD_SUMMER: return (struct span){ january + SEPTEMBER, january + SEPTEMBER };
    }
    hr_bug("period %d", (int)period);
}

/* Of the span: what lies after the option's start and before its end, as late as it shows. */
static struct span
span_in_force(const struct option_case *of, enum period period, size_t year, double lag)
{
    const struct span span = span_of(of->option, period, year);
    return (struct span){ fmax(span.begin, of->fate->start + lag),
                          fmin(span.end, of->option->end + lag) };
}

static double
part_in_force(const struct option_case *of, enum period period, size_t year, double lag)
{
    const struct span span = span_in_force(of, period, year, lag);
    if (period != PERIOD_SUMMER)
        return is_by(span.end, span.begin) ? 0.0 : span.end - span.begin;
    const double september = span_of(of->option, period, year).begin;
    return is_by(of->fate->start + lag, september) && !is_by(of->option->end + lag, september)
               ? 1.0
               : 0.0;
}

/* Of the full effect, k whole years after the start. */
static double
strength(const struct option_case *of, double k)
{
    const struct option_in *in = of->option->in;
    const double last = in->n_ramp > 0 ? (double)in->n_ramp - 1.0 : 0.0;
    const double ramp = in->n_ramp > 0 ? in->ramp[(size_t)fmin(k, last)] : 1.0;
    return ramp * pow(1.0 - option_value(of, in->fade, 0.0), fmax(0.0, k - last));
}

/* A year that has an anniversary of the start is in two of the option's own years. */
double
option_part(const struct option_case *of, enum period period, size_t year, double lag)
{
    const double in_force = of->fate->delivered ? part_in_force(of, period, year, lag) : 0.0;
    if (in_force <= 0.0)
        return 0.0;
    const double start = of->fate->start + lag;
    const struct span span = span_in_force(of, period, year, lag);
    const double k = floor(span.begin - start + ROUNDING_YEARS), anniversary = start + k + 1.0;
    if (period == PERIOD_SUMMER || is_by(span.end, anniversary))
        return in_force * strength(of, k);
    return (anniversary - span.begin) * strength(of, k) +
           (span.end - anniversary) * strength(of, k + 1.0);
}

double
option_of_year(const struct option_case *of, size_t year)
{
    const double first = floor(of->fate->start - APRIL + ROUNDING_YEARS),
                 k = of->option->base_year + (double)year - first;
    return option_running(of, PERIOD_FINANCIAL, year, 0.0) > 0.0 ? strength(of, k) : 0.0;
}

double
option_running(const struct option_case *of, enum period period, size_t year, double lag)
{
    return of->fate->delivered ? part_in_force(of, period, year, lag) : 0.0;
}

/* ---- how much ---- */

double
option_value(const struct option_case *of, quantity_id id, double fallback)
{
    return id == 0 ? fallback : of->value[id];
}

double
option_effect(const struct option_case *of, quantity_id id)
{
    return isnan(of->level) ? option_value(of, id, 0.0) : of->level;
}

double
option_places(const struct option_case *of, size_t step)
{
    const struct option_in *in = of->option->in;
    const double exact = option_effect(of, in->places) * (in->n_ramp > 0 ? in->ramp[step] : 1.0);
    return of->draw->expected ? exact : floor(exact + 0.5);
}

/* ---- what it costs ---- */

/* The financial year that a moment lies in, as a step; false when it is not forecast. */
static bool
year_of(const struct council_option *option, double moment, size_t n_year, size_t *year)
{
    const double t = floor(moment - APRIL + ROUNDING_YEARS) - option->base_year;
    if (t < 0.0 || t >= (double)n_year)
        return false;
    *year = (size_t)t;
    return true;
}

static void
write_costs(const struct option_case *of, struct levers *levers)
{
    const struct council_option *option = of->option;
    const struct option_cost_in *cost = &option->in->cost;
    const double capital =
        option_value(of, cost->capital_gbp, 0.0) * (of->fate->delivered ? 1.0 : cost->abortive);
    size_t first;
    if (year_of(option, of->fate->delivered ? of->fate->start : of->fate->planned, levers->n_year,
                &first)) {
        levers->capital_gbp[first] += capital;
        if (of->fate->delivered)
            levers->cost_gbp[first * N_ACCOUNT + (size_t)cost->account] +=
                option_value(of, cost->once_gbp, 0.0);
    }
    for (size_t t = 0; t < levers->n_year; t++) {
        levers->cost_gbp[t * N_ACCOUNT + (size_t)cost->account] +=
            option_value(of, cost->revenue_gbp, 0.0) * option_running(of, PERIOD_FINANCIAL, t, 0.0);
        levers->per_child_gbp[t * levers->n_option + option->index] =
            option_value(of, cost->per_child_gbp, 0.0);
    }
}

void
option_write(const struct option_case *of, struct levers *levers)
{
    write_costs(of, levers);
    if (of->fate->delivered)
        of->option->kind->write(of, levers);
}

/* ---- fields */

static const char *const account_choice[] = { "dsg", "general_fund", NULL };
#define NAME(upper, lower) #lower,
static const char *const option_choice[] = { OPTION_KINDS(NAME) NULL };

static const struct field option_cost_row[] = {
    ENUM("account", account_choice, "\"dsg\"", AT(option_cost_in, account), "\"general_fund\"",
         "Account that pays revenue, once and per_child; per_place is the DSG's, capital the "
         "general fund's."),
    QUANTITY("revenue_gbp_m", "GBP million a year", 0, 1000, MAY, AT(option_cost_in, revenue_gbp),
             "{ low = 0.2; central = 0.3; high = 0.4; }",
             "Cost a year while the option runs, in prices of the first forecast year.", POSITIVE),
    QUANTITY("once_gbp_m", "GBP million", 0, 1000, MAY, AT(option_cost_in, once_gbp), "0.15",
             "Cost in the year it starts, in prices of the first forecast year.", POSITIVE),
    QUANTITY("per_child_gbp", "pounds a child", 0, 1000000, MAY, AT(option_cost_in, per_child_gbp),
             "4000",
             "Cost of each child who moves, once: double running, preparation, travel training; "
             "in prices of the first forecast year.",
             POSITIVE),
    QUANTITY("per_place_gbp", "pounds a place and year", 0, 1000000, MAY,
             AT(option_cost_in, per_place_gbp), "10000",
             "Cost to the DSG of each new place that is neither an academy's nor a maintained "
             "school's and that the setting's price does not pay for, filled or not; flat in "
             "cash unless per_place_uprated.",
             POSITIVE),
    BOOL("per_place_uprated", "false", AT(option_cost_in, per_place_uprated), "true",
         "Whether per_place_gbp rises with general inflation. DfE's rates for places have not "
         "risen since 2013.",
         BEFORE("per_place_gbp rose with general inflation")),
    QUANTITY("capital_gbp_m", "GBP million", 0, 10000, MAY, AT(option_cost_in, capital_gbp),
             "{ low = 4.0; central = 5.5; high = 8.0; }",
             "Capital spent in the financial year in which it starts, in cash.", POSITIVE),
    NUMBER("abortive", "share of capital", 0, 1, "0.0", AT(option_cost_in, abortive), "0.1",
           "Share of the capital that is spent although the option is never delivered."),
};
static const struct field_table option_cost_fields = TABLE(option_cost_row);

static const struct field reaction_row[] = {
    ENUM("measure", condition_choice, MUST, AT(condition_in, measure), "\"deficit\"",
         "Figure that is tested, simulated, of the financial year that has closed: "
         "in_year_deficit, spending less budget of all blocks before receipts; deficit, "
         "cumulative at 31 March; plans, at the January census that falls in the year."),
    NUMBER("above_gbp_m", "£ million", -2000, 2000, MAY, AT(condition_in, at_most_gbp), "10.0",
           "Of a deficit: the option starts when it is above this."),
    NUMBER("above", "plans", 0, 1000000, MAY, AT(condition_in, at_most), "1800",
           "Of plans: the option starts when there are more than these."),
    TEXTS("of", 0, 200, "( )", LIST_AT(condition_in, of), "( \"independent\" )",
          "Ids of settings, or names of categories, whose plans are counted together. Left out: "
          "all plans."),
    FY("from_fy", MAY, AT(condition_in, from_fy), "\"2024/25\"",
       "First financial year whose figures are tested. Left out: the first forecast year."),
    FY("last_fy", MAY, AT(condition_in, last_fy), "\"2027/28\"",
       "Last one; an option that has not started by then never does. Left out: no end."),
};
static const struct field_table reaction_fields = TABLE_WHERE(reaction_row);

/* What a share or an amount under 0 may have meant. */
#define RAISE_OR_LOWER                                                         \
    "a price is lower by type \"top_up_cut\" or \"price_control\", higher by " \
    "\"price_rise\""

static const struct field option_row[] = {
    ID("id", MUST, AT(option_in, id), "\"local-special\"",
       "Short name of the option, used in outputs."),
    TEXT("label", MUST, AT(option_in, label), "\"90 local special school places\"",
         "Name of the option for people: what happens for children, in a few words."),
    ENUM("type", option_choice, MUST, AT(option_in, kind), "\"new_places\"",
         "What kind of option it is; 'headroom explain option TYPE' says what it does and "
         "which keys it reads."),
    TEXT("start", MUST, AT(option_in, start), "\"2022/23\"",
         "When it starts: a financial year (from 1 April; of new places an academic year, from "
         "1 September) or a day."),
    TEXT("end", MAY, AT(option_in, end), "\"2026/27\"",
         "The last year, or the last day, that it is in force, in the same form: \"2026/27\" is to "
         "31 March 2027 (of new places to 31 August 2027). Left out: it stays."),
    VALUES("ramp", "share of the effect", 0, 1, MAY, LIST_AT(option_in, ramp), "[ 0.25, 0.5, 1.0 ]",
           "Share of the full effect in its first, second, ... year; the last one stays. Left "
           "out: in full at once."),
    NUMBER("delivery", "probability", 0, 1, MAY, AT(option_in, delivery), "0.8",
           "Chance that it happens at all; the expected-value run takes the likelier answer. "
           "Left out: it happens."),
    TEXT("delivery_words", MAY, AT(option_in, delivery_words), "\"far less predictable\"",
         "The same in the words of a paper, for which odds_words gives the chance."),
    GROUP("condition", MAY, AT(option_in, condition), &reaction_fields,
          "What must be so before it starts, tested in each simulated future on the figures of "
          "the financial year that has closed: a recovery plan starts in the year after the "
          "deficit is above an amount, and in no other future. Left out: it starts anyway.",
          .example = "{ measure = \"deficit\"; above_gbp_m = 10.0; }"),
    QUANTITY("delay_years", "years", 0, 20, MAY, AT(option_in, delay_years),
             "{ distribution = \"pert\"; min = 0; mode = 1; max = 3; }",
             "How late it starts. New places open at the start of a term.", POSITIVE),
    QUANTITY("share", "share", 0, 1, MAY, AT(option_in, share),
             "{ low = 0.02; central = 0.05; high = 0.10; }",
             "How much, as a share: of children, of new plans, of a price, of the schools block; "
             "as the type says.",
             SHARE, BELOW(RAISE_OR_LOWER)),
    QUANTITY("children", "children a year", 0, 100000, MAY, AT(option_in, children),
             "{ low = 3; central = 6; high = 10; }", "How much, as a number of children a year.",
             POSITIVE),
    QUANTITY("places", "places", 0, 100000, MAY, AT(option_in, places), "90",
             "How much, as a number of places.", POSITIVE),
    QUANTITY(
        "amount_gbp", "pounds a place-year", 0, 1000000, MAY, AT(option_in, amount_gbp), "500",
        "How much, as pounds for each place-year, of the year itself; of a price_rise, of the year "
        "in which it starts.",
        POSITIVE, BELOW(RAISE_OR_LOWER)),
    QUANTITY("amount_gbp_m", "GBP million a year", 0, 10000, MAY, AT(option_in, yearly_gbp),
             "{ low = 1.5; central = 1.75; high = 2.0; }",
             "How much, as GBP million a year, in prices of the first forecast year.", POSITIVE),
    QUANTITY("growth", "change per year", -0.5, 0.5, MAY, AT(option_in, growth), "-0.01",
             "Change of the yearly growth of fees; below 0 they grow more slowly."),
    TEXTS("settings", 1, 100, MAY, LIST_AT(option_in, setting), "( \"independent\" )",
          "Settings it is for: their ids, or names of categories."),
    TEXT("to", MAY, AT(option_in, to), "\"special\"",
         "Setting that children go to, or that places are added to or taken from."),
    WHOLES("ncy", "national curriculum year", NCY_MIN, NCY_MAX, MAY, LIST_AT(option_in, ncy),
           "[ 7, 12 ]",
           "Year groups it is for, as they are from September: 7 are those who enter "
           "secondary school."),
    WHOLE("from_age", "years", 0, 25, "0", AT(option_in, from_age), "16",
          "Youngest age it is for, at 31 August; in place of ncy."),
    WHOLE("to_age", "years", 0, 25, "25", AT(option_in, to_age), "19",
          "Oldest age it is for, at 31 August."),
    TEXTS("needs", 1, 100, MAY, LIST_AT(option_in, need), "( \"autism\" )",
          "Needs it is for. Left out: all."),
    TEXT("line", MAY, AT(option_in, line), "\"sen_support\"", "Line that costs less."),
    ENUM("phase", phase_name, "\"all\"", AT(option_in, phase), "\"primary\"",
         "Phase of new places, where the setting has its places by phase."),
    ENUM("school", school_choice, "\"unsaid\"", AT(option_in, school), "\"academy\"",
         "Who runs the school of new places: DfE deducts an academy's from the block at the "
         "setting's place_rate_gbp, the council pays a maintained school's. \"unsaid\": as the "
         "setting's price and cost.per_place_gbp say."),
    BOOL("announced", "false", AT(option_in, announced), "true",
         "Whether the academy's places are in the announced deductions already: they are not "
         "charged again in the announced years, and not deducted for ever where they do not open."),
    QUANTITY("refused", "share", 0, 1, MAY, AT(option_in, refused),
             "{ low = 0.1; central = 0.2; high = 0.4; }",
             "Share of the children it is for who do not take part: families who decline, appeals "
             "that they win.",
             SHARE),
    QUANTITY("lag_years", "years", 0, 20, MAY, AT(option_in, lag_years),
             "{ low = 1; central = 2; high = 4; }", "Years from the start until it shows.",
             POSITIVE),
    QUANTITY("fade", "per year", 0, 1, MAY, AT(option_in, fade), "0.1",
             "Share of the effect that is lost each year after it is full.", SHARE),
    QUANTITY("moves_out", "share of children a year", 0, 1, MAY, AT(option_in, moves_out),
             "{ low = 0.002; central = 0.01; high = 0.03; }",
             "Side effect: share of the children in the settings who move to `to` each summer, at "
             "the full cut.",
             SHARE),
    QUANTITY("requests", "share", 0, 5, MAY, AT(option_in, requests),
             "{ low = 0.005; central = 0.02; high = 0.05; }",
             "Side effect: new plans more, as a share of them, at the full cut.", POSITIVE),
    NUMBER("forum_chance", "probability", 0, 1, MAY, AT(option_in, forum), "0.7",
           "Chance each year that the schools forum consents. Left out: it does."),
    NUMBER("secretary_chance", "probability", 0, 1, MAY, AT(option_in, secretary), "0.4",
           "Chance each year that the Secretary of State allows what is over 0.5% or refused by "
           "the forum. Left out: it is not asked."),
    NUMBER("planned_gbp_m", "GBP million", -100000, 100000, MAY, AT(option_in, planned_gbp), "6.5",
           "What the plan counts on: lower cumulative deficit at the end of the forecast, for "
           "the chance that it is met."),
    BOOL("baseline", "false", AT(option_in, baseline), "true",
         "Whether it is decided already: it is then part of every scenario, and no scenario names "
         "it."),
    VALUES("levels", "of the key that says how much", -100000, 100000, MAY,
           LIST_AT(option_in, level), "[ 0.0025, 0.005, 0.01 ]",
           "Levels to compare, each in place of how much it does: a row for each in ladder.csv."),
    GROUP("cost", MUST, AT(option_in, cost), &option_cost_fields, "What it costs.",
          .example = "{ revenue_gbp_m = 0.3; capital_gbp_m = 2.0; }"),
};
const struct field_table option_fields = TABLE_OF(option_in, option_row, "id");

static const struct field odds_word_row[] = {
    TEXT("word", MUST, AT(odds_word_in, word), "\"high degree of certainty\"", "Words of a paper."),
    NUMBER("chance", "probability", 0, 1, MUST, AT(odds_word_in, chance), "0.9",
           "What you take them to mean."),
};
const struct field_table odds_word_fields = TABLE_OF(odds_word_in, odds_word_row, "word");
