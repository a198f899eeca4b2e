/* The words of chart 05, computed from its numbers so that they cannot contradict them.
 *
 * The title speaks of p_t, the chance that it has paid for itself by the end of year t, in the
 * words of words.h:
 *   no saving or cost in any future              "Dysart satellite: no net saving or cost by March
 *                                                2035"
 *   the last year more likely than not, from the
 *   first year from which every p_t is           "Dysart satellite: likely to have paid for itself
 *                                                by March 2032"
 *   the last year could go either way            "Dysart satellite: whether it pays for itself by
 *                                                March 2035 could go either way"
 *   unlikely, and the likely range is below zero
 *   and the central line falls                   "Dysart satellite: adds about £5.0m of net cost by
 *                                                March 2035"
 *   unlikely                                     "Dysart satellite: unlikely to have paid for
 *                                                itself by March 2035"
 * The ways to say it are tried from the fullest to the shortest; at last "the option" takes the
 * name's place. */
#include "payback.h"

#include "chart_text.h"

#include <math.h>
#include <string.h>

/* ---- facts */

static const struct payback_year *
last_year(const struct payback *payback)
{
    return &payback->year[payback->n_year - 1];
}

static enum chance_class
class_of(const struct payback_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

static bool
is_nothing(double gbp_m)
{
    return fabs(gbp_m) < 0.00005;
}

static bool
does_nothing(const struct payback *payback)
{
    for (size_t i = 0; i < payback->n_year; i++) {
        if (!is_nothing(payback->year[i].p05) || !is_nothing(payback->year[i].p95))
            return false;
    }
    return true;
}

const struct payback_year *
payback_central_year(const struct payback *payback)
{
    size_t first = payback->n_year;
    while (first > 0 && payback->year[first - 1].p50 >= 0.0)
        first--;
    return first > 0 && first < payback->n_year ? &payback->year[first] : NULL;
}

struct words
payback_position(double gbp_m)
{
    if (is_nothing(gbp_m))
        return words_say("neither a saving nor a cost");
    return words_say("a net %s of %s", gbp_m < 0.0 ? "cost" : "saving",
                     words_money(fabs(gbp_m)).text);
}

static struct words
end_of_range(double gbp_m)
{
    return is_nothing(gbp_m) ? words_say("nothing") : payback_position(gbp_m);
}

/* "a net cost of £5.0m to a net saving of £59m" */
static struct words
range_words(double low, double high)
{
    const struct words a = words_money(fabs(low)), b = words_money(fabs(high));
    if (is_nothing(low) && is_nothing(high))
        return words_say("none");
    if (is_nothing(low) || is_nothing(high) || (low < 0.0) != (high < 0.0))
        return words_say("%s to %s", end_of_range(low).text, end_of_range(high).text);
    if (strcmp(a.text, b.text) == 0)
        return words_say("about %s", a.text);
    return low < 0.0 ? words_say("a net cost of %s to %s", b.text, a.text)
                     : words_say("a net saving of %s to %s", a.text, b.text);
}

/* ---- title */

/* The first year from which it stays more likely than not. */
static const struct payback_year *
likely_from(const struct payback *payback)
{
    size_t first = payback->n_year;
    while (first > 0 && class_of(&payback->year[first - 1]) > CHANCE_EITHER_WAY)
        first--;
    return &payback->year[first];
}

static bool
costs_more(const struct payback *payback)
{
    const struct payback_year *const last = last_year(payback);
    return last->p95 < 0.0 && (payback->n_year == 1 || last->p50 < last[-1].p50);
}

/* Two ways to say it after the option's name and two as a sentence about "the option", from the
 * fullest to the shortest. */
enum { WAYS = 4 };

static void
say_nothing(const struct payback *payback, int fy, struct words way[WAYS])
{
    const char *const subject = payback->set ? "the options make" : "the option makes";
    const struct words month = words_year_end_month(fy);
    way[0] = words_say("no net saving or cost by %s", month.text);
    way[1] = words_say("no net saving or cost by %d", fy + 1);
    way[2] = words_say("%s no net saving or cost by %s", subject, month.text);
    way[3] = words_say("%s no net saving or cost by %d", subject, fy + 1);
}

static void
say_either_way(const struct payback *payback, int fy, struct words way[WAYS])
{
    const struct words month = words_year_end_month(fy);
    way[0] = words_say("whether %s by %s could go either way",
                       payback->set ? "they pay for themselves" : "it pays for itself", month.text);
    way[1] = words_say("payback by %d could go either way", fy + 1);
    way[2] = words_say(
        "whether %s by %s could go either way",
        payback->set ? "the options pay for themselves" : "the option pays for itself", month.text);
    way[3] = words_say("payback by %d could go either way", fy + 1);
}

static void
say_cost(const struct payback *payback, const struct payback_year *last, struct words way[WAYS])
{
    const struct words cost = words_money(fabs(last->p50)), month = words_year_end_month(last->fy);
    const char *const add = payback->set ? "add" : "adds", *const subject = payback->set
                                                                                ? "the options"
                                                                                : "the option";
    way[0] = words_say("%s about %s of net cost by %s", add, cost.text, month.text);
    way[1] = words_say("%s about %s of cost by %d", add, cost.text, last->fy + 1);
    way[2] = words_say("%s %s", subject, way[0].text);
    way[3] = words_say("%s %s", subject, way[1].text);
}

static void
say_chance(const struct payback *payback, const struct payback_year *said, struct words way[WAYS])
{
    const char *const word = words_chance_word(class_of(said)),
                      *const self = payback->set ? "themselves" : "itself",
                      *const subject = payback->set ? "the options are" : "the option is";
    const struct words month = words_year_end_month(said->fy);
    way[0] = words_say("%s to have paid for %s by %s", word, self, month.text);
    way[1] = words_say("%s to pay back by %d", word, said->fy + 1);
    way[2] = words_say("%s %s to have paid for %s by %s", subject, word, self, month.text);
    way[3] = words_say("%s %s to have paid for %s by %d", subject, word, self, said->fy + 1);
}

struct words
payback_title(const struct payback *payback)
{
    const struct payback_year *const last = last_year(payback);
    const enum chance_class chance = class_of(last);
    struct words way[WAYS];
    if (does_nothing(payback))
        say_nothing(payback, last->fy, way);
    else if (chance == CHANCE_EITHER_WAY)
        say_either_way(payback, last->fy, way);
    else if (chance < CHANCE_EITHER_WAY && costs_more(payback))
        say_cost(payback, last, way);
    else
        say_chance(payback, chance > CHANCE_EITHER_WAY ? likely_from(payback) : last, way);
    const size_t colon = strcspn(
        payback->label, ":"); /* "Dysart: satellite primary special school" is called Dysart */
    const int name = (int)(colon < 110 ? colon : 110);
    for (size_t i = 0; i < 2; i++) {
        const struct words after = way[i];
        way[i] = words_say("%.*s: %s", name, payback->label, after.text);
    }
    return title_first(way, WAYS);
}

/* ---- subtitle, note, text alternative */

static const char *
accounts_words(const struct payback *payback)
{
    static const char *const accounts[] = {
        [PAYBACK_DSG] = "Dedicated Schools Grant (DSG) only",
        [PAYBACK_GENERAL_FUND] = "general fund only",
        [PAYBACK_BOTH] = "Dedicated Schools Grant (DSG) and general fund added together",
    };
    return accounts[payback->accounts];
}

void
payback_subtitle(const struct payback *payback, struct text *out)
{
    text_add(out, "Cumulative net saving after costs, %s, \xC2\xA3 million, %s. %s: %s",
             accounts_words(payback), payback->area, payback->set ? "Options" : "Option",
             payback->label);
}

/* "capital £9.0m and revenue £2.4m"; "" when there is none, or none is known. */
static struct words
costs_words(const struct payback *payback)
{
    const bool capital = isfinite(payback->capital_gbp_m) && !is_nothing(payback->capital_gbp_m),
               revenue = isfinite(payback->revenue_gbp_m) && !is_nothing(payback->revenue_gbp_m);
    const struct words a = words_money(payback->capital_gbp_m),
                       b = words_money(payback->revenue_gbp_m);
    if (capital && revenue)
        return words_say("capital %s and revenue %s", a.text, b.text);
    return capital   ? words_say("capital %s", a.text)
           : revenue ? words_say("revenue %s", b.text)
                     : words_say("%s", "");
}

void
payback_note(const struct payback *payback, struct text *out)
{
    const struct words costs = costs_words(payback);
    text_add(out,
             "Whole band: the likely range, 9 in 10 simulated futures. Dark band: the middle half. "
             "Cash terms. Counted: %.240s.",
             title_within(payback->basis).text);
    if (costs.text[0] != '\0')
        text_add(out, " Average cost to %s: %s.", words_year_end_month(last_year(payback)->fy).text,
                 costs.text);
    if (words_few_futures(payback->run.n_simulation))
        text_add(out, " %s.",
                 words_sentence_start(words_rough(payback->run.n_simulation).text).text);
}

void
payback_alt(const struct payback *payback, struct text *out)
{
    const struct payback_year *const last = last_year(payback), *const central =
                                                                    payback_central_year(payback);
    const struct words month = words_year_end_month(last->fy), costs = costs_words(payback);
    text_add(out, "Fan chart of the cumulative net saving of %s, %s, %s, by year to %s.",
             payback->label, payback->area, accounts_words(payback), month.text);
    text_add(out,
             " The central forecast for %s is %s (likely range, 9 in 10 simulated futures, %s)",
             month.text, payback_position(last->p50).text, range_words(last->p05, last->p95).text);
    if (costs.text[0] != '\0')
        text_add(out, ", after costs of %s on average", costs.text);
    text_add(out, ".");
    if (central != NULL)
        text_add(out, " In the central forecast it has paid for itself by %s.",
                 words_year_end_month(central->fy).text);
    else if (!is_nothing(last->p50))
        text_add(out, " In the central forecast it %s.",
                 last->p50 < 0.0 ? "has not paid for itself" : "is never a net cost");
    if (words_few_futures(payback->run.n_simulation)) /* "in 20" would say more than is known */
        text_add(out, " It has paid for itself by %s in %.0f of %s.", month.text,
                 round(last->chance * (double)payback->run.n_simulation),
                 words_futures(payback->run.n_simulation).text);
    else
        text_add(out, " That it has paid for itself by %s %s.", month.text,
                 words_chance_says(last->chance, last->chance_se, 20).text);
}
