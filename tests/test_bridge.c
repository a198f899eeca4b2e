/* Bridges between folders made by hand, whose parts can be counted by hand. */
#include "bridge.h"

#include "calendar.h"
#include "table_cells.h"
#include "run_sample.h"
#include "claim.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A year's money; the deficit follows from it and from the year before. */
struct money {
    double special_years, special_gbp, special_places_gbp_m; /* place-years, price, place funding */
    double isp_years, isp_gbp;
    double therapies_gbp_m, grant_gbp_m, receipts_gbp_m, other_blocks_gbp_m, unexplained_gbp_m;
};
static const struct money june = { 120.0, 15000.0, 1.2, 40.0, 61000.0, 2.1, 20.0, 0.0, 0.3, 0.0 };
static const struct money july = {
    131.5, 15400.0, 1.31, 44.25, 63500.0, 2.35, 20.6, 1.5, 0.1, 0.05
};
/* From june to july, counted by hand. */
static const double wanted[BRIDGE_N_PART] = {
    [BRIDGE_VOLUME] =
        15.75 * 26500.0 / GBP_PER_GBP_M, /* 175.75 place-years in place of 160, at £26,500 */
    [BRIDGE_MIX] = (131.5 * 15000.0 + 44.25 * 61000.0 - 175.75 * 26500.0) / GBP_PER_GBP_M,
    [BRIDGE_PRICE] = (131.5 * 400.0 + 44.25 * 2500.0) / GBP_PER_GBP_M,
    [BRIDGE_PLACE_FUNDING] = 0.11,
    [BRIDGE_LINES] = 0.25,
    [BRIDGE_GRANT] = -0.6,
    [BRIDGE_RECEIPTS] = -1.5,
    [BRIDGE_OTHER_BLOCKS] = -0.2,
    [BRIDGE_REST] = 0.05,
};

static double
add_year(struct run_sample *made, const char *scenario, int fy, const struct money *m,
         double deficit_gbp_m)
{
    const double spending_gbp_m =
        m->special_years * m->special_gbp / GBP_PER_GBP_M + m->special_places_gbp_m +
        m->isp_years * m->isp_gbp / GBP_PER_GBP_M + m->therapies_gbp_m + m->unexplained_gbp_m;
    const double in_year_gbp_m = spending_gbp_m - m->grant_gbp_m + m->other_blocks_gbp_m;
    const double closing_gbp_m = deficit_gbp_m + in_year_gbp_m - m->receipts_gbp_m;
    run_sample_setting(made, &(struct run_setting){ scenario, fy, "special", m->special_years,
                                                    m->special_gbp, m->special_places_gbp_m });
    run_sample_setting(made,
                       &(struct run_setting){ scenario, fy, "isp", m->isp_years, m->isp_gbp, 0.0 });
    run_sample_row(
        made, &(struct run_row){ scenario, fy, "line.therapies", "forecast", m->therapies_gbp_m });
    run_sample_row(
        made, &(struct run_row){ scenario, fy, "high_needs_spending", "forecast", spending_gbp_m });
    run_sample_row(
        made, &(struct run_row){ scenario, fy, "high_needs_grant", "forecast", m->grant_gbp_m });
    run_sample_row(made,
                   &(struct run_row){ scenario, fy, "in_year_deficit", "forecast", in_year_gbp_m });
    run_sample_row(made,
                   &(struct run_row){ scenario, fy, "receipts", "forecast", m->receipts_gbp_m });
    run_sample_fan(made, &(struct run_row){ scenario, fy, "deficit", "forecast", closing_gbp_m },
                   5.0);
    return closing_gbp_m;
}

struct forecast {
    struct run_sample made;
    struct run_folder folder;
};

static void
forecast_read(struct forecast *self)
{
    struct hr_err err = { 0 };
    run_sample_end(&self->made);
    cr_assert_eq(run_folder_read(&self->folder, self->made.dir, &err), 0, "%s", err.text);
}

struct span {
    int first_fy;
    size_t n;
};

/* Years of the same money in one scenario. */
static void
forecast_init(struct forecast *self, const char *scenario, struct span span, double opening_gbp_m,
              const struct money *money)
{
    run_sample_init(&self->made, "Testshire");
    run_sample_row(&self->made, &(struct run_row){ scenario, span.first_fy - 1, "deficit",
                                                   "outturn", opening_gbp_m });
    double deficit = opening_gbp_m;
    for (size_t t = 0; t < span.n; t++)
        deficit = add_year(&self->made, scenario, span.first_fy + (int)t, money, deficit);
}

static void
forecast_release(struct forecast *self)
{
    run_folder_release(&self->folder);
    run_sample_release(&self->made);
}

static int
make(struct bridge *bridge, const struct forecast *old, const struct forecast *new,
     struct hr_err *err)
{
    return bridge_init(bridge, &old->folder, &new->folder, NULL, err);
}

static void
expect_identity(const struct bridge *bridge)
{
    for (size_t p = 0; p < bridge->n_pair; p++)
        for (size_t t = 0; t < bridge->pair[p].n_year; t++) {
            const struct bridge_year *year = &bridge->pair[p].year[t];
            double sum = year->old_gbp_m;
            for (size_t part = 0; part < BRIDGE_N_PART; part++)
                sum += year->part[part];
            cr_expect_float_eq(sum, year->new_gbp_m, 1e-6);
        }
}

/* ---- closed form */

Claim(bridge, parts_of_a_year_are_those_counted_by_hand)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 1 }, 41.375, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    cr_assert_eq(bridge.n_pair, 1);
    cr_assert_eq(bridge.pair[0].n_year, 1);
    for (size_t part = 0; part < BRIDGE_N_PART; part++)
        cr_expect_float_eq(bridge.pair[0].year[0].part[part], wanted[part], 1.5e-6,
                           "%s: %.9f, want %.9f", bridge_part_id((enum bridge_part)part),
                           bridge.pair[0].year[0].part[part], wanted[part]);
    expect_identity(&bridge);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

/* More children go with higher prices in the same futures, so the average cost is above the product
 * of averages: 100 place-years at £15,000 cost £1.6m. */
Claim(bridge, more_place_years_of_the_same_cost_are_volume_alone)
{
    for (size_t with = 0; with < 2; with++) {
        struct forecast old = { 0 }, new = { 0 };
        struct bridge bridge;
        struct hr_err err = { 0 };
        struct money more = june;
        more.unexplained_gbp_m = 0.16; /* what the ten more cost */
        forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
        forecast_init(&new, "plan", (struct span){ 2026, 1 }, 41.375, &more);
        struct forecast *const side[] = { &old, &new };
        for (size_t k = 0; k < 2; k++) {
            const double n = k == 0 ? 100.0 : 110.0;
            const struct run_row row[] = {
                { "plan", 2026, "place_years.unit", "forecast", n },
                { "plan", 2026, "unit_price.unit", "forecast", 15000.0 },
                { "plan", 2026, "spending.unit", "forecast", n * 0.016 + 0.3 },
                { "plan", 2026, "place_funding.unit", "forecast", 0.3 },
            };
            for (size_t i = 0; i < 3 + with; i++)
                run_sample_row(&side[k]->made, &row[i]);
            forecast_read(side[k]);
        }
        cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
        const double *part = bridge.pair[0].year[0].part;
        cr_expect_float_eq(part[BRIDGE_VOLUME] + part[BRIDGE_MIX] + part[BRIDGE_PLACE_FUNDING],
                           0.16, 1.5e-6);
        cr_expect_float_eq(part[BRIDGE_PRICE], 0.0, 1e-6);
        cr_expect_float_eq(part[BRIDGE_PLACE_FUNDING], with ? 0.0 : 0.01, 1e-6,
                           "without its row it holds what the averages differ by");
        cr_expect_float_eq(part[BRIDGE_REST], 0.0, 1.5e-6);
        bridge_release(&bridge);
        forecast_release(&old);
        forecast_release(&new);
    }
}

Claim(bridge, adds_up_over_years_and_tells_each_years_own)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 3 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 3 }, 41.5, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    const struct bridge_year *last = &bridge.pair[0].year[2];
    cr_expect_eq(last->fy, 2028);
    for (size_t part = BRIDGE_VOLUME; part < BRIDGE_REST; part++) {
        cr_expect_float_eq(last->part[part], 3.0 * wanted[part], 2e-6);
        cr_expect_float_eq(last->of_year[part], wanted[part], 1e-9);
    }
    cr_expect_float_eq(last->part[BRIDGE_OPENING], 0.125, 1e-9);
    cr_expect_eq(last->of_year[BRIDGE_OPENING], 0.0);
    expect_identity(&bridge);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

Claim(bridge, takes_a_newer_base_as_the_opening_position)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2025, 3 }, 30.25, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 3 }, 19.0, &june);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    const struct bridge_pair *pair = &bridge.pair[0];
    cr_expect_eq(pair->n_year, 2);
    cr_expect_eq(pair->year[0].fy, 2026);
    /* the old forecast of 2025/26 against the new outturn: 30.25 + 7.54 - 20 + 0.3 = 18.09 */
    cr_expect_float_eq(pair->year[1].part[BRIDGE_OPENING], 19.0 - 18.09, 1e-9);
    for (size_t part = BRIDGE_VOLUME; part < BRIDGE_N_PART; part++)
        cr_expect_eq(pair->year[1].part[part], 0.0);
    expect_identity(&bridge);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

/* Chart 13: the new folder's outturn on the old one's fan. */
Claim(bridge, shows_what_came_on_the_old_forecast)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct last_forecast last;
    struct arena arena;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2025, 3 }, 30.25, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 3 }, 19.0, &june);
    forecast_read(&old);
    forecast_read(&new);
    arena_init(&arena);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    cr_assert_eq(bridge_last_forecast(&bridge, 0, &arena, &last, &err), 0, "%s", err.text);
    cr_assert_eq(last_forecast_check(&last, &err), 0, "%s", err.text);
    const struct last_forecast_panel *panel = &last.panel[LAST_DEFICIT];
    cr_assert_eq(panel->n_year, 4);
    cr_expect_eq(panel->year[0].year, 2024);
    cr_expect_eq(panel->year[0].came, 30.25, "the old folder's own outturn");
    cr_expect(isnan(panel->year[0].mean));
    cr_expect_eq(panel->year[1].came, 19.0);
    cr_expect_float_eq(panel->year[1].mean, 18.09, 1e-9);
    cr_expect_float_eq(panel->year[1].p05, 18.09 - 5.0, 1e-9);
    cr_expect(isnan(panel->year[2].came));
    cr_expect_eq(last.panel[LAST_PLANS].n_year, 0);
    cr_expect_eq(last_forecast_score(&last).n, 1);
    cr_expect_eq(last_forecast_score(&last).within, 1);
    char *text = NULL;
    size_t size = 0;
    cr_assert_eq(bridge_text(&bridge, &text, &size, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "Since the old forecast: what came lies within the last "
                                    "forecast's likely range (chart 13)."),
                       "%s", text);
    free(text);
    bridge_release(&bridge);
    cr_assert_eq(make(&bridge, &old, &old, &err), 0, "%s", err.text);
    cr_assert_eq(bridge_last_forecast(&bridge, 0, &arena, &last, &err), 0, "%s", err.text);
    cr_expect_eq(last_forecast_score(&last).n, 0, "nothing has come");
    bridge_release(&bridge);
    arena_release(&arena);
    forecast_release(&old);
    forecast_release(&new);
}

Claim(bridge, from_a_forecast_to_itself_is_nothing)
{
    struct forecast old = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 2 }, 41.375, &july);
    forecast_read(&old);
    cr_assert_eq(make(&bridge, &old, &old, &err), 0, "%s", err.text);
    for (size_t t = 0; t < 2; t++)
        for (size_t part = 0; part < BRIDGE_N_PART; part++)
            cr_expect_eq(bridge.pair[0].year[t].part[part], 0.0);
    for (size_t i = 0; i < bridge.pair[0].n_item; i++)
        cr_expect_eq(bridge.pair[0].item[i].gbp_m[1], 0.0);
    bridge_release(&bridge);
    forecast_release(&old);
}

Claim(bridge, back_again_undoes_the_change)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge there, back;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 2 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 2 }, 40.0, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&there, &old, &new, &err), 0, "%s", err.text);
    cr_assert_eq(make(&back, &new, &old, &err), 0, "%s", err.text);
    const double *out = there.pair[0].year[1].part, *home = back.pair[0].year[1].part;
    static const enum bridge_part plain[] = { BRIDGE_OPENING,  BRIDGE_PLACE_FUNDING,
                                              BRIDGE_LINES,    BRIDGE_GRANT,
                                              BRIDGE_RECEIPTS, BRIDGE_OTHER_BLOCKS };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        cr_expect_float_eq(out[plain[i]], -home[plain[i]], 1e-6);
    cr_expect_float_eq(out[BRIDGE_VOLUME] + out[BRIDGE_MIX] + out[BRIDGE_PRICE],
                       -(home[BRIDGE_VOLUME] + home[BRIDGE_MIX] + home[BRIDGE_PRICE]), 3e-6);
    bridge_release(&there);
    bridge_release(&back);
    forecast_release(&old);
    forecast_release(&new);
}

/* ---- what one folder has and the other has not */

Claim(bridge, a_setting_and_a_line_of_one_folder_only_are_matched_with_nothing)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    run_sample_init(&new.made, "Testshire");
    run_sample_row(&new.made, &(struct run_row){ "plan", 2025, "deficit", "outturn", 41.375 });
    struct money more = june;
    more.unexplained_gbp_m =
        10.0 * 23850.0 / GBP_PER_GBP_M + 0.75 + 0.4; /* what the two below cost */
    (void)add_year(&new.made, "plan", 2026, &more, 41.375);
    run_sample_setting(&new.made,
                       &(struct run_setting){ "plan", 2026, "hospital", 10.0, 23850.0, 0.75 });
    run_sample_row(&new.made, &(struct run_row){ "plan", 2026, "line.inclusion", "forecast", 0.4 });
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    const double *part = bridge.pair[0].year[0].part;
    cr_expect_float_eq(part[BRIDGE_VOLUME], 10.0 * 26500.0 / GBP_PER_GBP_M, 1e-6);
    cr_expect_float_eq(part[BRIDGE_MIX], 10.0 * (23850.0 - 26500.0) / GBP_PER_GBP_M, 1e-6);
    cr_expect_eq(part[BRIDGE_PRICE], 0.0, "a new setting is no dearer than before");
    cr_expect_float_eq(part[BRIDGE_PLACE_FUNDING], 0.75, 1e-6);
    cr_expect_float_eq(part[BRIDGE_LINES], 0.4, 1e-6);
    cr_expect_float_eq(part[BRIDGE_REST], 0.0, 1.5e-6);
    char *text = NULL;
    size_t size = 0;
    cr_assert_eq(bridge_text(&bridge, &text, &size, &err), 0);
    cr_expect_not_null(strstr(text, "only in the new forecast: 'hospital'"), "%s", text);
    cr_expect_not_null(strstr(text, "only in the new forecast: 'inclusion'"), "%s", text);
    free(text);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

Claim(bridge, figures_that_a_published_folder_leaves_out_are_in_the_rest)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    run_sample_setting(&old.made, &(struct run_setting){ "plan", 2026, "tiny", (double)NAN,
                                                         (double)NAN, (double)NAN });
    run_sample_setting(&new.made, &(struct run_setting){ "plan", 2026, "tiny", 3.0, 40000.0, 0.0 });
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    for (size_t part = 0; part < BRIDGE_N_PART; part++)
        cr_expect_eq(bridge.pair[0].year[0].part[part], 0.0);
    char *text = NULL;
    size_t size = 0;
    cr_assert_eq(bridge_text(&bridge, &text, &size, &err), 0);
    struct table table;
    cr_assert_eq(bridge_table(&bridge, &table, &err), 0);
    const size_t row = row_where(&table, (struct cell_is[]){ { "part", "rest" } }, 1);
    cr_expect_not_null(strstr(cell_text(&table, row, "note"), "left out of a folder: 'tiny'"), "%s",
                       cell_text(&table, row, "note"));
    table_release(&table);
    free(text);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

Claim(bridge, counts_what_options_cost_as_a_part_of_its_own)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    struct money more = june;
    more.unexplained_gbp_m = 0.275;
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 1 }, 41.375, &more);
    run_sample_row(&new.made, &(struct run_row){ "plan", 2026, "option_cost", "forecast", 0.275 });
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    cr_expect_float_eq(bridge.pair[0].year[0].part[BRIDGE_OPTIONS], 0.275, 1e-9);
    cr_expect_eq(bridge.pair[0].year[0].part[BRIDGE_REST], 0.0);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

Claim(bridge, items_of_a_part_add_up_to_it)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 3 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 3 }, 41.375, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    static const enum bridge_part part[] = { BRIDGE_MIX, BRIDGE_PRICE, BRIDGE_PLACE_FUNDING,
                                             BRIDGE_LINES };
    const struct bridge_pair *pair = &bridge.pair[0];
    for (size_t k = 0; k < sizeof part / sizeof part[0]; k++) {
        double sum = 0.0;
        for (size_t i = 0; i < pair->n_item; i++)
            sum += pair->item[i].part == part[k] ? pair->item[i].gbp_m[2] : 0.0;
        cr_expect_float_eq(sum, pair->year[2].part[part[k]], 1e-6);
    }
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

/* ---- scenarios */

Claim(bridge, pairs_scenarios_by_name_and_names_those_without_a_partner)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct hr_err err = { 0 };
    char *text = NULL;
    size_t size = 0;
    forecast_init(&old, "as-is", (struct span){ 2026, 1 }, 41.375, &june);
    forecast_init(&new, "no-action", (struct span){ 2026, 1 }, 41.375, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_expect_eq(make(&bridge, &old, &new, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "--scenario as-is=no-action"), "%s", err.text);
    bridge_release(&bridge);
    const struct bridge_scenarios right = { "as-is", "no-action" },
                                  misspelt = { "as-is", "no-acton" };
    const struct bridge_names names = { &right, 1 }, wrong = { &misspelt, 1 };
    cr_assert_eq(bridge_init(&bridge, &old.folder, &new.folder, &names, &err), 0, "%s", err.text);
    cr_assert_eq(bridge_text(&bridge, &text, &size, &err), 0);
    cr_expect_not_null(strstr(text, "'as-is=no-action'"), "%s", text);
    cr_expect_null(strstr(text, "without a partner"), "%s", text);
    free(text);
    bridge_release(&bridge);
    cr_expect_eq(bridge_init(&bridge, &old.folder, &new.folder, &wrong, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, "has no scenario 'no-acton'"), "%s", err.text);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}

/* ---- refused */

static void
expect_refused(struct forecast *old, struct forecast *new, const char *says)
{
    struct bridge bridge;
    struct hr_err err = { 0 };
    forecast_read(old);
    forecast_read(new);
    cr_expect_eq(make(&bridge, old, new, &err), HR_ESCENARIO);
    cr_expect_not_null(strstr(err.text, says), "%s", err.text);
    bridge_release(&bridge);
    forecast_release(old);
    forecast_release(new);
}

Claim(bridge, refuses_two_areas)
{
    struct forecast old = { 0 }, new = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 1 }, 41.375, &july);
    new.made.area = "Elsewhere";
    expect_refused(&old, &new, "is of Testshire and");
}

Claim(bridge, refuses_forecasts_without_a_year_in_common)
{
    struct forecast old = { 0 }, new = { 0 };
    forecast_init(&old, "plan", (struct span){ 2021, 2 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 2 }, 41.375, &july);
    expect_refused(&old, &new, "no financial year in common");
}

Claim(bridge, refuses_a_forecast_without_an_opening_deficit)
{
    struct forecast old = { 0 }, new = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 1 }, 41.375, &june);
    run_sample_init(&new.made, "Testshire");
    (void)add_year(&new.made, "plan", 2026, &july, 41.375);
    expect_refused(&old, &new, "'deficit' of scenario 'plan' has no central figure for 2025/26");
}

/* ---- the table */

Claim(bridge, the_table_runs_from_the_old_figure_to_the_new_one)
{
    struct forecast old = { 0 }, new = { 0 };
    struct bridge bridge;
    struct table table;
    struct hr_err err = { 0 };
    forecast_init(&old, "plan", (struct span){ 2026, 2 }, 41.375, &june);
    forecast_init(&new, "plan", (struct span){ 2026, 2 }, 40.125, &july);
    forecast_read(&old);
    forecast_read(&new);
    cr_assert_eq(make(&bridge, &old, &new, &err), 0, "%s", err.text);
    cr_assert_eq(bridge_table(&bridge, &table, &err), 0, "%s", err.text);
    cr_assert_eq(table.n_row, 2 * (BRIDGE_N_PART + 2));
    for (size_t row = 0; row < table.n_row; row++) {
        const char *part = cell_text(&table, row, "part");
        if (strcmp(part, "old") == 0 || strcmp(part, "new") == 0)
            cr_expect_float_eq(cell_number(&table, row, "gbp_m"),
                               cell_number(&table, row, "running_gbp_m"), 1e-6);
        else
            cr_expect_float_eq(cell_number(&table, row - 1, "running_gbp_m") +
                                   cell_number(&table, row, "gbp_m"),
                               cell_number(&table, row, "running_gbp_m"), 1e-9);
    }
    table_release(&table);
    bridge_release(&bridge);
    forecast_release(&old);
    forecast_release(&new);
}
