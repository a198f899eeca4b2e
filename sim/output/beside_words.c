#include "beside_words.h"

#include "beside.h"
#include "example.h"
#include "text.h"
#include "words.h"

#include <math.h>
#include <string.h>

struct phrase {
    size_t compared;
    const char *before, *after; /* around the own figure */
    const char *is;             /* of another: "the middle one has 41.0" */
};
static const struct phrase phrases[] = {
    { COMPARED_PLANS, "", " plans for each 1,000 people aged 0 to 25", "has" },
    { COMPARED_GROWTH_FIVE, "Its plans grew by ", " a year over five years", "grew by" },
    { COMPARED_GROWTH_ONE, "In the last of these years they grew by ", "", "grew by" },
    { COMPARED_SHARE + CATEGORY_MAINSTREAM, "Of its plans ",
      " are in mainstream schools outside units", "has" },
    { COMPARED_SHARE + CATEGORY_STATE_SPECIAL, "Of its plans ", " are in state special schools",
      "has" },
    { COMPARED_SHARE + CATEGORY_INDEPENDENT, "Of its plans ",
      " are in independent or non-maintained schools", "has" },
    { COMPARED_SPENDING, "It spent ", " for each plan, place funding apart", "spent" },
};

static struct words
figure_words(size_t compared, double figure)
{
    if (compared == COMPARED_PLANS)
        return words_say("%.1f", figure);
    if (compared == COMPARED_SPENDING)
        return words_say("\xC2\xA3%s", words_rounded(figure).text);
    return words_say("%.1f%%", 100.0 * figure);
}

static void
add_place(const struct beside *beside, bool first, struct text *out)
{
    const size_t below = beside->n - beside->above;
    const char *whose = first ? " statistical neighbours" : "";
    if (beside->n == 0)
        return;
    if (beside->n == 1)
        text_add(out, ", %s its statistical neighbour", below == 1 ? "more than" : "less than");
    else if (beside->above == 0)
        text_add(out, ", more than any of its %zu%s", beside->n, first ? whose : " neighbours");
    else if (below == 0)
        text_add(out, ", less than any of its %zu%s", beside->n, first ? whose : " neighbours");
    else
        text_add(out, ", more than %zu of its %zu%s", below, beside->n, whose);
}

static void
add_others(const struct phrase *phrase, const struct beside *beside, struct text *out)
{
    const char *gap = " (";
    if (beside->n > 1) {
        text_add(out, "%sthe middle one %s %s", gap, phrase->is,
                 figure_words(phrase->compared, beside->median).text);
        gap = ", ";
    }
    if (!isnan(beside->england)) {
        text_add(out, "%sEngland %s", gap, figure_words(phrase->compared, beside->england).text);
        gap = ", ";
    }
    text_add(out, "%s", strcmp(gap, ", ") == 0 ? ")" : "");
}

static bool
may_say(const struct suppress *suppress, size_t compared, double own)
{
    if (suppress == NULL)
        return true;
    return compared >= COMPARED_SHARE
               ? !suppress_hides_share(suppress, (enum category)(compared - COMPARED_SHARE), own)
               : !suppress_hides(suppress, "plans", -1);
}

static void
add_phrase(const struct results *results, const struct phrase *phrase, struct text *out)
{
    struct beside beside;
    const bool first = out->length == 0;
    beside_init(&beside, results, phrase->compared);
    if (phrase->compared == COMPARED_PLANS)
        text_add(out, "In January %d %s had ", results->model->in->base_census,
                 results->model->in->area);
    text_add(out, "%s%s%s%s", out->length > 0 && phrase->compared != COMPARED_PLANS ? " " : "",
             phrase->before, figure_words(phrase->compared, beside.own).text, phrase->after);
    if (phrase->compared == COMPARED_SPENDING && beside.own_says != NULL)
        text_add(out, ", in %s", fy_name(beside.own_says->spending_fy).text);
    add_place(&beside, first, out);
    add_others(phrase, &beside, out);
    text_add(out, ".");
}

/* Neighbours of which no plans per head are known. */
static void
add_unknown(const struct results *results, struct text *out)
{
    const struct inputs *in = results->model->in;
    size_t n = 0;
    for (size_t i = 0; i < in->n_comparator; i++)
        if (in->comparator[i].kind == COMPARATOR_NEIGHBOUR &&
            isnan(in->comparator[i].plans_per_1000))
            text_add(out, "%s%s", n++ == 0 ? " Not known of its neighbours: " : ", ",
                     in->comparator[i].name);
    text_add(out, "%s", n > 0 ? "." : "");
}

const char *
beside_words(const struct results *results, const struct suppress *suppress, struct arena *arena)
{
    struct text out;
    const char *said = "", *mark = example_mark(results->model->in, RESTS_ON_CHILDREN);
    text_init(&out);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        struct beside beside;
        beside_init(&beside, results, phrases[i].compared);
        if (!isnan(beside.own) && (beside.n > 0 || !isnan(beside.england)) &&
            may_say(suppress, phrases[i].compared, beside.own))
            add_phrase(results, &phrases[i], &out);
    }
    if (out.length > 0)
        add_unknown(results, &out);
    if (out.failed)
        arena->failed = true;
    else if (out.length > 0)
        said = arena_format(arena, "%s%s%s", mark, mark[0] == '\0' ? "" : ": ", out.text);
    text_release(&out);
    return said;
}
