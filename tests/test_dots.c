/* The dots: words against numbers, picture by golden file and by property. To refresh the golden
 * file after a wanted change of the picture, look at the new one first, then:
 * DOTS_GOLDEN_WRITE=1 CLAIM=golden build/tests/test_dots */
#include "claim.h"
#include "dots.h"
#include "fixture.h"
#include "headline.h"
#include "rng.h"
#include "run_chart.h"
#include "svg_check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct svg_check check;

static const double deficits[] = { 98.0,  112.0, 123.0, 127.0, 134.0, 139.0, 149.0,
                                   158.0, 163.0, 171.0, 176.0, 181.0, 186.0, 194.0,
                                   201.0, 209.0, 218.0, 228.0, 241.0, 257.0 };

static struct dots
example(void)
{
    return (struct dots){ .id = "futures-no-action",
                          .area = "Exampleshire",
                          .of = { "No action", "Unmitigated", true },
                          .fy = 2031,
                          .value = deficits,
                          .n = 20,
                          .mean = 176.2,
                          .p05 = 105.0,
                          .p50 = 173.5,
                          .p95 = 250.1,
                          .threshold = "Usable reserves",
                          .threshold_gbp_m = 120.0,
                          .n_above = 18,
                          .chance = 0.88,
                          .chance_se = 0.003,
                          .run = { "EX-01", "Exampleshire Council", "0.1.0", 10000, 7, "" } };
}

static void
draw(const struct dots *dots, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(dots_draw(dots, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
}

Claim(dots, the_example_is_the_golden_file)
{
    const struct dots dots = example();
    struct chart chart;
    draw(&dots, &chart);
    svg_check_golden(chart.svg, "tests/golden/dots_example.svg", "DOTS_GOLDEN_WRITE");
    cr_expect_str_eq(chart.title,
                     "With no action, the deficit ends above usable reserves in 18 of 20 futures");
    cr_expect_str_eq(chart.alt,
                     "20 dots, each an equally likely future, from a deficit of £98m to a deficit "
                     "of £257m at 31 March 2032, Exampleshire. 18 of 20 lie above usable reserves "
                     "of £120m. The average of the futures is a deficit of £176m, the likely "
                     "range £105m to £250m (9 in 10).");
    static const char *const shown[] = { "Above usable reserves of £120m: 18 of 20",
                                         "At or below: 2 of 20", "£100m", "£250m" };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect_eq(chart.data.n_row, 20);
    chart_release(&chart);
}

Claim(dots, titles)
{
    static const struct {
        double chance;
        size_t n_above, n;
        const char *threshold, *scenario, *title;
        bool several;
    } row[] = {
        { 0.88, 18, 20, "Usable reserves", "No action",
          "The deficit ends above usable reserves in 18 of 20 futures", false },
        { 0.995, 100, 100, "Usable reserves", "No action",
          "With no action, the deficit ends above £120m in more than 99 of 100 futures", true },
        { 0.004, 0, 100, "Usable reserves", "Plan B",
          "Under ‘Plan B’, the deficit ends above £120m in fewer than 1 of 100 futures", true },
        { 0.45, 9, 20, "Usable reserves", "No action",
          "With no action, it could go either way: 9 of 20 futures end above £120m", true },
        { 0.45, 9, 20, "General fund balance and earmarked reserves", "No action",
          "With no action, it could go either way: 9 of 20 futures end above £120m", true },
        { 0.45, 9, 20, NULL, "No action",
          "With no action, it could go either way: 9 of 20 futures end in deficit", true },
        { 0.7, 14, 20, NULL, "", "The grant account ends in deficit in 14 of 20 futures", true },
        { 0.7, 14, 20, "Usable reserves",
          "With every measure that cabinet and the forum have agreed by now",
          "Unmitigated: the deficit ends above usable reserves in 14 of 20 futures", true },
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        struct dots dots = example();
        dots.chance = row[i].chance;
        dots.n_above = row[i].n_above;
        dots.n = row[i].n;
        dots.threshold = row[i].threshold;
        dots.of = (struct title_of){ row[i].scenario, "Unmitigated", row[i].several };
        cr_expect_str_eq(dots_title(&dots).text, row[i].title);
        cr_expect_leq(words_length(dots_title(&dots).text), 15);
    }
}

Claim(dots, bad_input_is_refused)
{
    struct hr_err err = { .code = 0 };
    const double falling[] = { 2.0, 1.0 };
    struct dots dots = example();
    dots.n_above = 12;
    cr_expect_eq(dots_check(&dots, &err), HR_ERANGE);
    cr_expect_not_null(strstr(err.text, "12 of 20 dots"), "%s", err.text);
    dots = example();
    dots.n = 0;
    cr_expect_eq(dots_check(&dots, &err), HR_ERANGE);
    dots = example();
    dots.threshold_gbp_m = (double)NAN;
    cr_expect_eq(dots_check(&dots, &err), HR_ERANGE);
    dots = example();
    dots.value = falling;
    dots.n = 2;
    cr_expect_eq(dots_check(&dots, &err), HR_ERANGE);
}

/* ---- pictures by property */

static double
uniform(uint32_t seed, uint32_t i)
{
    uint32_t out[4];
    hr_philox((const uint32_t[4]){ i, seed, 0, 0 }, (const uint32_t[2]){ 2385, 2 }, out);
    return hr_uniform_of_words(out[0], out[1]);
}

struct circle {
    double x, y, radius;
    bool above;
};

/* Every dot of the picture, without the hole in those below and the two of the key. */
static size_t
read_dots(const char *svg, struct circle *circle)
{
    size_t n = 0;
    for (const char *at = svg; (at = strstr(at, "<circle ")) != NULL; at++) {
        char fill[8];
        struct circle c;
        cr_assert_eq(sscanf(at, "<circle cx=\"%lf\" cy=\"%lf\" r=\"%lf\" fill=\"%7[^\"]", &c.x,
                            &c.y, &c.radius, fill),
                     4);
        c.above = strcmp(fill, COLOUR_INDEPENDENT) == 0;
        if (strcmp(fill, COLOUR_WHITE) == 0)
            continue;
        cr_assert_lt(n, DOTS + 2);
        circle[n++] = c;
    }
    cr_assert_geq(n, 2);
    memmove(circle, circle + 2, (n - 2) * sizeof *circle);
    return n - 2;
}

static void
expect_clean(const struct dots *dots, const char *svg)
{
    struct circle circle[DOTS + 2];
    const size_t n = read_dots(svg, circle);
    size_t n_above = 0;
    cr_expect_eq(n, dots->n);
    for (size_t i = 0; i < n; i++) {
        const struct circle *a = &circle[i];
        n_above += a->above;
        cr_expect(a->x - a->radius >= 0.0 && a->x + a->radius <= CHART_WIDTH && a->y >= 80.0 &&
                      a->y + a->radius <= CHART_HEIGHT - 60.0,
                  "a dot at %g %g", a->x, a->y);
        for (size_t k = 0; k < i; k++) {
            const struct circle *b = &circle[k];
            cr_expect_gt(hypot(a->x - b->x, a->y - b->y), a->radius + b->radius - 0.11);
            cr_expect(a->above == b->above || (a->above ? a->x > b->x : a->x < b->x),
                      "a dot above the threshold is left of one below");
        }
    }
    cr_expect_eq(n_above, dots->n_above);
}

Claim(dots, any_numbers_give_dots_that_do_not_touch_on_their_own_side)
{
    for (uint32_t seed = 0; seed < 150; seed++) {
        double value[DOTS];
        uint32_t at = 0;
        struct dots dots = example();
        dots.n = 1 + (size_t)(uniform(seed, at++) * DOTS);
        const double size = pow(10.0, 6.0 * uniform(seed, at++) - 3.0),
                     from = size * (uniform(seed, at++) - 0.5),
                     spread = seed % 5 == 0 ? 0.0 : size * uniform(seed, at++);
        for (size_t i = 0; i < dots.n; i++) {
            const double p = ((double)i + 0.5) / (double)dots.n;
            value[i] = from + spread * (p + 3.0 * pow(p, 9.0));
        }
        dots.value = value;
        dots.threshold_gbp_m = from + size * (2.0 * uniform(seed, at++) - 0.5);
        dots.n_above = 0;
        for (size_t i = 0; i < dots.n; i++)
            dots.n_above += value[i] > dots.threshold_gbp_m;
        if (seed % 3 == 0 && dots.n_above > 0 && dots.n_above < dots.n)
            dots.n_above--; /* as the words may have it */
        dots.chance = (double)dots.n_above / (double)dots.n;
        struct chart chart;
        draw(&dots, &chart);
        expect_clean(&dots, chart.svg);
        cr_expect_leq(words_length(chart.title), 15);
        chart_release(&chart);
    }
}

/* ---- of a run */

Claim(dots, the_count_is_the_headlines)
{
    static const size_t n_future[] = { 30, 400 };
    for (size_t i = 0; i < sizeof n_future / sizeof *n_future; i++) {
        struct fixture made;
        struct arena arena;
        struct dots dots;
        struct headline headline;
        struct hr_err err = { .code = 0 };
        fixture_init(&made, sample_init);
        fixture_model(&made);
        fixture_run(&made, n_future[i], 1);
        arena_init(&arena);
        chart_dots_fill(&(struct chart_subject){ .results = &made.results, .source = "source" },
                        &arena, &dots);
        cr_assert_eq(dots_check(&dots, &err), 0, "%s", err.text);
        cr_assert_eq(headline_of(&made.results, 0, &headline, &err), 0, "%s", err.text);
        const struct words few = words_say("in %zu of 30 simulated futures", dots.n_above),
                           many = words_chance_says(dots.chance, dots.chance_se, (int)dots.n);
        cr_expect_not_null(strstr(headline.passing.text, dots.simulated ? few.text : many.text),
                           "%s", headline.passing.text);
        cr_expect_eq(dots.simulated, n_future[i] < 100);
        arena_release(&arena);
        fixture_release(&made);
    }
}
