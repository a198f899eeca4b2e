/* Sentences on many areas together. */
#include "areas_campaign.h"

#include "example.h"
#include "json_build.h"
#include "paper.h"
#include "tables.h"
#include "text.h"
#include "version.h"

#include <math.h>
#include <string.h>

/* ---- sentences */

static const struct summary *
of_all(const struct areas_sums *sums, size_t slot, size_t year, const char *told)
{
    return &areas_told_of(sums, sums->group[0].told, slot, year)[areas_told_named(told)];
}

static size_t
last_year(const struct areas_sums *sums)
{
    return sums->n_year - 1;
}

struct words
areas_mark(const struct areas_sums *sums)
{
    const char *mark = sums->group[0].mark;
    return words_say("%s%s", mark, mark[0] == '\0' ? "" : ": ");
}

struct words
areas_who(const struct areas_sums *sums)
{
    return sums->n_area == 1 ? words_say("%s", sums->area[0].entry->area)
                             : words_say("%zu areas together", sums->n_area);
}

struct areas_sentence
areas_finding(const struct areas_sums *sums, size_t slot)
{
    const struct summary *deficit = of_all(sums, slot, last_year(sums), "deficit");
    struct areas_sentence out;
    snprintf(out.text, sizeof out.text, "%s%s, %s: %s at %s on average (%s).",
             areas_mark(sums).text, areas_who(sums).text, words_within(sums->slot[slot].label).text,
             words_position(deficit->mean).text,
             words_year_end(areas_fy(sums, last_year(sums))).text,
             words_likely_range(deficit->p05, deficit->p95).text);
    return out;
}

static size_t
count_left(const struct areas_sums *sums)
{
    return sums->header->n_row - sums->n_area;
}

struct areas_sentence
areas_left_sentence(const struct areas_sums *sums)
{
    struct areas_sentence out = { "" };
    const size_t n = count_left(sums);
    size_t used = 0;
    if (n == 0)
        return out;
    used = (size_t)snprintf(out.text, sizeof out.text,
                            "%zu of the %zu areas of %s %s left out of every sum "
                            "(areas_left_out.csv says why): ",
                            n, sums->header->n_row, sums->header->list, n == 1 ? "is" : "are");
    const struct areas_entry *last = NULL;
    for (size_t i = 0; i < sums->n_left && used + 80 < sizeof out.text; i++) {
        const struct areas_entry *entry = sums->left[i].entry;
        if (entry != last)
            used += (size_t)snprintf(out.text + used, sizeof out.text - used, "%s%.60s",
                                     last == NULL ? "" : ", ", entry->area);
        last = entry;
    }
    snprintf(out.text + used, sizeof out.text - used, "%s",
             last != sums->left[sums->n_left - 1].entry ? ", ..." : ".");
    return out;
}

/* ---- campaign.txt */

static void
heading(struct text *out, const char *text)
{
    text_add(out, "\n%s\n\n", text);
}

static void
add_children(const struct areas_sums *sums, struct text *out)
{
    const size_t last = last_year(sums);
    const struct summary *first = of_all(sums, 0, 0, "plans"),
                         *end = of_all(sums, 0, last, "plans");
    struct text line;
    text_init(&line);
    text_add(&line,
             "%s%sChildren and young people with a plan: %s in January %d, %s in January %d on "
             "average (9 in 10 simulated futures: %s to %s).",
             sums->group[0].mark_children, sums->group[0].mark_children[0] == '\0' ? "" : ": ",
             words_rounded(first->mean).text, areas_fy(sums, 0) + 1, words_rounded(end->mean).text,
             areas_fy(sums, last) + 1, words_rounded(end->p05).text, words_rounded(end->p95).text);
    heading(out, "Children");
    paper_wrap_text(out, &line, "", "");
}

static void
add_years(const struct areas_sums *sums, struct text *out)
{
    heading(out, "Unfunded gap, and what it adds up to");
    paper_wrap(out,
               words_say("%sthe unfunded gap of a year is high needs spending less high needs "
                         "budget, before agreements and contributions; the deficit is cumulative, "
                         "at the 31 March that ends the year.",
                         areas_mark(sums).text)
                   .text,
               "", "");
    text_add(out, "\n%-9s %12s %24s %12s %24s\n", "year", "gap", "likely range", "deficit",
             "likely range");
    for (size_t year = 0; year < sums->n_year; year++) {
        const struct summary *gap = of_all(sums, 0, year, "unfunded_gap"),
                             *deficit = of_all(sums, 0, year, "deficit");
        struct words cell[4] = { words_money(gap->mean), words_range(gap->p05, gap->p95),
                                 words_money(deficit->mean),
                                 words_range(deficit->p05, deficit->p95) };
        static const size_t width[4] = { 12, 24, 12, 24 };
        text_add(out, "%-9s", words_financial_year(areas_fy(sums, year)).text);
        for (size_t i = 0; i < 4; i++) {
            size_t length = 0; /* characters: the pound sign is two bytes */
            for (const char *at = cell[i].text; *at != '\0'; at++)
                length += ((unsigned char)*at & 0xC0u) != 0x80u;
            text_add(out, " %*s%s", length < width[i] ? (int)(width[i] - length) : 0, "",
                     cell[i].text);
        }
        text_add(out, "\n");
    }
}

/* Of how many areas what is brought in is an estimate, and what is not in it. */
static void
add_estimates(const struct areas_sums *sums, struct text *out)
{
    size_t n = 0, n_without = 0;
    for (size_t i = 0; i < sums->n_area; i++) {
        const struct areas_entry *entry = sums->area[i].entry;
        n += entry->opening_estimate;
        n_without += entry->opening_estimate && entry->no_agreement;
    }
    if (n == 0)
        return;
    paper_wrap(out,
               words_say("%zu of %zu opening balances %s (to_replace in the scenario files).%s", n,
                         sums->n_area, n == 1 ? "is an estimate" : "are estimates",
                         n_without == 0 ? ""
                                        : " Receipts of agreements (Safety Valve and the like) "
                                          "since the last published balance are not in them.")
                   .text,
               "", "");
}

/* What is in the deficit beside the gaps: what was brought in, and what is received. */
static void
add_around(const struct areas_sums *sums, struct text *out)
{
    double opening_gbp_m = 0.0, received_gbp_m = 0.0;
    for (size_t i = 0; i < sums->n_area; i++)
        opening_gbp_m += sums->area[i].entry->opening_gbp_m;
    for (size_t year = 0; year < sums->n_year; year++)
        received_gbp_m += of_all(sums, 0, year, "receipts")->mean;
    text_add(out, "\n");
    if (isfinite(opening_gbp_m))
        paper_wrap(out,
                   words_say("%sbrought in at %s: %s.", areas_mark(sums).text,
                             words_year_end(areas_fy(sums, 0) - 1).text,
                             words_position(opening_gbp_m).text)
                       .text,
                   "", "");
    add_estimates(sums, out);
    paper_wrap(out,
               words_nothing(received_gbp_m)
                   ? "No agreement, Stability Grant or council contribution is in the figures."
                   : words_say("%sreceived from agreements, the Stability Grant and councils over "
                               "the years: %s on average.",
                               areas_mark(sums).text, words_money(received_gbp_m).text)
                         .text,
               "", "");
}

static void
add_counts(const struct areas_sums *sums, struct text *out)
{
    const struct areas_group *all = &sums->group[0];
    const size_t last = last_year(sums);
    const struct summary *counted = &all->counted[areas_cell(sums, 0, last) * N_AREAS_TEST];
    heading(out, words_say("Areas, at %s", words_year_end(areas_fy(sums, last)).text).text);
    for (size_t t = 0; t < N_AREAS_TEST; t++) {
        const size_t n = t == TEST_ABOVE_RESERVES ? all->n_reserves : all->n_area;
        struct words what;
        snprintf(what.text, sizeof what.text, areas_tests[t].definition, "areas");
        if (n > 0)
            paper_wrap(
                out,
                words_say("%s%s: %.0f of %zu on average (9 in 10 simulated futures: %.0f to "
                          "%.0f).",
                          areas_mark(sums).text,
                          all->mark[0] == '\0' ? words_sentence_start(what.text).text : what.text,
                          counted[t].mean, n, counted[t].p05, counted[t].p95)
                    .text,
                "- ", "  ");
    }
    if (all->n_reserves == 0)
        paper_wrap(out, "No scenario gives reserves: how many pass them is not known.", "- ", "  ");
}

static bool
said_before(const struct areas_sums *sums, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(sums->area[k].entry->source, sums->area[i].entry->source) == 0 &&
            strcmp(sums->area[k].entry->data_date, sums->area[i].entry->data_date) == 0)
            return true;
    return false;
}

static void
add_sources(const struct areas_sums *sums, struct text *out)
{
    enum { MOST = 6 };
    size_t n = 0;
    heading(out, "Source");
    for (size_t i = 0; i < sums->n_area; i++) {
        const struct areas_entry *entry = sums->area[i].entry;
        if (said_before(sums, i) || n++ >= MOST)
            continue;
        paper_wrap(out,
                   words_say("%.180s%sdata as at %s", entry->source,
                             entry->source[0] == '\0' ? "" : "; ", entry->data_date)
                       .text,
                   "- ", "  ");
    }
    if (n > MOST)
        paper_wrap(out,
                   words_say("and %zu more; run.json has the files of every area", n - MOST).text,
                   "- ", "  ");
    text_add(out, "\n");
    paper_wrap(out,
               words_say("Headroom " HEADROOM_VERSION " (%s), %s, seed %.0f, list of areas %s "
                         "(SHA-256 %.16s...).",
                         sums->header->commit, words_futures(sums->n_future).text,
                         sums->header->seed, sums->header->list, sums->header->list_sha256)
                   .text,
               "", "");
}

/* "plans and money of County (40%; its deficit by population)" */
static void
add_heritage(const struct areas_sums *sums, const struct areas_group *group, struct text *out)
{
    const char *before = "of ";
    for (size_t h = 0; h < sums->n_heir; h++) {
        const struct areas_heir *heir = &sums->heir[h];
        if (heir->group != group)
            continue;
        text_add(out, "%s%s", before, heir->part->from);
        if (!areas_part_is_whole(heir->part))
            text_add(out, " (%.3g%% of its children, its deficit by %s)",
                     100.0 * heir->part->share[BASIS_CHILDREN], areas_basis_name(heir->part->rule));
        before = ", ";
    }
}

static void
add_successor(const struct areas_sums *sums, const struct areas_group *group, struct text *out)
{
    const size_t last = last_year(sums);
    const struct summary *told = areas_told_of(sums, group->told, 0, last),
                         *plans = &told[areas_told_named("plans")],
                         *deficit = &told[areas_told_named("deficit")];
    struct text line;
    text_init(&line);
    text_add(&line, "%s, ", group->name);
    add_heritage(sums, group, &line);
    text_add(&line,
             ": %s children and young people with a plan in January %d on average (%s to %s); ",
             words_rounded(plans->mean).text, areas_fy(sums, last) + 1,
             words_rounded(plans->p05).text, words_rounded(plans->p95).text);
    text_add(&line, "%s%s at %s (%s).", group->mark[0] == '\0' ? "" : areas_mark(sums).text,
             words_position(deficit->mean).text, words_year_end(areas_fy(sums, last)).text,
             words_likely_range(deficit->p05, deficit->p95).text);
    paper_wrap_text(out, &line, "- ", "  ");
}

static void
add_successors(const struct areas_sums *sums, struct text *out)
{
    if (sums->n_heir == 0)
        return;
    heading(out, "Councils that come after");
    for (size_t g = 0; g < sums->n_group; g++)
        if (sums->group[g].kind == GROUP_SUCCESSOR)
            add_successor(sums, &sums->group[g], out);
}

static void
add_method(const struct areas_sums *sums, struct text *out)
{
    heading(out, "Method");
    paper_wrap(out,
               "Each area's budget is simulated many times from its own scenario: children first, "
               " then what their places cost and what grant comes. What is national "
               "(inflation, grant, growth of new plans) is the same in all areas of a simulated "
               "future, what is local differs; the sum is taken in each future, so its range is "
               "that of the sum.",
               "", "");
    text_add(out, "\n");
    paper_wrap(out,
               "The average of all simulated futures is the central forecast; 9 in 10 of them "
               "lie in the likely range.",
               "", "");
    paper_wrap(out, words_left_out(), "", "");
    if (sums->n_shortened > 0)
        paper_wrap(
            out,
            words_say("Years are those that all areas have; %zu have more.", sums->n_shortened)
                .text,
            "", "");
}

int
areas_campaign(const struct areas_sums *sums, char **text, struct hr_err *err)
{
    struct text out;
    text_init(&out);
    paper_wrap(&out,
               words_say("High needs budgets: %s, %s", areas_who(sums).text,
                         words_within(sums->slot[0].label).text)
                   .text,
               "", "");
    text_add(&out, "\n");
    paper_wrap(&out, areas_finding(sums, 0).text, "", "");
    if (count_left(sums) > 0)
        paper_wrap(&out, areas_left_sentence(sums).text, "", "");
    add_children(sums, &out);
    add_years(sums, &out);
    add_around(sums, &out);
    add_counts(sums, &out);
    add_successors(sums, &out);
    add_method(sums, &out);
    add_sources(sums, &out);
    return text_take(&out, text, err);
}

/* ---- summary.json */

static void
put_summary(struct json_build *b, json_t *root, const char *id, const struct summary *s,
            const char *unit)
{
    json_t *o = json_build_object(b, root, id);
    json_build_number(b, o, "mean", table_round(s->mean, unit));
    json_build_number(b, o, "p05", table_round(s->p05, unit));
    json_build_number(b, o, "p50", table_round(s->p50, unit));
    json_build_number(b, o, "p95", table_round(s->p95, unit));
}

static void
put_slot(struct json_build *b, json_t *list, const struct areas_sums *sums, size_t slot)
{
    const size_t last = last_year(sums);
    const struct areas_group *all = &sums->group[0];
    const struct summary *told = areas_told_of(sums, all->told, slot, last),
                         *counted = &all->counted[areas_cell(sums, slot, last) * N_AREAS_TEST];
    json_t *o = json_build_object(b, list, NULL);
    json_build_text(b, o, "scenario", sums->slot[slot].id);
    json_build_text(b, o, "role", role_name(sums->slot[slot].role));
    json_build_whole(b, o, "areas_own", (double)sums->slot[slot].n_own);
    json_build_text(b, o, "finding", areas_finding(sums, slot).text);
    for (size_t i = 0; i < n_areas_told; i++)
        put_summary(b, o, areas_told[i].id, &told[i], areas_told[i].unit);
    for (size_t t = 0; t < N_AREAS_TEST; t++)
        if (t != TEST_ABOVE_RESERVES || all->n_reserves > 0)
            put_summary(b, o, words_say("areas.%s", areas_tests[t].id).text, &counted[t], "number");
}

int
areas_summary(const struct areas_sums *sums, char **text, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    *text = NULL;
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the summary");
    json_build_text(&b, root, "list", sums->header->list);
    json_build_whole(&b, root, "areas", (double)sums->n_area);
    json_build_whole(&b, root, "areas_left_out", (double)count_left(sums));
    json_build_whole(&b, root, "areas_with_reserves", (double)sums->group[0].n_reserves);
    json_build_whole(&b, root, "simulations", (double)sums->n_future);
    json_build_text(&b, root, "example", sums->group[0].mark);
    json_build_text(&b, root, "left_out", words_left_out());
    json_build_text(&b, root, "date", words_year_end_iso(areas_fy(sums, last_year(sums))).text);
    json_t *list = json_build_array(&b, root, "headlines");
    for (size_t slot = 0; slot < sums->n_slot; slot++)
        put_slot(&b, list, sums, slot);
    *text = json_build_end(&b, root);
    return *text != NULL
               ? 0
               : hr_fail(err, HR_ENOMEM, "no memory for the summary, or a text is not UTF-8");
}
