/* Facts about the fan, and its subtitle, events and text alternative. */
#include "fan_layout.h"

#include <math.h>
#include <string.h>

/* ---- facts about the fan */

const struct fan_outturn *
fan_last_outturn(const struct fan *fan)
{
    for (size_t i = fan->n_history; i > 0; i--)
        if (isfinite(fan->history[i - 1].deficit_gbp_m))
            return &fan->history[i - 1];
    return NULL;
}

const struct fan_year *
fan_last_year(const struct fan *fan)
{
    return &fan->year[fan->n_year - 1];
}

static const struct fan_outturn *
first_outturn(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_history; i++)
        if (isfinite(fan->history[i].deficit_gbp_m))
            return &fan->history[i];
    return NULL;
}

struct published_marks
fan_published(const struct fan *fan)
{
    return (struct published_marks){ fan->published, fan->n_published, fan_stated_figure,
                                     words_year_end_month };
}

struct chart_years
fan_years(const struct fan *fan)
{
    return (struct chart_years){ .first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy,
                                 .last = fan_last_year(fan)->fy };
}

bool
fan_chances_known(const struct fan *fan)
{
    for (size_t i = 0; i < fan->n_year; i++)
        if (!isfinite(fan->year[i].chance))
            return false;
    return fan->n_threshold > 0;
}

const char *
fan_role_name(const struct fan *fan)
{
    static const char *const role[] = {
        [FAN_OTHER] = "Scenario", [FAN_UNMITIGATED] = "Unmitigated", [FAN_MITIGATED] = "Mitigated"
    };
    return role[fan->role];
}

struct words
fan_half(const struct fan *fan, const char *before)
{
    const struct fan_year *last = fan_last_year(fan);
    const struct words half = words_half(last->mean, last->p50, last->p95 - last->p05);
    return words_say("%s%s", half.text[0] == '\0' ? "" : before, half.text);
}

/* ---- subtitle, events and text alternative */

void
fan_subtitle(const struct fan *fan, struct text *out)
{
    const struct chart_scale scale = fan_scale(fan);
    text_add(out, "Cumulative Dedicated Schools Grant (DSG) deficit at 31 March, %s, %s",
             chart_scale_money(&scale), fan->area);
    if (fan->scenario[0] != '\0')
        text_add(out, ". %s: %s", fan_role_name(fan), fan->scenario);
    else if (fan->role != FAN_OTHER)
        text_add(out, ". %s", fan_role_name(fan));
}

struct words
fan_event_words(const struct fan_event *event)
{
    struct day day = { 0, 1, 1 };
    bool has_year = false;
    for (const char *at = event->label; *at != '\0'; at++)
        has_year = has_year || strspn(at, "0123456789") == 4;
    const bool readable = words_read_day(event->date, &day);
    const struct words when =
        has_year || !readable ? words_say("%s", "") : words_say(" %s", words_day(day).text);
    return words_say("%.180s%s%s", event->label, when.text,
                     event->hindsight ? " (known later)" : "");
}

/* The outturn between the first and the last that lies furthest outside them; NULL when none does.
 * */
static const struct fan_outturn *
turn_between(const struct fan_outturn *first, const struct fan_outturn *last)
{
    const double low = fmin(first->deficit_gbp_m, last->deficit_gbp_m),
                 high = fmax(first->deficit_gbp_m, last->deficit_gbp_m);
    const struct fan_outturn *turn = NULL;
    double furthest = 0.0;
    for (const struct fan_outturn *at = first + 1; first < last && at < last; at++) {
        const double outside = fmax(at->deficit_gbp_m - high, low - at->deficit_gbp_m);
        const struct words text = words_stated_deficit(at->deficit_gbp_m);
        if (outside > furthest &&
            strcmp(text.text, words_stated_deficit(first->deficit_gbp_m).text) != 0 &&
            strcmp(text.text, words_stated_deficit(last->deficit_gbp_m).text) != 0) {
            turn = at;
            furthest = outside;
        }
    }
    return turn;
}

/* "rose from £10.7m in March 2018", then " to £19.3m in March 2020" */
static void
alt_leg(struct text *out, const struct fan_outturn *from, const struct fan_outturn *to, bool whole)
{
    const bool plain = from->deficit_gbp_m >= 0.0 && to->deficit_gbp_m >= 0.0;
    const char *verb = !plain ? "went" : to->deficit_gbp_m > from->deficit_gbp_m ? "rose" : "fell";
    const struct words begin = plain ? words_stated_deficit(from->deficit_gbp_m)
                                     : words_stated_position(from->deficit_gbp_m),
                       end = plain ? words_stated_deficit(to->deficit_gbp_m)
                                   : words_stated_position(to->deficit_gbp_m);
    text_add(out, "%s", verb);
    if (whole)
        text_add(out, " from %s in %s", begin.text, words_year_end_month(from->fy).text);
    text_add(out, " to %s in %s", end.text, words_year_end_month(to->fy).text);
}

static void
alt_history(const struct fan *fan, struct text *out)
{
    const struct fan_outturn *first = first_outturn(fan), *last = fan_last_outturn(fan);
    if (first == NULL)
        return;
    const struct words from = words_stated_deficit(first->deficit_gbp_m),
                       to = words_stated_deficit(last->deficit_gbp_m);
    const struct words from_month = words_year_end_month(first->fy),
                       to_month = words_year_end_month(last->fy);
    const struct fan_outturn *turn = turn_between(first, last);
    if (first == last) {
        text_add(out, ": it was %s in %s", to.text, to_month.text);
    } else if (turn != NULL) {
        text_add(out, ": it ");
        alt_leg(out, first, turn, true);
        text_add(out, " and ");
        alt_leg(out, turn, last, false);
    } else if (strcmp(from.text, to.text) == 0) {
        text_add(out, ": it was %s in both %s and %s", to.text, from_month.text, to_month.text);
    } else {
        text_add(out, ": it ");
        alt_leg(out, first, last, true);
    }
    if (fan->estimated)
        text_add(out, " (an estimate)");
}

/* How the central line runs against the threshold: its first crossing after the last outturn. */
static void
alt_crossing(const struct fan *fan, struct text *out)
{
    const struct fan_outturn *now = fan_last_outturn(fan);
    const struct fan_threshold *threshold = &fan->threshold[0];
    const bool start_above =
        (now != NULL ? now->deficit_gbp_m : fan->year[0].mean) > threshold->gbp_m;
    const struct words name = words_within(threshold->label),
                       amount = words_stated(threshold->gbp_m);
    for (size_t i = 0; i < fan->n_year; i++) {
        if ((fan->year[i].mean > threshold->gbp_m) != start_above) {
            text_add(out, " The central forecast %s %s of %s during %s",
                     start_above ? "falls below" : "passes", name.text, amount.text,
                     words_financial_year(fan->year[i].fy).text);
            return;
        }
    }
    text_add(out, " The central forecast stays %s %s of %s throughout",
             start_above ? "above" : "below", name.text, amount.text);
}

/* A few futures are counted: "in 20" would then say more than is known. */
static void
alt_chance(const struct fan *fan, struct text *out)
{
    const struct fan_year *last = fan_last_year(fan);
    const struct words amount = words_stated_deficit(fan->threshold[0].gbp_m),
                       when = words_year_end(last->fy);
    const double n = (double)fan->run.n_simulation;
    if (words_few_futures(fan->run.n_simulation))
        text_add(out, "; the deficit exceeds %s at %s in %.0f of %s", amount.text, when.text,
                 round(last->chance * n), words_futures(fan->run.n_simulation).text);
    else
        text_add(
            out, "; that the deficit exceeds %s at %s %s", amount.text, when.text,
            words_chance_says(last->chance, last->chance_se, words_chance_base(last->chance)).text);
}

bool
fan_event_drawn(const struct fan *fan, const struct fan_event *event)
{
    struct day day;
    const int first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy;
    return words_read_day(event->date, &day) && words_days_after(first, day) >= 0 &&
           words_days_after(fan_last_year(fan)->fy, day) <= 0;
}

static void
alt_events(const struct fan *fan, struct text *out)
{
    size_t n = 0;
    for (size_t i = 0; i < fan->n_event; i++) {
        if (fan_event_drawn(fan, &fan->event[i]))
            text_add(out, "%s%s", n++ == 0 ? " Dotted lines mark: " : "; ",
                     fan_event_words(&fan->event[i]).text);
    }
    if (n > 0)
        text_add(out, ".");
}

void
fan_alt(const struct fan *fan, struct text *out)
{
    const struct fan_year *last = fan_last_year(fan);
    text_add(out, "Fan chart of the cumulative deficit, %s", fan->area);
    alt_history(fan, out);
    const struct words month = words_year_end_month(last->fy), level = words_deficit(last->mean);
    if (fan->run.n_simulation == 1)
        text_add(out, ". The only simulated future has %s in %s.", level.text, month.text);
    else
        text_add(out,
                 ". The central forecast for %s is %s%s; the middle half of %s is %s and the "
                 "likely range (9 in 10) %s.",
                 month.text, level.text, fan_half(fan, ", an average: ").text,
                 words_futures(fan->run.n_simulation).text, words_range(last->p25, last->p75).text,
                 words_range(last->p05, last->p95).text);
    if (fan->n_threshold > 0)
        alt_crossing(fan, out);
    if (fan_chances_known(fan))
        alt_chance(fan, out);
    if (fan->n_threshold > 0)
        text_add(out, ".");
    alt_events(fan, out);
    const struct published_marks published = fan_published(fan);
    const struct chart_years years = fan_years(fan);
    published_alt(&published, &years, out);
}
