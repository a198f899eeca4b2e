/* Options: each has what its kind wants and nothing that it does not read; names that exist;
 * children, places and years that it could change. An option that matches nothing is a fault, not a
 * silence. */
#include "checks.h"
#include "option.h"
#include "value.h"

#include <math.h>
#include <string.h>

/* ---- keys of a kind ---- */

/* "share or children": the names of a set of keys. */
static const char *
spell_out(const struct checks *self, unsigned keys, const char *between)
{
    const char *text = "";
    for (unsigned key = 1; key < 1u << N_OPTION_KEY; key <<= 1)
        if ((keys & key) != 0)
            text = text[0] == '\0' ? option_key_name((enum option_key)key)
                                   : arena_format(self->arena, "%s %s %s", text, between,
                                                  option_key_name((enum option_key)key));
    return text;
}

/* Exactly one of these keys. */
static void
check_one_of(const struct checks *self, const struct option_in *in, unsigned keys)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    const unsigned given = option_given(in) & keys;
    if (given == 0)
        faults_add(self->faults, in->where,
                   "option '%s' of type \"%s\" needs %s; see 'headroom explain option %s'", in->id,
                   kind->name, spell_out(self, keys, "or"), kind->name);
    else if ((given & (given - 1)) != 0)
        faults_add(self->faults, in->where, "option '%s' has both %s: give one of them", in->id,
                   spell_out(self, keys, "and"));
}

static void
check_wanted(const struct checks *self, const struct option_in *in)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    for (unsigned key = 1; key < 1u << N_OPTION_KEY; key <<= 1)
        if ((kind->must & key) != 0)
            check_one_of(self, in, key);
    if (kind->one_of != 0)
        check_one_of(self, in, kind->one_of);
}

static void
check_unread(const struct checks *self, const struct option_in *in)
{
    const struct option_kind_of *kind = option_kinds[in->kind];
    const unsigned unread = option_given(in) & ~(kind->must | kind->one_of | kind->may);
    for (unsigned key = 1; key < 1u << N_OPTION_KEY; key <<= 1)
        if ((unread & key) != 0)
            faults_add(
                self->faults, in->where,
                "option '%s' of type \"%s\" does not read '%s': leave it out", in->id, kind->name,
                key == KEY_AGES ? "from_age, to_age" : option_key_name((enum option_key)key));
    if (in->n_ncy > 0 && (in->from_age != 0 || in->to_age != 25))
        faults_add(self->faults, in->where, "option '%s' has both ncy and ages: give one of them",
                   in->id);
    if (in->from_age > in->to_age)
        faults_add(self->faults, in->where, "option '%s' is for ages %d to %d, want ages in order",
                   in->id, in->from_age, in->to_age);
    if (!kind->opens_places && in->cost.per_place_gbp != 0)
        faults_add(self->faults, in->where,
                   "option '%s' has cost.per_place_gbp, which only new_places reads: leave it out",
                   in->id);
    if (kind->shifts == SHIFT_NONE && in->cost.per_child_gbp != 0)
        faults_add(self->faults, in->where,
                   "option '%s' has cost.per_child_gbp, but no children move with type \"%s\"",
                   in->id, kind->name);
}

/* ---- names ---- */

static bool
names_setting(const struct setting_in *setting, const char *name)
{
    return strcmp(setting->id, name) == 0 || strcmp(category_name(setting->category), name) == 0;
}

static bool
is_for(const struct option_in *in, const struct setting_in *setting)
{
    for (size_t i = 0; i < in->n_setting; i++)
        if (names_setting(setting, in->setting[i]))
            return true;
    return in->n_setting == 0;
}

static const struct price_in *
price_of(const struct inputs *in, const char *setting)
{
    for (size_t i = 0; i < in->n_price; i++)
        if (strcmp(in->price[i].setting, setting) == 0)
            return &in->price[i];
    return NULL;
}

/* A setting that children go to is not one that they come from. */
static void
check_from(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    size_t n_from = 0, n_to = 0;
    for (size_t s = 0; s < in->n_setting; s++) {
        const bool to = strcmp(in->setting[s].id, option->to) == 0;
        n_from += is_for(option, &in->setting[s]) && !to;
        n_to += is_for(option, &in->setting[s]) && to;
    }
    if (option->n_setting > 0 && n_from == 0 && n_to > 0)
        faults_add(self->faults, option->where, "option '%s' moves children from '%s' to itself",
                   option->id, option->to);
}

static void
check_names(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    for (size_t k = 0; k < option->n_setting; k++) {
        size_t n = 0;
        for (size_t s = 0; s < in->n_setting; s++)
            n += names_setting(&in->setting[s], option->setting[k]);
        if (n == 0)
            check_known(self, option->where,
                        arena_format(self->arena, "option '%s': setting", option->id),
                        option->setting[k], TARGET_PLACE);
    }
    if (option->to[0] != '\0')
        check_known(self, option->where,
                    arena_format(self->arena, "option '%s': setting", option->id), option->to,
                    TARGET_SETTING);
    for (size_t k = 0; k < option->n_need; k++)
        check_known(self, option->where, arena_format(self->arena, "option '%s': need", option->id),
                    option->need[k], TARGET_NEED);
    if (option->line[0] != '\0')
        check_known(self, option->where, arena_format(self->arena, "option '%s': line", option->id),
                    option->line, TARGET_LINE);
    check_from(self, option);
}

/* ---- nothing to change ---- */

static void
check_prices_of(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    for (size_t s = 0; s < in->n_setting; s++) {
        const struct price_in *price = price_of(in, in->setting[s].id);
        if (option->n_setting > 0 && is_for(option, &in->setting[s]) && price == NULL)
            faults_add(self->faults, option->where,
                       "option '%s' changes what '%s' costs, which costs the DSG nothing",
                       option->id, in->setting[s].id);
    }
}

static bool
has_schools_block(const struct inputs *in)
{
    for (size_t b = 0; b < in->dsg.n_block; b++)
        if (strcmp(in->dsg.block[b].id, "schools") == 0)
            return !isnan(in->dsg.block[b].before_recoupment_gbp);
    return false;
}

static void
check_effect(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    const struct option_kind_of *kind = option_kinds[option->kind];
    if (kind->check != NULL)
        kind->check(&(struct option_check){ .in = option,
                                            .to = inputs_setting(in, option->to),
                                            .price = price_of(in, option->to),
                                            .has_pipeline = in->pipeline.where != NULL,
                                            .has_schools_block =
                                                !checks_clean(self, "dsg") || has_schools_block(in),
                                            .faults = self->faults });
    if (kind->is_of_prices)
        check_prices_of(self, option);
}

/* ---- when ---- */

static void
no_moment(const struct checks *self, const struct option_in *option, const char *key,
          const char *text)
{
    faults_add(self->faults, option->where,
               "option '%s': %s is '%s', want a year such as \"2022/23\" or a day such as "
               "\"2022-09-01\"",
               option->id, key, text);
}

/* Its start and its end; a note has the day of the end, and what it meant while an end was the
 * first day without. */
static bool
when(const struct checks *self, const struct option_in *option, double *start, double *end)
{
    double before;
    if (!option_moment(option, option->start, start)) {
        no_moment(self, option, "start", option->start);
        return false;
    }
    if (option->end[0] == '\0')
        return true;
    if (!option_over(option, end, &before)) {
        no_moment(self, option, "end", option->end);
        return false;
    }
    const bool old = self->in->written_for == WRITTEN_FOR_0_1;
    faults_add(self->notes, option->where, "option '%s' ends on %s%s%s", option->id,
               day_before(*end).text, old ? "; a file written before meant " : "",
               old ? day_before(before).text : "");
    return true;
}

/* Children move at the end of an academic year, new plans are issued by the calendar year: an
 * option may run in a forecast year and come too late for any of them. */
static void
check_runs(const struct checks *self, const struct option_in *option, double start, double end)
{
    const struct inputs *in = self->in;
    const enum period period = option_kinds[option->kind]->period;
    const bool summer = period == PERIOD_SUMMER, calendar = period == PERIOD_CALENDAR;
    const double last = in->base_census + in->horizon_years;
    double first = in->base_census;
    if (summer)
        while (!is_by(start, first + SEPTEMBER))
            first += 1.0;
    if (summer && (first >= last || is_by(end, first + SEPTEMBER)))
        faults_add(self->faults, option->where,
                   "option '%s' runs in no September of the forecast, when children move: it would "
                   "change nothing",
                   option->id);
    if (calendar && start >= last)
        faults_add(self->faults, option->where,
                   "option '%s' runs in none of the calendar years %d to %d, of which new plans "
                   "are forecast: it would change nothing",
                   option->id, in->base_census, in->base_census + in->horizon_years - 1);
}

static void
check_when(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    double start = 0.0, end = (double)INFINITY;
    if (!when(self, option, &start, &end))
        return;
    if (end <= start)
        faults_add(self->faults, option->where, "option '%s' ends (%s) before it starts (%s)",
                   option->id, option->end, option->start);
    if (!checks_clean(self, "base", "horizon_years"))
        return;
    const double first = in->base_census + APRIL, last = first + in->horizon_years;
    if (end <= first)
        faults_add(self->faults, option->where,
                   "option '%s' is over (%s) before the first forecast year, %d/%02d", option->id,
                   option->end, in->base_census, (in->base_census + 1) % 100);
    if (start >= last)
        faults_add(self->faults, option->where,
                   "option '%s' starts (%s) after the last forecast year, %d/%02d: it would change "
                   "nothing",
                   option->id, option->start, in->base_census + in->horizon_years - 1,
                   (in->base_census + in->horizon_years) % 100);
    else if (end > start && end > first)
        check_runs(self, option, start, end);
}

/* ---- too late, or of nothing ---- */

static void
check_shows(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    double start;
    if (option->lag_years != 0 && option_moment(option, option->start, &start)) {
        const double shows = start + quantity_central(&in->quantity[option->lag_years]);
        if (shows >= in->base_census + in->horizon_years)
            faults_add(self->faults, option->where,
                       "option '%s' would show only after the last forecast year: it starts %s and "
                       "lags %g years",
                       option->id, option->start,
                       quantity_central(&in->quantity[option->lag_years]));
    }
    for (size_t i = 0; i < in->n_line; i++)
        if (option->line[0] != '\0' && strcmp(in->line[i].id, option->line) == 0 &&
            quantity_central(&in->quantity[in->line[i].amount_gbp]) <= 0.0)
            faults_add(self->faults, option->where,
                       "option '%s' takes from line '%s', which costs nothing", option->id,
                       option->line);
}

/* ---- ladders ---- */

static void
check_levels(const struct checks *self, const struct option_in *option)
{
    unsigned key = option_given(option) & option_kinds[option->kind]->levels_of;
    while ((key & (key - 1)) != 0) /* both given, a fault already: the last one */
        key &= key - 1;
    if (key == 0)
        return;
    const bool share = key == KEY_SHARE, growth = key == KEY_GROWTH;
    const double least = growth ? -0.5 : 0.0, most = share ? 1.0 : growth ? 0.5 : (double)INFINITY;
    for (size_t i = 0; i < option->n_level; i++)
        if (option->level[i] < least || option->level[i] > most)
            faults_add(self->faults, option->where,
                       "option '%s' has a level of %g, which %s cannot be", option->id,
                       option->level[i], option_key_name((enum option_key)key));
}

/* ---- how sure ---- */

static void
check_odds(const struct checks *self, const struct option_in *option)
{
    const struct inputs *in = self->in;
    if (option->delivery_words[0] == '\0')
        return;
    if (!isnan(option->delivery))
        faults_add(self->faults, option->where,
                   "option '%s' has both delivery and delivery_words: give one of them",
                   option->id);
    for (size_t i = 0; i < in->n_odds_word; i++)
        if (strcmp(in->odds_word[i].word, option->delivery_words) == 0)
            return;
    faults_add(self->faults, option->where,
               "option '%s' is \"%s\": say in odds_words what chance that is", option->id,
               option->delivery_words);
}

/* What opens after the announced years is not in their deductions; places that no one pays for are
 * a slip, or paid for by the top-up. */
static void
check_places_paid(const struct checks *self, const struct option_in *option)
{
    const struct grant_in *grant = &self->in->grant;
    const struct setting_in *to = inputs_setting(self->in, option->to);
    const struct price_in *price = price_of(self->in, option->to);
    double start;
    int last = 0;
    for (size_t i = 0; i < grant->n_known; i++)
        last = grant->known[i].fy > last ? grant->known[i].fy : last;
    for (size_t i = 0; i < grant->n_academy; i++)
        last = grant->academy[i].ay > last ? grant->academy[i].ay : last;
    if (option->announced && option_moment(option, option->start, &start) &&
        start >= last + 1.0 + APRIL)
        faults_add(self->faults, option->where,
                   "option '%s' is announced and opens (%s) after the last announced year, %d/%02d",
                   option->id, option->start, last, (last + 1) % 100);
    if (to != NULL && option->school == SCHOOL_UNSAID && option->cost.per_place_gbp == 0 &&
        (price == NULL || price->place_gbp == 0))
        faults_add(self->notes, option->where,
                   "the places of option '%s' cost nothing but what their children do: say "
                   "school = \"academy\" or \"maintained\", or give cost.per_place_gbp",
                   option->id);
}

/* ---- which scenarios ---- */

/* The first scenario that names it; NULL: none. */
static const struct scenario_in *
named_by(const struct inputs *in, const struct option_in *option)
{
    for (size_t k = 0; k < in->n_scenario; k++)
        for (size_t i = 0; i < in->scenario[k].n_option; i++)
            if (strcmp(in->scenario[k].option[i], option->id) == 0)
                return &in->scenario[k];
    return NULL;
}

/* Decided already: prices that are typed for the first year may hold it. */
static void
check_baseline(const struct checks *self, const struct option_in *option)
{
    const struct scenario_in *scenario = named_by(self->in, option);
    double start;
    if (scenario != NULL)
        faults_add(self->faults, scenario->where,
                   "scenario '%s' names option '%s', which has baseline = true and is in every "
                   "scenario: leave it out of the list",
                   scenario->id, option->id);
    if (option_kinds[option->kind]->is_of_prices && checks_clean(self, "base") &&
        option_moment(option, option->start, &start) && start < self->in->base_census + APRIL + 1.0)
        faults_add(self->notes, option->where,
                   "option '%s' starts on %s: in the first forecast year it comes on top of the "
                   "prices typed, and of the outturn",
                   option->id, day_from(start).text);
}

/* England's trend has new schools in it, those that a council plans by name as well. */
static void
note_on_top(const struct checks *self, const struct option_in *option)
{
    const struct setting_in *to = inputs_setting(self->in, option->to);
    const char *where =
        to == NULL || to->trend_growth == 0 ? "" : self->in->quantity[to->trend_growth].where;
    if (value_is_of_england(where) && to->trend_from == 0)
        faults_add(self->notes, option->where,
                   "option '%s' opens places on top of those that open at '%s' by England's trend: "
                   "where options are all that is planned for some years, say trend.from after "
                   "them, or trend.growth = 0",
                   option->id, option->to);
}

/* An option in no scenario has no effect on the run: a slip, or kept for later. */
static void
check_scenarios(const struct checks *self, const struct option_in *option)
{
    if (option->baseline)
        check_baseline(self, option);
    else if (named_by(self->in, option) == NULL)
        faults_add(self->notes, option->where,
                   "option '%s' is in no scenario; 'headroom run --each' runs it alone",
                   option->id);
}

/* A rise is for good: the day, and whose prices. */
static void
note_rise(const struct checks *self, const struct option_in *option)
{
    double start;
    if (option->kind == OPTION_PRICE_RISE && option_moment(option, option->start, &start))
        faults_add(self->notes, option->where, "option '%s' raises prices from %s%s", option->id,
                   day_from(start).text, option->baseline ? ", in every scenario" : "");
}

void
check_options(const struct checks *self)
{
    const struct inputs *in = self->in;
    if (!checks_clean(self, "options"))
        return;
    for (size_t i = 0; i < in->n_option; i++) {
        const struct option_in *option = &in->option[i];
        check_wanted(self, option);
        check_unread(self, option);
        check_when(self, option);
        check_levels(self, option);
        check_odds(self, option);
        check_reaction(self, option);
        if (checks_clean(self, "settings", "needs", "lines"))
            check_names(self, option);
        if (checks_clean(self, "settings", "prices"))
            check_effect(self, option);
        if (option_kinds[option->kind]->opens_places &&
            checks_clean(self, "settings", "prices", "grant"))
            check_places_paid(self, option);
        if (option_kinds[option->kind]->opens_places && checks_clean(self, "settings"))
            note_on_top(self, option);
        if (checks_clean(self, "lines", "base", "horizon_years"))
            check_shows(self, option);
        note_rise(self, option);
        if (checks_clean(self, "scenarios"))
            check_scenarios(self, option);
        if (in->general_fund.where != NULL && in->general_fund.capital_defaults.where == NULL &&
            option->cost.capital_gbp != 0 && checks_clean(self, "general_fund"))
            faults_add(self->faults, option->where,
                       "option '%s' has capital, and 'general_fund' does not say how capital of "
                       "options is paid for: add capital_defaults "
                       "to it",
                       option->id);
    }
}
