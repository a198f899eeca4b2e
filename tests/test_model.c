/* Plans: names in order, where the file had them, and what is refused. */
#include "fixture.h"

#include "model.h"
#include "claim.h"

#include <string.h>

/* Fits the quantities and compiles; returns what plan_init says. */
static int
try_plan(struct sample *sample, struct model *model, struct hr_err *err)
{
    for (size_t i = 1; i <= sample->in.n_quantity; i++)
        cr_assert_eq(quantity_fit(&sample->quantity[i], err), 0, "%s", err->text);
    return model_make(model, &sample->in, err);
}

/* Expects a refusal whose sentence has these words. */
static void
expect_refused(struct sample *sample, const char *words)
{
    struct model model;
    struct hr_err err = { 0 };
    const int ret = try_plan(sample, &model, &err);
    cr_expect_eq(ret, HR_ESCENARIO, "not refused");
    cr_expect(ret == 0 || strstr(err.text, words) != NULL, "the sentence is: %s", err.text);
    model_release(&model);
    model_release(&model);
    sample_release(sample);
}

Claim(model, lists_are_sorted_by_id_and_remember_the_files_order)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    static const char *const setting[] = { "awaiting", "isp", "local-special", "schools" },
                             *const line[] = { "hospital", "inclusion", "therapies" };
    static const char *const row[] = { "central", "early_years",  "high_needs",
                                       "schools", "subtotal",     "carry_forward",
                                       "council", "safety-valve", "total" };
    for (size_t i = 0; i < 4; i++) {
        cr_expect_str_eq(f.model.setting[i]->id, setting[i]);
        cr_expect_str_eq(f.model.setting[f.model.file_setting[i]]->id, f.sample.setting[i].id);
        cr_expect_str_eq(f.model.row[f.model.file_row[i]].id, f.sample.block[i].id);
        cr_expect_eq(model_setting(&f.model, setting[i]), i);
    }
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(f.model.line[i]->id, line[i]);
        cr_expect_str_eq(f.model.line[f.model.file_line[i]]->id, f.sample.line[i].id);
    }
    cr_expect(strcmp(f.model.need[0]->id, "asd") == 0 && strcmp(f.model.need[1]->id, "semh") == 0);
    cr_assert_eq(f.model.n_row, 9);
    for (size_t i = 0; i < 9; i++)
        cr_expect_str_eq(f.model.row[i].id, row[i]);
    cr_expect_str_eq(f.model.row[f.model.file_row[6]].id, "safety-valve");
    cr_expect(f.model.row[3].kind == ROW_BLOCK && f.model.row[4].kind == ROW_SUBTOTAL &&
              f.model.row[5].kind == ROW_CARRY && f.model.row[6].kind == ROW_RECEIPT &&
              f.model.row[8].kind == ROW_TOTAL);
    cr_expect(model_setting(&f.model, "nowhere") == SIZE_MAX &&
              model_need(&f.model, "nothing") == SIZE_MAX && model_block(&f.model, "") == SIZE_MAX);
    cr_expect(model_has_category(&f.model, CATEGORY_INDEPENDENT) &&
              !model_has_category(&f.model, CATEGORY_UNIT));
    fixture_release(&f);
}

Claim(model, receipts_belong_to_the_scenarios_that_name_them)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    f.sample.scenario[1].n_receipt = 1; /* safety-valve only */
    fixture_model(&f);
    cr_expect(!model_has_receipt(&f.model, 0, 0) && !model_has_receipt(&f.model, 0, 1));
    cr_expect(!model_has_receipt(&f.model, 1, 0) && model_has_receipt(&f.model, 1, 1),
              "sorted: council, safety-valve");
    fixture_release(&f);
}

Claim(model, a_category_that_no_setting_has_is_noted)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    fixture_model(&f);
    cr_assert_eq(f.model.n_note, 1);
    cr_expect_not_null(strstr(f.model.note[0], "'unit'"), "%s", f.model.note[0]);
    fixture_release(&f);
}

Claim(model, two_entries_of_one_name_are_refused)
{
    struct sample sample;
    sample_init(&sample);
    sample.setting[3].id = "isp";
    expect_refused(&sample, "two entries are named 'isp'");
    sample_init(&sample);
    sample.line[2].id = "therapies";
    expect_refused(&sample, "'therapies'");
    sample_init(&sample);
    sample.receipt[1].id = "safety-valve";
    expect_refused(&sample, "'safety-valve'");
    sample_init(&sample);
    sample.block[2].id = "schools";
    expect_refused(&sample, "'schools'");
    sample_init(&sample);
    sample.need[1].id = "semh";
    expect_refused(&sample, "'semh'");
}

/* "costarring" and "liquid" are a well-known pair of equal 32-bit FNV-1a hashes, as are "declinate"
 * and "macallums". */
Claim(model, two_names_of_one_purpose_with_one_hash_are_refused)
{
    cr_assert_eq(hr_hash32("costarring"), hr_hash32("liquid"));
    struct sample sample;
    sample_init(&sample);
    sample.line[0].id = "costarring";
    sample.line[1].id = "liquid";
    expect_refused(&sample, "would share random numbers");
    sample_init(&sample);
    sample.quantity[3].name = "declinate";
    sample.quantity[7].name = "macallums";
    expect_refused(&sample, "'declinate' and 'macallums'");
    sample_init(&sample);
    sample.quantity[3].factor = "declinate";
    sample.quantity[7].factor = "macallums";
    expect_refused(&sample, "'declinate' and 'macallums'");
}

Claim(model, names_of_different_purposes_may_share_a_hash)
{
    struct fixture f;
    fixture_init(&f, sample_init);
    f.sample.line[0].id = "costarring";
    f.sample.receipt[0].id = "liquid";
    f.sample.receipt_of_plan[0] = "liquid";
    fixture_model(&f);
    fixture_release(&f);
}

Claim(model, a_setting_id_that_is_another_categorys_name_is_refused)
{
    struct sample sample;
    sample_init(&sample);
    sample.setting[2].id = sample.by_setting[0].setting = sample.price[0].setting =
        sample.rule[2].to = sample.rule[4].from = "mainstream";
    expect_refused(&sample, "'mainstream'");
    sample_init(&sample);
    sample_add_empty_setting(&sample, "independent",
                             CATEGORY_INDEPENDENT); /* one of two: which is meant by a rule? */
    expect_refused(&sample, "'independent'");
}

Claim(model, a_block_for_high_needs_is_wanted)
{
    struct sample sample;
    sample_init(&sample);
    sample.block[1].id = "high-needs";
    sample.in.n_transfer = 0;
    sample.scenario[1].n_transfer = 0;
    expect_refused(&sample, "high_needs");
}
