/* Fitted people as text: what is read back is what the engine would be given, and the report speaks of what came. On published data, where
 * they are there. */
#include "evidence_merge.h"
#include "fit_ceiling.h"
#include "fit_inputs.h"
#include "fit_part.h"
#include "fit_report.h"
#include "scenario.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char DATA[] = "../shared/data/england", KINGSTON[] = "314";
enum { CENSUS = 2025 };

struct fixture {
    struct evidence evidence;
    struct fit fit;
    struct people_fit people;
};

/* False, said once, where the published data are not there. */
static bool
fixture_init(struct fixture *self)
{
    struct hr_err err = { 0 };
    if (access(DATA, R_OK) != 0) {
        cr_log_info("skipped: %s is not there", DATA);
        return false;
    }
    cr_assert_eq(evidence_load(&self->evidence, DATA, &err), 0, "%s", err.text);
    cr_assert_eq(fit_init(&self->fit, &self->evidence, CENSUS, &err), 0, "%s", err.text);
    cr_assert_eq(fit_people(&self->fit, KINGSTON, &self->people, &err), 0, "%s", err.text);
    return true;
}

static void
fixture_release(struct fixture *self)
{
    fit_release(&self->fit);
    evidence_release(&self->evidence);
}

static void
write_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    cr_assert_not_null(f);
    cr_assert(fputs(text, f) >= 0 && fclose(f) == 0);
}

static const struct quantity *
named(const struct inputs *in, const char *name)
{
    for (size_t i = 0; i < in->n_quantity; i++)
        if (strcmp(in->quantity[i].name, name) == 0)
            return &in->quantity[i];
    cr_assert_fail("no quantity '%s'", name);
    return NULL;
}

Test(fit_part, what_is_written_reads_back_as_what_the_engine_is_given)
{
    static struct fixture fixture;
    static struct fit_inputs direct;
    char folder[] = "/tmp/headroom-fit-part-XXXXXX", path[256], *part = NULL, *scenario_text = NULL;
    struct scenario scenario;
    struct hr_err err = { 0 };
    if (!fixture_init(&fixture))
        return;
    cr_assert_eq(fit_part_text(&fixture.fit, &fixture.people, &part, &err), 0, "%s", err.text);
    cr_assert_eq(fit_scenario_text(&fixture.fit, &fixture.people, &scenario_text, &err), 0, "%s", err.text);
    cr_assert_not_null(mkdtemp(folder));
    write_file(folder, "people.cfg", part);
    write_file(folder, "scenario.cfg", scenario_text);
    (void)snprintf(path, sizeof path, "%s/scenario.cfg", folder);
    cr_assert_eq(scenario_load(path, NULL, 0, &scenario, &err), 0, "%s", err.text);
    fit_inputs_init(&direct, &fixture.fit, &fixture.people, true, 5, 100.0, 1.0);
    const struct inputs *read = &scenario.inputs;
    static const char *const same[] = { "joiners.level",
                                        "joiners.level_reverts.to",
                                        "joiners.level_reverts.persistence",
                                        "joiners.level_reverts.shock_sd",
                                        "joiners.transitory.sd",
                                        "joiners.growth.first",
                                        "joiners.growth.long_run",
                                        "joiners.growth.shock_sd",
                                        "joiners.placement_sd",
                                        "leavers.level_post16",
                                        "leavers.yearly.national_sd",
                                        "leavers.yearly.local_sd",
                                        "migration.out",
                                        "migration.balance",
                                        "migration.residual_sd",
                                        "movers.turnover" };
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        const struct quantity *a = named(read, same[i]), *b = named(&direct.in, same[i]);
        cr_expect_eq(a->kind, b->kind, "%s", same[i]);
        cr_expect(fabs(a->p[0] - b->p[0]) < 1e-5 && fabs(a->p[1] - b->p[1]) < 1e-5, "%s: %g and %g", same[i], a->p[0], b->p[0]);
        cr_expect(a->kind == QUANTITY_FIXED || a->national == b->national, "%s", same[i]);
    }
    cr_expect_eq(read->plans.total, direct.in.plans.total);
    cr_expect_float_eq(read->joiners.new_plans, direct.in.joiners.new_plans, 0.01);
    for (size_t a = 0; a < N_NCY; a++) {
        cr_expect_float_eq(read->joiners.rate_by_age[a], direct.in.joiners.rate_by_age[a], 1e-7, "age %zu", a);
        cr_expect_float_eq(read->leavers.hazard_by_age[a], direct.in.leavers.hazard_by_age[a], 1e-6, "age %zu", a);
        cr_expect(read->joiners.ceiling_by_age[a] >= (a > 2 ? 1e-3 : 0.0) && read->joiners.ceiling_by_age[a] <= 1.0, "age %zu", a);
    }
    cr_expect_eq(read->movers.n_rule, direct.in.movers.n_rule);
    scenario_release(&scenario);
    (void)snprintf(path, sizeof path, "rm -r %s", folder);
    cr_expect_eq(system(path), 0);
    free(part);
    free(scenario_text);
    fixture_release(&fixture);
}

Test(fit_part, a_ceiling_lies_above_what_an_authority_has)
{
    static struct fixture fixture;
    double ceiling[N_NCY], people[N_NCY];
    struct hr_err err = { 0 };
    if (!fixture_init(&fixture))
        return;
    cr_assert_eq(fit_ceiling(&fixture.fit, &fixture.people, ceiling, &err), 0, "%s", err.text);
    population_at(&fixture.people.population, CENSUS - 1, people);
    for (size_t a = 3; a < N_NCY; a++)
        cr_expect_geq(ceiling[a] * people[a] + 1e-9, fmin(people[a], 1.3 * fixture.people.plans[a]), "age %zu", a);
    fixture_release(&fixture);
}

Test(fit_report, the_last_year_is_forecast_from_the_year_before_and_set_beside_what_came)
{
    static struct fixture fixture;
    static struct last_year last;
    struct hr_err err = { 0 };
    char *text = NULL;
    if (!fixture_init(&fixture))
        return;
    cr_assert_eq(last_year_of(&last, &fixture.evidence, CENSUS, KINGSTON, &err), 0, "%s", err.text);
    cr_assert_eq(last.n_row, 7);
    const int area = evidence_find_area(&fixture.evidence, KINGSTON);
    cr_expect_eq(last.row[0].outcome, evidence_total(&fixture.evidence, area, EVIDENCE_PLANS, CENSUS));
    cr_expect_eq(last.row[6].outcome, evidence_total(&fixture.evidence, area, EVIDENCE_NEW_PLANS, CENSUS - 1));
    for (size_t i = 0; i < last.n_row; i++)
        cr_expect(last.row[i].low < last.row[i].median && last.row[i].median < last.row[i].high, "%s", last.row[i].what);
    cr_assert_eq(fit_report_text(&fixture.fit, &fixture.people, &fixture.evidence, &last, &text, &err), 0, "%s", err.text);
    cr_expect_not_null(strstr(text, "Kingston upon Thames: rates fitted to what was published up to January 2025"));
    cr_expect_not_null(strstr(text, "The last year again"));
    free(text);
    fixture_release(&fixture);
}

Test(fit_report, when_the_year_before_cannot_be_fitted_it_says_why)
{
    static struct fixture fixture;
    static struct last_year last;
    struct hr_err err = { 0 };
    if (!fixture_init(&fixture))
        return;
    cr_assert_eq(last_year_of(&last, &fixture.evidence, CENSUS, "no such code", &err), 0, "%s", err.text);
    cr_expect_eq(last.n_row, 0);
    cr_expect_neq(last.why[0], '\0');
    fixture_release(&fixture);
}

Test(evidence_merge, two_halves_make_the_whole)
{
    struct evidence whole, half[2], merged;
    struct hr_err err = { 0 };
    evidence_init(&whole);
    evidence_init(&merged);
    for (int k = 0; k < 2; k++)
        evidence_init(&half[k]);
    const struct evidence_area area = { .level = AREA_AUTHORITY, .code = "999", .name = "Testshire" };
    for (int year = 2011; year < 2025; year++) {
        struct evidence *to[] = { &whole, &half[year % 2] };
        for (int k = 0; k < 2; k++) {
            struct observation o = {
                .measure = EVIDENCE_PLANS, .from_age = ALL_AGES, .to_age = ALL_AGES, .category = ALL_CATEGORIES, .need = ALL_NEEDS
            };
            o.year = (short)year;
            o.count = 731.0 + 17.0 * year;
            cr_assert_eq(evidence_add_area(to[k], &area, &o.area, &err), 0);
            cr_assert_eq(evidence_add(to[k], &o, &err), 0);
        }
    }
    cr_assert_eq(evidence_finish(&whole, &err), 0);
    for (int k = 0; k < 2; k++) {
        cr_assert_eq(evidence_finish(&half[k], &err), 0);
        cr_assert_eq(evidence_merge(&merged, &half[k], &err), 0, "%s", err.text);
        evidence_release(&half[k]);
    }
    cr_assert_eq(evidence_finish(&merged, &err), 0);
    cr_assert_eq(merged.n_item, whole.n_item);
    for (size_t i = 0; i < whole.n_item; i++)
        cr_expect(merged.item[i].year == whole.item[i].year && merged.item[i].count == whole.item[i].count);
    evidence_release(&whole);
    evidence_release(&merged);
}
