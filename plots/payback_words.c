/* Words are computed from the numbers, so that they cannot contradict them.
 *
 * The title speaks of p_t, the chance that it has paid for itself by the end of year t, in the
 * words of words.h, and begins with the name of what is paid back, or its first words where they
 * tell it apart ("Forty special school places at the…"), or at last its key ("Option ‘dysart’"):
 *   no saving or cost in any future              "Dysart satellite: no net saving or cost by March
 *                                                2035"
 *   the last year more likely than not, from the
 *   first year from which every p_t is           "Dysart satellite: likely to have paid for itself
 *                                                by March 2032"
 *   the last year could go either way            "Dysart satellite: payback by March 2035 could go
 *                                                either way"
 *   unlikely, and the likely range is below zero
 *   and the central line falls                   "Dysart satellite: adds about £5.0m of net cost by
 *                                                March 2035"
 *   unlikely                                     "Dysart satellite: unlikely to have paid for
 *                                                itself by March 2035"
 * The ways to say it are tried from the fullest to the shortest. */
#include "payback_layout.h"

#include "title.h"

#include <math.h>
#include <string.h>

/* ---- facts */

const struct payback_year *
payback_last_year(const struct payback *payback)
{
    return &payback->year[payback->n_year - 1];
}

static enum chance_class
class_of(const struct payback_year *year)
{
    return words_chance_class(year->chance, year->chance_se);
}

static bool
does_nothing(const struct payback *payback)
{
    for (size_t i = 0; i < payback->n_year; i++)
        if (!words_nothing(payback->year[i].p05) || !words_nothing(payback->year[i].p95))
            return false;
    return true;
}

const struct payback_year *
payback_central_year(const struct payback *payback)
{
    size_t first = payback->n_year;
    while (first > 0 && payback->year[first - 1].mean >= 0.0)
        first--;
    return first > 0 && first < payback->n_year ? &payback->year[first] : NULL;
}

/* ---- figures in words */

/* "a net saving of £27m", "a net cost of £5.0m", "neither a saving nor a cost". */
static struct words
position_words(double gbp_m)
{
    if (words_nothing(gbp_m))
        return words_say("neither a saving nor a cost");
    return words_say("a net %s of %s", gbp_m < 0.0 ? "cost" : "saving",
                     words_money(fabs(gbp_m)).text);
}

static struct words
end_of_range(double gbp_m)
{
    return words_nothing(gbp_m) ? words_say("nothing") : position_words(gbp_m);
}

/* "a net cost of £5.0m to a net saving of £59m" */
static struct words
range_words(double low, double high)
{
    const struct words a = words_money(fabs(low)), b = words_money(fabs(high));
    if (words_nothing(low) && words_nothing(high))
        return words_say("none");
    if (words_nothing(low) || words_nothing(high) || (low < 0.0) != (high < 0.0))
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
    const struct payback_year *last = payback_last_year(payback);
    return last->p95 < 0.0 && (payback->n_year == 1 || last->mean < last[-1].mean);
}

enum { NOTHING = 1, EITHER_WAY = 2, COST = 4, CHANCE = 8 };

static const struct title_row titles[] = {
    { NOTHING, "{name}: no net saving or cost by {month}" },
    { NOTHING, "{name}: no net saving or cost by {year}" },
    { NOTHING, "{short}: no net saving or cost by {month}" },
    { NOTHING, "{brief}: no net saving or cost by {month}" },
    { EITHER_WAY, "{name}: payback by {month} could go either way" },
    { EITHER_WAY, "{name}: payback by {year} could go either way" },
    { EITHER_WAY, "{short}: payback by {month} could go either way" },
    { EITHER_WAY, "{brief}: payback by {month} could go either way" },
    { COST, "{name}: {adds|add} about {cost} of net cost by {month}" },
    { COST, "{name}: {adds|add} about {cost} of cost by {year}" },
    { COST, "{short}: {adds|add} about {cost} of net cost by {month}" },
    { COST, "{brief}: {adds|add} about {cost} of net cost by {month}" },
    { CHANCE, "{name}: {chance} to have paid for {itself|themselves} by {month}" },
    { CHANCE, "{name}: {chance} to pay back by {year}" },
    { CHANCE, "{short}: {chance} to pay back by {year}" },
    { CHANCE, "{brief}: {chance} to pay back by {year}" },
};

static unsigned
finding_of(const struct payback *payback)
{
    const enum chance_class chance = class_of(payback_last_year(payback));
    if (does_nothing(payback))
        return NOTHING;
    if (chance == CHANCE_EITHER_WAY)
        return EITHER_WAY;
    return chance < CHANCE_EITHER_WAY && costs_more(payback) ? COST : CHANCE;
}

enum { FEWEST = 2, SHORT_WAYS = 8 }; /* words that a name is shortened to, and ways to do it */

static struct words
first_words(const char *label, size_t n)
{
    size_t length = strcspn(label, " ");
    for (size_t i = 1; i < n && label[length] != '\0'; i++)
        length += 1 + strcspn(label + length + 1, " ");
    return words_say("%.*s\xE2\x80\xA6", (int)length, label);
}

/* From the longest to the shortest that tells it apart, none of which ends in "of", "at", "the".
 * How many there are. */
static size_t
shorten(const struct payback *payback, struct words way[SHORT_WAYS])
{
    const size_t least = payback->n_word > FEWEST ? payback->n_word : FEWEST,
                 most = words_length(payback->label);
    size_t n = 0;
    for (size_t k = most < least + SHORT_WAYS ? most : least + SHORT_WAYS; k-- > least;) {
        const struct words cut = first_words(payback->label, k);
        const char *space = strrchr(cut.text, ' ');
        if (space != NULL && strlen(space) > sizeof " the\xE2\x80\xA6" - 1)
            way[n++] = cut;
    }
    return n;
}

struct words
payback_title(const struct payback *payback)
{
    const struct payback_year *last = payback_last_year(payback),
                              *said = class_of(last) > CHANCE_EITHER_WAY && !does_nothing(payback)
                                          ? likely_from(payback)
                                          : last;
    /* "Dysart: satellite primary special school" is called Dysart */
    const size_t colon = strcspn(payback->label, ":");
    struct slots slots = { .several = payback->set };
    slots_set(&slots, "name", "%.*s", (int)(colon < 110 ? colon : 110), payback->label);
    slots_set(&slots, "brief", "%s \xE2\x80\x98%.60s\xE2\x80\x99",
              payback->set ? "options of" : "option", payback->key);
    slots_set(&slots, "month", "%s", words_year_end_month(said->fy).text);
    slots_set(&slots, "year", "%d", said->fy + 1);
    slots_set(&slots, "chance", "%s", words_chance_word(class_of(said)));
    slots_set(&slots, "cost", "%s", words_money(fabs(last->mean)).text);
    struct words way[SHORT_WAYS] = { { "" } };
    const size_t n_way = shorten(payback, way);
    return title_choose(&(struct title_rows){ TITLE_ROWS(titles), "short", way, n_way },
                        finding_of(payback), &slots);
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
payback_subtitle(const struct payback *payback, const char *unit, struct text *out)
{
    text_add(out, "Cumulative net saving after costs, %s, %s, %s. %s: %s", accounts_words(payback),
             unit, payback->area, payback->set ? "Options" : "Option", payback->label);
}

/* "capital £9.0m and revenue £2.4m"; "" when there is none, or none is known. */
static struct words
costs_words(const struct payback *payback)
{
    const bool capital = isfinite(payback->capital_gbp_m) && !words_nothing(payback->capital_gbp_m),
               revenue = isfinite(payback->revenue_gbp_m) && !words_nothing(payback->revenue_gbp_m);
    const struct words a = words_money(payback->capital_gbp_m),
                       b = words_money(payback->revenue_gbp_m);
    if (capital && revenue)
        return words_say("capital %s and revenue %s", a.text, b.text);
    return capital   ? words_say("capital %s", a.text)
           : revenue ? words_say("revenue %s", b.text)
                     : words_say("%s", "");
}

void
payback_note(const struct payback *payback, struct chart_draft *draft)
{
    const struct words costs = costs_words(payback);
    text_add(
        &draft->note,
        "Dashed: the average. Whole band: the likely range, 9 in 10 simulated futures. Dark band: "
        "the middle half. Cash terms. Counted: %.240s.",
        title_within(payback->basis).text);
    if (costs.text[0] != '\0')
        text_add(&draft->note, " Average cost to %s: %s.",
                 words_year_end_month(payback_last_year(payback)->fy).text, costs.text);
    chart_note_rough(draft, payback->run.n_simulation);
}

void
payback_alt(const struct payback *payback, struct text *out)
{
    const struct payback_year *last = payback_last_year(payback),
                              *central = payback_central_year(payback);
    const struct words month = words_year_end_month(last->fy), costs = costs_words(payback);
    text_add(out, "Fan chart of the cumulative net saving of %s, %s, %s, by year to %s.",
             payback->label, payback->area, accounts_words(payback), month.text);
    text_add(out,
             " The central forecast, the average, for %s is %s (likely range, 9 in 10 simulated "
             "futures, %s)",
             month.text, position_words(last->mean).text, range_words(last->p05, last->p95).text);
    if (costs.text[0] != '\0')
        text_add(out, ", after costs of %s on average", costs.text);
    text_add(out, ".");
    if (central != NULL)
        text_add(out, " On average it has paid for itself by %s.",
                 words_year_end_month(central->fy).text);
    else if (!words_nothing(last->mean))
        text_add(out, " On average it %s.",
                 last->mean < 0.0 ? "has not paid for itself" : "is never a net cost");
    if (words_few_futures(payback->run.n_simulation)) /* "in 20" would say more than is known */
        text_add(out, " It has paid for itself by %s in %.0f of %s.", month.text,
                 round(last->chance * (double)payback->run.n_simulation),
                 words_futures(payback->run.n_simulation).text);
    else
        text_add(out, " That it has paid for itself by %s %s.", month.text,
                 words_chance_says(last->chance, last->chance_se, 20).text);
}
