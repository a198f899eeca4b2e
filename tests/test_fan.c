/* The fan: its words against its numbers, its picture by golden file and by property. To refresh
 * the golden file after a wanted change of the picture, look at the new one first, then:
 * FAN_GOLDEN_WRITE=1 build/tests/test_fan --filter 'fan/the_example_is_the_golden_file' */
#include "fan.h"
#include "svg_check.h"
#include "claim.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(table) (sizeof(table) / sizeof *(table))
static const double unknown = (double)NAN;
static struct svg_check check;

static const struct chart_run run = { .title = "EX-01",
                                      .source =
                                          "Exampleshire Council DSG outturn 2018/19 to 2025/26",
                                      .version = "0.1.0",
                                      .n_simulation = 10000,
                                      .seed = 7 };
static const struct fan_outturn history[] = { { 2018, 2.1 },  { 2019, 5.4 },  { 2020, 9.0 },
                                              { 2021, 12.8 }, { 2022, 17.9 }, { 2023, 25.6 },
                                              { 2024, 37.0 }, { 2025, 52.4 } };
static const struct fan_year years[] = {
    { 2026, 64.0, 66.3, 67.7, 69.2, 71.4, 0.0, 0.0002, 67.9 },
    { 2027, 75.2, 81.2, 85.8, 90.3, 96.4, 0.004, 0.0006, 86.1 },
    { 2028, 85.4, 97.7, 106.2, 115.0, 127.0, 0.12, 0.003, 107 },
    { 2029, 94.2, 114.2, 128.4, 143.0, 163.4, 0.62, 0.005, 130.2 },
    { 2030, 101.0, 130.9, 151.6, 173.8, 204.5, 0.82, 0.004, 155.1 },
    { 2031, 105.0, 147.0, 176.2, 207.1, 250.1, 0.88, 0.003, 181.6 },
};
static const struct fan_threshold reserves[] = { { "Usable reserves", 120.0 } };
static const struct fan_event override_ends[] = { { "2028-03-31", "Statutory override ends",
                                                    false } };

static struct fan
example(void)
{
    return (struct fan){ .id = "fan-no-action",
                         .area = "Exampleshire",
                         .scenario = "No action",
                         .role = FAN_UNMITIGATED,
                         .history = history,
                         .n_history = N(history),
                         .year = years,
                         .n_year = N(years),
                         .threshold = reserves,
                         .n_threshold = 1,
                         .event = override_ends,
                         .n_event = 1,
                         .run = run };
}

/* Draws, reads the picture back and expects it well-formed, inside the canvas and free of
 * collisions. */
static void
draw(const struct fan *fan, struct chart *chart)
{
    struct hr_err err = { .code = 0 };
    cr_assert_eq(fan_draw(fan, chart, &err), 0, "%s", err.text);
    svg_check_sound(&check, chart->svg);
    svg_check_money(&check, chart->subtitle);
}

static char *
read_file(const char *path)
{
    FILE *const file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    char *const text = calloc(1, 1 << 20);
    cr_assert_lt(fread(text, 1, (1 << 20) - 1, file), (1 << 20) - 1);
    fclose(file);
    return text;
}

Claim(fan, the_example_is_the_golden_file)
{
    static const char path[] = "tests/golden/fan_example.svg";
    const struct fan fan = example();
    struct chart chart;
    draw(&fan, &chart);
    if (getenv("FAN_GOLDEN_WRITE") != NULL) {
        FILE *const file = fopen(path, "wb");
        cr_assert_not_null(file);
        fputs(chart.svg, file);
        fclose(file);
    }
    char *const golden = read_file(path);
    cr_expect_str_eq(chart.svg, golden);
    free(golden);
    chart_release(&chart);
    chart_release(&chart);
}

Claim(fan, the_example_says_what_its_numbers_say)
{
    const struct fan fan = example();
    struct chart chart;
    draw(&fan, &chart);
    cr_expect_str_eq(
        chart.title,
        "With no action, the deficit more likely than not passes usable reserves by March 2030");
    cr_expect_str_eq(chart.subtitle, "Cumulative Dedicated Schools Grant (DSG) deficit at 31 "
                                     "March, £ million, Exampleshire. Unmitigated: No action");
    cr_expect_str_eq(
        chart.alt, "Fan chart of the cumulative deficit, Exampleshire: it rose from £2.1m in "
                   "March 2019 to £52.4m in March 2026. The central forecast for "
                   "March 2032 is £182m, an average: half of futures are above £176m; the middle "
                   "half of 10,000 simulated futures is £147m to £207m and the likely range (9 in "
                   "10) £105m to £250m. The "
                   "central forecast passes usable reserves of £120m during 2029/30; that the "
                   "deficit exceeds £120m at 31 March 2032 is likely (18 in 20). "
                   "Dotted lines mark: Statutory override ends 31 March 2028.");
    cr_expect_str_eq(chart.source,
                     "Source: Exampleshire Council DSG outturn 2018/19 to 2025/26. Headroom "
                     "0.1.0, run EX-01, 10,000 simulated futures, seed 7.");
    static const char *const shown[] = { "£250m",
                                         "£207m",
                                         "£182m",
                                         "£147m",
                                         "£105m",
                                         "central forecast",
                                         "1 in 20 chance of more",
                                         "1 in 4 chance of less",
                                         "Usable reserves £120m",
                                         "£52.4m",
                                         "Outturn",
                                         "Forecast",
                                         "Statutory override ends 31 March 2028",
                                         "2031/32",
                                         "£0m" };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    chart_release(&chart);
}

Claim(fan, the_table_holds_the_numbers)
{
    const struct fan fan = example();
    struct chart chart;
    draw(&fan, &chart);
    const struct table *const data = &chart.data;
    cr_assert_eq(data->n_row, N(history) + N(years));
    cr_expect_str_eq(table_text(data, 0, table_column(data, "financial_year")), "2018/19");
    cr_expect_str_eq(table_text(data, 0, table_column(data, "basis")), "outturn");
    cr_expect_eq(table_number(data, 7, table_column(data, "outturn_gbp_m")), 52.4);
    cr_expect(isnan(table_number(data, 7, table_column(data, "central_gbp_m"))));
    cr_expect_str_eq(table_text(data, 13, table_column(data, "date")), "2032-03-31");
    cr_expect_str_eq(table_text(data, 13, table_column(data, "basis")), "forecast");
    cr_expect_eq(table_number(data, 13, table_column(data, "p05_gbp_m")), 105.0);
    cr_expect_eq(table_number(data, 13, table_column(data, "central_gbp_m")), 181.6);
    cr_expect_eq(table_number(data, 13, table_column(data, "p50_gbp_m")), 176.2);
    cr_expect_eq(table_number(data, 13, table_column(data, "p95_gbp_m")), 250.1);
    cr_expect_eq(table_number(data, 13, table_column(data, "threshold_gbp_m")), 120.0);
    cr_expect_eq(table_number(data, 13, table_column(data, "chance_above")), 0.88);
    cr_expect(isnan(table_number(data, 13, table_column(data, "outturn_gbp_m"))));
    chart_release(&chart);
}

/* ---- cases that could break the picture */

Claim(fan, surpluses_are_named_and_the_axis_crosses_zero)
{
    static const struct fan_outturn gappy[] = {
        { 2019, -3.2 }, { 2020, 4.1 }, { 2021, (double)NAN }, { 2022, 11.8 }, { 2023, 9.4 }
    };
    static const struct fan_year falling[] = {
        { 2024, -2.0, 2.1, 5.3, 8.3, 13.1, 0.0, 0.0002, 5.3 },
        { 2025, -26.0, -13.7, -6.8, 2.2, 15.6, 0.0, 0.0002, -6.8 }
    };
    struct fan fan = example();
    fan.history = gappy;
    fan.n_history = N(gappy);
    fan.year = falling;
    fan.n_year = N(falling);
    struct chart chart;
    draw(&fan, &chart);
    static const char *const shown[] = { "£26m surplus", "£6.8m surplus", "1 in 20 lie below",
                                         "-£20m",        "£0m",           "Below £0: a surplus." };
    for (size_t i = 0; i < N(shown); i++)
        cr_expect_not_null(svg_check_find(&check, shown[i]), "%s", shown[i]);
    cr_expect(strstr(chart.alt, "it went from a surplus of £3.2m in March 2020 to a deficit of "
                                "£11.8m in March 2023 and fell to £9.4m in March 2024") != NULL,
              "%s", chart.alt);
    cr_expect(strstr(chart.svg, "£-") == NULL);
    /* two runs of outturn, broken at the gap: two black lines */
    size_t n_run = 0;
    for (const char *at = chart.svg; (at = strstr(at, "stroke=\"#0B0C0C\"")) != NULL; at++)
        n_run++;
    cr_expect_eq(n_run, 2);
    chart_release(&chart);
}

Claim(fan, events_outside_the_years_are_left_out)
{
    static const struct fan_event events[] = { { "2018-01-01", "Too early", false },
                                               { "2026-09-01", "School opens", true },
                                               { "2032-04-01", "Too late", false },
                                               { "2032-03-31", "Last day", false },
                                               { "2028-03-31", "Override ends March 2028",
                                                 false } };
    struct fan fan = example();
    fan.event = events;
    fan.n_event = N(events);
    struct chart chart;
    draw(&fan, &chart);
    cr_expect_null(svg_check_find(&check, "Too early"));
    cr_expect_null(svg_check_find(&check, "Too late"));
    cr_expect_not_null(svg_check_find(&check, "School opens 1 September 2026 (known later)"));
    cr_expect_not_null(svg_check_find(&check, "Last day 31 March 2032"));
    const struct svg_check_text *const dated = svg_check_find(&check, "Override ends March 2028");
    cr_assert_not_null(dated);
    cr_expect_str_eq(dated->text, "Override ends March 2028", "a label with a year keeps it");
    chart_release(&chart);
}

Claim(fan, the_note_says_what_the_deficit_adds_up_and_whose_chances_the_futures_have)
{
    struct fan fan = example();
    struct chart chart;
    fan.counts = "Net of surpluses";
    fan.policies = "Two policies";
    draw(&fan, &chart);
    cr_expect_not_null(strstr(chart.note, "Cash terms. Net of surpluses. Two policies."));
    chart_release(&chart);
}

Claim(fan, what_finds_no_place_is_named_in_the_note)
{
    static const struct fan_threshold thresholds[] = { { "Usable reserves", 5000.0 } };
    static char dates[14][16];
    struct fan_event events[14];
    for (size_t i = 0; i < N(events); i++) {
        snprintf(dates[i], sizeof dates[i], "2026-05-%02zu", i + 1);
        events[i] = (struct fan_event){ dates[i], "Very much the same thing", false };
    }
    struct fan fan = example();
    struct fan_year year[N(years)];
    memcpy(year, years, sizeof year);
    for (size_t i = 0; i < N(years); i++)
        year[i].chance = 0.0;
    fan.year = year;
    fan.threshold = thresholds;
    fan.event = events;
    fan.n_event = N(events);
    struct chart chart;
    draw(&fan, &chart);
    cr_expect(strstr(chart.note, "Not drawn: Usable reserves £5.00bn; Very much the same thing") !=
                  NULL,
              "%s", chart.note);
    chart_release(&chart);
}

Claim(fan, bad_input_is_refused_with_its_place)
{
    struct fan_year year[2] = { { 2026, 1, 2, 3, 4, 5, 0.5, 0.005, 3 },
                                { 2027, 1, 2, 3, 4, 5, 0.5, 0.005, 3 } };
    struct hr_err err;
    struct chart chart;
    struct fan fan = example();
    fan.n_year = 0;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    cr_expect_str_eq(err.text, "a fan needs at least one forecast year");
    cr_expect_null(chart.svg);
    fan.year = year;
    fan.n_year = 2;
    year[1].p25 = 3.5;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    cr_expect_str_eq(err.text, "quantiles of 2027/28 are out of order: 1 3.5 3 4 5");
    year[1].p25 = (double)NAN;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    year[1].p25 = 2.0;
    year[1].fy = 2028;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    year[1].fy = 2027;
    year[1].chance = 1.2;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    year[1].chance = 0.5;
    const struct fan_event bad_date = { "31/03/2028", "Override ends", false };
    fan.event = &bad_date;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    cr_expect_str_eq(err.text,
                     "date of event 'Override ends' is '31/03/2028', want the form 2028-03-31");
    fan.n_event = 0;
    year[1].chance = 0.5; /* of exceeding £120m, which is far above p95 */
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    cr_expect(strncmp(err.text, "chance of 2026/27 is 0.5, but ", 30) == 0, "%s", err.text);
    const struct fan_threshold no_amount = { "Reserves", (double)NAN };
    fan.threshold = &no_amount;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    fan.n_threshold = 0;
    const struct fan_outturn late = { 2026, 1.0 };
    fan.history = &late;
    fan.n_history = 1;
    cr_expect_eq(fan_draw(&fan, &chart, &err), HR_ERANGE);
    fan.n_history = 0;
    cr_expect_eq(fan_draw(&fan, &chart, &err), 0, "%s", err.text);
    chart_release(&chart);
}

Claim(fan, a_few_futures_are_counted_and_called_rough)
{
    struct fan fan = example();
    fan.run.n_simulation = 25;
    struct chart chart;
    draw(&fan, &chart);
    cr_expect(strstr(chart.note, "With only 25 simulated futures the ranges are rough.") != NULL,
              "%s", chart.note);
    cr_expect(strstr(chart.alt,
                     "the deficit exceeds £120m at 31 March 2032 in 22 of 25 simulated futures") !=
                  NULL,
              "%s", chart.alt);
    chart_release(&chart);
    fan.run.n_simulation = 1;
    draw(&fan, &chart);
    cr_expect(strstr(chart.alt, "The only simulated future has £182m in March 2032.") != NULL, "%s",
              chart.alt);
    cr_expect_null(strstr(chart.alt, "1 simulated futures"));
    chart_release(&chart);
}

/* ---- property: whatever the numbers, nothing overlaps, nothing leaves the canvas, the title is
 * short */

static double
any(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static size_t
any_below(uint64_t *state, size_t n)
{
    return (size_t)(any(state) * (double)n);
}

static int
compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct world {
    struct fan fan;
    struct fan_outturn history[20];
    struct fan_year year[15];
    struct fan_threshold threshold[4];
    struct fan_event event[10];
    char date[10][40];
};

static void
fill_years(struct world *world, uint64_t *state, int fy, double size)
{
    double level = size * (any(state) - 0.3);
    for (size_t i = 0; i < world->fan.n_year; i++) {
        double q[5];
        level += size * (any(state) - 0.4);
        for (size_t k = 0; k < 5; k++)
            q[k] = level + size * 0.1 * (double)(i + 1) * (any(state) - 0.5);
        qsort(q, 5, sizeof *q, compare);
        const double mean = q[0] + 1.1 * any(state) * (q[4] - q[0]); /* a long tail: above p95 */
        world->year[i] =
            (struct fan_year){ fy + (int)i, q[0], q[1], q[2], q[3], q[4], any(state), 0.005, mean };
    }
}

/* A chance of exceeding the threshold that these quantiles allow. */
static double
any_chance(uint64_t *state, const struct fan_year *year, double threshold)
{
    const double quantile[] = { year->p05, year->p25, year->p50, year->p75, year->p95 };
    static const double above[] = { 1.0, 0.95, 0.75, 0.5, 0.25, 0.05, 0.0 };
    size_t n = 0;
    while (n < 5 && threshold > quantile[n])
        n++;
    return above[n + 1] + (above[n] - above[n + 1]) * any(state);
}

static const char LONG_NAME[] =
    "A council whose name goes on and on until it has used up more than "
    "one line of the subtitle and half of another";

static void
fill_world(struct world *world, uint64_t *state)
{
    static const char *const names[] = { "Rutland", "Royal Borough of Kingston upon Thames",
                                         "Bournemouth, Christchurch & Poole <together>",
                                         LONG_NAME };
    static const char *const labels[] = { "Reserves", "Usable reserves",
                                          "General Fund and earmarked reserves at 31 March",
                                          "Llywodraeth Sir Ŵyllt" };
    static const char *const happenings[] = {
        "Statutory override ends", "New school",
        "Grant formula changes after the national review of 2025",
        "The special school at the old hospital site opens its doors to its first forty pupils"
    };
    const double size = pow(10.0, 9.0 * any(state) - 4.0);
    const int base = 2015 + (int)any_below(state, 12);
    memset(world, 0, sizeof *world);
    world->fan = (struct fan){ .id = "fan",
                               .area = names[any_below(state, 4)],
                               .scenario = any(state) < 0.5 ? "" : names[any_below(state, 4)],
                               .role = (enum fan_role)any_below(state, 3),
                               .history = world->history,
                               .year = world->year,
                               .threshold = world->threshold,
                               .event = world->event,
                               .run = run };
    world->fan.n_year = 1 + any_below(state, 15);
    fill_years(world, state, base, size);
    for (int fy = base - (int)any_below(state, 15); fy < base; fy++) {
        if (any(state) < 0.85)
            world->history[world->fan.n_history++] =
                (struct fan_outturn){ fy, any(state) < 0.1 ? unknown : size * (any(state) - 0.3) };
    }
    world->fan.n_threshold = any_below(state, 5);
    for (size_t i = 0; i < world->fan.n_threshold; i++) {
        const struct fan_year *const last = &world->year[world->fan.n_year - 1];
        world->threshold[i] =
            (struct fan_threshold){ labels[any_below(state, 4)],
                                    any(state) < 0.3 ? last->p75
                                                     : 2.0 * size * (any(state) - 0.2) };
    }
    for (size_t i = 0; i < world->fan.n_year && world->fan.n_threshold > 0; i++)
        world->year[i].chance = any_chance(state, &world->year[i], world->threshold[0].gbp_m);
    world->fan.n_event = any_below(state, 11);
    for (size_t i = 0; i < world->fan.n_event; i++) {
        const int year = base - 3 + (int)any_below(state, 12),
                  month = 1 + (int)any_below(state, 12), day = 1 + (int)any_below(state, 28);
        snprintf(world->date[i], sizeof world->date[i], "%04d-%02d-%02d", year, month, day);
        world->event[i] =
            (struct fan_event){ world->date[i], happenings[any_below(state, 4)], any(state) < 0.3 };
    }
}

/* Every drawn threshold keeps its label: as many red lines as red texts. */
static size_t
count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* x and y in turn of a list "1.0,2.0 3.0,4.0" up to the quote. */
static size_t
points_of(const char *at, double *xy, size_t most)
{
    size_t n = 0;
    for (char *next = NULL; *at != '"' && n < most; at = next + (*next == ',' || *next == ' '))
        xy[n++] = strtod(at, &next);
    return n / 2;
}

static double
attribute(const char *element, const char *name)
{
    const char *const at = strstr(element, name);
    cr_assert_not_null(at, "%.80s has no %s", element, name);
    return strtod(at + strlen(name), NULL);
}

static bool
inside(const double *xy, size_t n, double x, double y)
{
    bool in = false;
    for (size_t i = 0, k = n - 1; i < n; k = i++)
        if ((xy[2 * i + 1] > y) != (xy[2 * k + 1] > y) &&
            x < xy[2 * i] +
                    (y - xy[2 * i + 1]) / (xy[2 * k + 1] - xy[2 * i + 1]) * (xy[2 * k] - xy[2 * i]))
            in = !in;
    return in;
}

/* Of every word in the picture: what drawn thing does it lie on? NULL: none. Grid lines and axes
 * may be behind words. */
static const char *
lies_on(const char *svg, const struct svg_box *box)
{
    static double xy[4 * FAN_YEARS + 8];
    const double x = (box->x0 + box->x1) / 2.0, y = (box->y0 + box->y1) / 2.0;
    for (const char *at = svg; (at = strstr(at, "points=\"")) != NULL; at++) {
        const size_t n = points_of(at + strlen("points=\""), xy, N(xy));
        const bool area = strncmp(at - strlen("<polygon fill=\"#RRGGBB\" "), "<polygon", 8) == 0;
        if (svg_box_crossed(box, xy, n) || (area && inside(xy, n, x, y)))
            return "a line or band of the fan";
    }
    for (const char *at = svg; (at = strstr(at, "<circle ")) != NULL; at++) {
        const double cx = attribute(at, "cx=\""), cy = attribute(at, "cy=\"");
        if (cx > box->x0 && cx < box->x1 && cy > box->y0 && cy < box->y1)
            return "an outturn";
    }
    for (const char *at = svg; (at = strstr(at, "<line ")) != NULL; at++) {
        const char *const end = strchr(at, '>'), *const dash = strstr(at, "stroke-dasharray=\"");
        const double line[] = { attribute(at, "x1=\""), attribute(at, "y1=\""),
                                attribute(at, "x2=\""), attribute(at, "y2=\"") };
        if (dash != NULL && dash < end && svg_box_crossed(box, line, 2))
            return "a threshold or a dotted line";
    }
    return NULL;
}

static void
expect_words_in_empty_places(const char *svg, int world)
{
    static const double descent = 4.0; /* room for descenders, which few words have */
    for (size_t i = 0; i < check.n_text; i++) {
        struct svg_box box = check.text[i].box;
        box.y1 -= strpbrk(check.text[i].text, "gjpqy,") == NULL ? descent : 0.0;
        const char *const thing = lies_on(svg, &box);
        cr_assert_null(thing, "%d: '%s' lies on %s", world, check.text[i].text, thing);
    }
}

/* The label of the last outturn is nearer to its own point than to any other. */
static void
expect_own_point(const char *svg, int world)
{
    const char *const bold = "font-weight=\"700\" fill=\"#0B0C0C\">", *label = NULL;
    for (const char *at = svg; (at = strstr(at, bold)) != NULL; at++)
        label = at;
    double near[2] = { HUGE_VAL, HUGE_VAL }; /* of the last, of the others */
    const char *const text = label == NULL ? NULL : label + strlen(bold);
    const struct svg_check_text *own = NULL;
    for (size_t i = 0; i < check.n_text && text != NULL; i++)
        if (check.text[i].size < 17.0 &&
            strncmp(check.text[i].text, text, strlen(check.text[i].text)) == 0)
            own = &check.text[i];
    for (const char *at = svg; own != NULL && (at = strstr(at, "<circle ")) != NULL; at++) {
        const double x = attribute(at, "cx=\""), y = attribute(at, "cy=\""),
                     dx = fmax(0.0, fmax(own->box.x0 - x, x - own->box.x1)),
                     dy = fmax(0.0, fmax(own->box.y0 - y, y - own->box.y1));
        near[1] = fmin(near[1], near[0]);
        near[0] = hypot(dx, dy);
    }
    cr_assert(own == NULL || near[0] < near[1] + 4.5,
              "%d: %s is %.1f from its point, %.1f from "
              "another",
              world, own == NULL ? "" : own->text, near[0], near[1]);
}

/* Two ends of the override are both shown, whatever else happens; of more at least two. */
static void
expect_override(const struct fan *fan, int world)
{
    const int first = fan->n_history > 0 ? fan->history[0].fy : fan->year[0].fy;
    size_t n = 0, n_shown = 0;
    for (size_t i = 0; i < fan->n_event; i++) {
        struct day day;
        cr_assert(words_read_day(fan->event[i].date, &day));
        n += strstr(fan->event[i].label, "override") != NULL && words_days_after(first, day) >= 0 &&
             words_days_after(fan->year[fan->n_year - 1].fy, day) <= 0;
    }
    for (size_t i = 0; i < check.n_text; i++)
        n_shown += strncmp(check.text[i].text, "Statutory", 9) == 0 && check.text[i].box.y1 < 400.0;
    cr_assert_geq(n_shown, n < 2 ? n : 2, "%d: %zu of %zu ends of the override", world, n_shown, n);
}

Claim(fan, any_numbers_give_a_clean_picture)
{
    static struct world world;
    uint64_t state = 20210705;
    for (int i = 0; i < 400; i++) {
        struct chart chart;
        struct hr_err err;
        fill_world(&world, &state);
        cr_assert_eq(fan_draw(&world.fan, &chart, &err), 0, "%d: %s", i, err.text);
        svg_check_read(&check, chart.svg);
        svg_check_layout(&check, CHART_WIDTH, CHART_HEIGHT);
        cr_assert_str_empty(check.fault, "%d: %s", i, check.fault);
        cr_assert_leq(words_length(chart.title), 15, "%d: %s", i, chart.title);
        cr_assert_eq(count(chart.svg, "stroke=\"#B03A06\""), count(chart.svg, "fill=\"#B03A06\""),
                     "%d: a threshold without its label", i);
        expect_words_in_empty_places(chart.svg, i);
        expect_own_point(chart.svg, i);
        expect_override(&world.fan, i);
        cr_assert(strstr(chart.svg, "nan") == NULL && strstr(chart.svg, "inf\"") == NULL, "%d", i);
        chart_release(&chart);
    }
}

Claim(fan, equal_input_gives_equal_bytes)
{
    static struct world world;
    uint64_t state = 77;
    struct chart a, b;
    fill_world(&world, &state);
    draw(&world.fan, &a);
    draw(&world.fan, &b);
    cr_expect_str_eq(a.svg, b.svg);
    chart_release(&a);
    chart_release(&b);
}
